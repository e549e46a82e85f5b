"""What a public document may show, when it counts as published, and which addresses it may name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from newsml_export.model.story import PubStatus

if TYPE_CHECKING:
    import datetime as dt
    from zoneinfo import ZoneInfo

    from newsml_export.model.story import Story

_URI_CHARACTERS = "%:/?@!$&'()*+,;=~"
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
#: for editors, where nobody wrote more
_NOTICES = {
    PubStatus.CANCELED: "This story was withdrawn. Do not publish it, and delete what was delivered of it before.",
    PubStatus.WITHHELD: "This story is withheld. Do not publish it until a later version says that it is usable.",
}


def notice(story: Story) -> str | None:
    """Return in English what ``story``'s status asks of those who have it, or ``None`` where it may be used."""
    return _NOTICES.get(story.pub_status)


def is_shown(story: Story, now: dt.datetime) -> bool:
    """Say whether ``story`` may be shown to the public at the time ``now``."""
    return story.pub_status is PubStatus.USABLE and (story.embargoed is None or story.embargoed <= now)


def publication_moment(story: Story, issue: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return when ``story`` became readable: with its ``issue``, or when its embargo ended, in ``zone``."""
    if story.embargoed is None or story.embargoed <= issue:
        return issue
    return story.embargoed.astimezone(zone)


def web_address(address: str) -> str | None:
    """Return a whole ``http(s)`` address in ASCII (RFC 3986), or ``None`` where it is none."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
        host = host.encode("idna").decode("ascii") if host else ""
        path, query, fragment = (
            quote(part, safe=_URI_CHARACTERS) for part in (parts.path or "/", parts.query, parts.fragment)
        )
    except (UnicodeError, ValueError):
        return None
    if parts.scheme not in {"http", "https"} or not (_HOST.fullmatch(host) or ":" in host):
        return None
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path, query, fragment))
