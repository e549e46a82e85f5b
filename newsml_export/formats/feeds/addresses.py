"""Addresses that the settings give, as feeds write them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export.errors import Location, SettingsError
from newsml_export.formats.shown import web_address

if TYPE_CHECKING:
    import datetime as dt

    from newsml_export.formats.base import WriteContext


def whole_address(address: str, setting: str) -> str:
    """Return ``address`` as a URI (RFC 3986).

    Raises:
        SettingsError: it is not a whole ``http`` or ``https`` address; names ``setting``.
    """
    uri = web_address(address)
    if uri is None:
        raise SettingsError(
            f"“{address}” is not a whole web address.",
            location=Location(path=setting),
            next_step="Write it with https:// and the name of the host.",
        )
    return uri


def home_address(context: WriteContext) -> str:
    """Return the page that a feed belongs to: as set, else the publisher's site, else its domain.

    Raises:
        SettingsError: it is not a whole address.
    """
    publisher = context.publisher
    return whole_address(context.feed.link or publisher.site_url or f"https://{publisher.domain}/", "feed.link")


def beside(address: str, name: str) -> str:
    """Return the address of the file ``name`` in the folder that ``address`` is in: we write all feeds side by side."""
    return f"{address.rpartition('/')[0]}/{name}"


class StoryAddresses:
    """Addresses of the stories of one issue on the publisher's site."""

    def __init__(self, pattern: str, date: dt.date) -> None:
        """Fill ``pattern``, whose ``{date}`` becomes ``date`` and whose ``{local_id}`` names the story.

        Raises:
            SettingsError: what comes out is not a whole address.
        """
        # Not str.format: a pattern is a setting, and must not reach into our objects.
        self._pattern = pattern.replace("{date}", date.isoformat())
        mark = "LOCAL-ID"
        while mark in self._pattern:
            mark += "-"
        filled = whole_address(self._pattern.replace("{local_id}", mark), "feed.story_url")
        #: what stands around the ids; ``None`` where the name of a host holds one, which must be looked at each time
        self._around = filled.split(mark) if filled.count(mark) == self._pattern.count("{local_id}") else None

    def of(self, local_id: str) -> str:
        """Return the address of the story ``local_id``."""
        quoted = quote(local_id, safe="")
        if self._around is not None:
            return quoted.join(self._around)
        return whole_address(self._pattern.replace("{local_id}", quoted), "feed.story_url")


def story_addresses(context: WriteContext, date: dt.date) -> StoryAddresses | None:
    """Return the addresses of stories, or ``None`` where the settings give none.

    Raises:
        SettingsError: they are not whole addresses.
    """
    pattern = context.feed.story_url
    return StoryAddresses(pattern, date) if pattern else None
