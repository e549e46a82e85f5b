"""Holds an output against the truth about its pages: what is right, what is wrong, and whether we knew."""
