"""Are these bytes a valid document? Knows bytes and schemas, not writers."""
