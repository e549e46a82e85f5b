"""Documents that were damaged at random, by a seed, and those that mean harm: through validation and the readers."""
