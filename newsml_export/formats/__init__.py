"""From an Edition to documents; one file or folder a format."""
