"""From page text to linked stories; the heart of the product."""
