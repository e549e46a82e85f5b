"""Keep documents in memory, for hosts that store them themselves."""

from __future__ import annotations


class MemorySink:
    """Collects documents by path."""

    def __init__(self) -> None:
        """Begin empty."""
        self.files: dict[str, bytes] = {}

    def put(self, path: str, content: bytes) -> None:
        """Keep ``content`` under ``path`` (relative, with ``/``)."""
        self.files[path] = content

    def remove(self, path: str) -> None:
        """Forget what is kept under ``path``."""
        self.files.pop(path, None)
