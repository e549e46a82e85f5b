"""Files of pictures: whether they are there, and what can be read from them without decoding a pixel."""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsml_export.findings import Finding, Severity
from newsml_export.model.article import ParsedPicture

if TYPE_CHECKING:
    from newsml_export.errors import Location

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:|//")
_SVG = ".svg"
#: what newspapers deliver, by the library's names; every further one would be a parser more that strangers can feed
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "WEBP", "AVIF")
#: what cameras write that put further pictures behind the first (CIPA DC-007); any reader of JPEG shows the first
_SEVERAL_JPEG = "MPO"
#: formats whose Exif stands before the pixels; the library would decode the others to look for it
_WITH_ORIENTATION = frozenset({"JPEG", _SEVERAL_JPEG, "TIFF", "WEBP", "AVIF"})
#: Exif 2.3, section 4.6.4, A
_ORIENTATION = 0x0112


def described(picture: ParsedPicture, folder: Path, place: Location) -> tuple[ParsedPicture, tuple[Finding, ...]]:
    """Return ``picture`` with what its file says of itself, and findings where the file cannot be used.

    What the file says wins over what was said of it. A picture on the web is returned as it is: nothing is fetched.

    Args:
        picture: as it was delivered.
        folder: that a relative address begins in; files outside are not touched.
        place: where the picture is named.
    """
    if _ADDRESS.match(picture.href) or not picture.href.strip():
        return picture, ()
    path = _inside(picture.href, folder)
    if path is None:
        return picture, (_finding("picture-missing", f"There is no picture “{picture.href}” in the folder.", place),)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        told = f"The picture “{picture.href}” cannot be read ({error.strerror or error})."
        return picture, (_finding("picture-missing", told, place),)
    known = replace(picture, size=size, sha256=digest, file=str(path))
    if path.suffix.lower() == _SVG:
        return replace(known, media_type="image/svg+xml"), ()
    seen = _measured(path)
    if seen is None:
        told = f"“{picture.href}” is no picture that we can read; it is not delivered."
        return picture, (_finding("picture-unreadable", told, place),)
    media_type, width, height, orientation = seen
    return replace(known, media_type=media_type, width=width, height=height, orientation=orientation), ()


def _inside(href: str, folder: Path) -> Path | None:
    """Return the file that ``href`` names in ``folder``, as it is written or percent-decoded, or ``None``."""
    for name in dict.fromkeys((href, unquote(href))):
        path = folder / name
        try:
            if path.resolve().is_relative_to(folder.resolve()) and path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):
            # A NUL in the name, a name too long, a loop of links.
            continue
    return None


def _measured(path: Path) -> tuple[str, int, int, int | None] | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # A picture with very many pixels is nothing to warn of, since none of them is decoded.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_formats()) as image:
                kind = image.format or ""
                media_type = "image/jpeg" if kind == _SEVERAL_JPEG else Image.MIME[kind]
                orientation = image.getexif().get(_ORIENTATION) if kind in _WITH_ORIENTATION else None
                width, height = image.size
    except Exception:
        # Damaged files raise whatever the parser of their format runs into.
        return None
    return media_type, width, height, orientation if orientation in range(1, 9) else None


@lru_cache(maxsize=1)
def _formats() -> tuple[str, ...]:
    from PIL import Image

    Image.init()
    return tuple(name for name in _FORMATS if name in Image.OPEN)


def _finding(code: str, message: str, place: Location) -> Finding:
    mend = "Put the file there, or correct the name." if code == "picture-missing" else "Deliver a JPEG, PNG or TIFF."
    return Finding(code=code, severity=Severity.WARNING, message=message, location=place, mend=mend)
