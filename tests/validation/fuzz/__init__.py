"""Documents that were damaged at random, by a seed, and documents that mean harm: through validation and the readers."""
