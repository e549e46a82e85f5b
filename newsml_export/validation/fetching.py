"""Fetches a schema from the web: only for ``schemas add``, never while documents are validated."""

from __future__ import annotations

import http.client
import ssl
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from newsml_export._version import __version__
from newsml_export.errors import InputError, Location

#: of one file, in bytes
MOST_BYTES = 20_000_000
_MOST_REDIRECTS = 5
_SECONDS = 30


class _Redirects(HTTPRedirectHandler):
    """Follows few redirects, and none that leaves https."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(
        self, req: Request, fp: object, code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme != "https":
            raise URLError(f"it is redirected to {newurl}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(url: str, *, context: ssl.SSLContext | None = None, most: int = MOST_BYTES) -> tuple[bytes, str]:
    """Return what is at ``url``, and the address that it came from after redirects.

    Args:
        url: an https address.
        context: whom to trust; ``None``: whom the system trusts.
        most: more bytes than these are refused.

    Raises:
        InputError: the address is not https, nothing can be had from it, or it is too much.
    """
    place = Location(file=url)
    if urlsplit(url).scheme != "https":
        raise InputError(
            "schemas are fetched by https only.",
            location=place,
            next_step="Give an https address, or fetch the file yourself and name it.",
        )
    opener: OpenerDirector = build_opener(_Redirects, HTTPSHandler(context=context))
    request = Request(url, headers={"User-Agent": f"newsml-export/{__version__}"})  # noqa: S310 - https, checked above
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(most + 1)
            final: str = answer.geturl()
    except HTTPError as error:
        raise InputError(f"the server answers {error.code} {error.reason}.", location=place, next_step=_MEND) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or error
        raise InputError(f"cannot be fetched ({why}).", location=place, next_step=_MEND) from error
    if len(content) > most:
        raise InputError(f"is larger than {most:,} bytes.", location=place, next_step=_MEND)
    return content, final


_MEND = "Check the address, or fetch the file yourself and name it."
