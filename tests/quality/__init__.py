"""The quality gate: how well composed issues are understood, held against ``gate.toml``."""
