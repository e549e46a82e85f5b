"""Enrichers, measured against truth that was made by hand: see README.md."""
