"""Put files in place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath

from newsml_export.errors import Location, OutputError


class FolderSink:
    """Writes below one folder; a reader of the folder never sees half a file."""

    def __init__(self, folder: Path) -> None:
        """Create ``folder`` where it is missing.

        Raises:
            OutputError: the folder cannot be made, or is not a folder.
        """
        self.folder = folder
        self._made: set[Path] = set()
        self._make(folder)

    def put(self, path: str, content: bytes) -> Path:
        """Write ``content`` to ``path`` (relative, with ``/``) under a temporary name, then rename; return the path.

        Raises:
            OutputError: the path leaves the folder, or the disk refuses.
        """
        relative = PurePosixPath(path)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise OutputError(
                f"“{path}” would be written outside the output folder.", location=Location(file=str(self.folder))
            )
        target = self.folder.joinpath(*relative.parts)
        self._make(target.parent)
        temporary: str | None = None
        try:
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except OSError as error:
            if temporary is not None:
                Path(temporary).unlink(missing_ok=True)
            raise _refused(target, error) from error
        return target

    def remove(self, path: str) -> None:
        """Remove the file ``path`` where it exists.

        Raises:
            OutputError: the disk refuses.
        """
        target = self.folder.joinpath(*PurePosixPath(path).parts)
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise _refused(target, error) from error

    def _make(self, folder: Path) -> None:
        if folder in self._made:
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(folder, error) from error
        self._made.add(folder)


def _refused(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written ({error.strerror or error}).",
        location=Location(file=str(path)),
        next_step="Choose another folder with -o, or free the path.",
    )
