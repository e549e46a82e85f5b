"""The values that flow through the product; no step edits its input, so every type here is frozen."""
