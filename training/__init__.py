"""Learn the weights of the line model from composed pages; a tool of the makers, not part of the product."""
