"""The feeds of a partner as files that any web server or CDN can serve, compressed ones beside them."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsml_export.errors import InputError, OutputError
from newsml_export.feeds.rendering import FEEDS, ITEMS, Links, Rendered, Renderer
from newsml_export.sinks.folder import FolderSink
from newsml_export.store.kept import EntryKind, FeedEntry, Partner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsml_export.settings import Settings
    from newsml_export.store import Store

PAGE = 50
#: remembers what was written, so that what is gone can be taken away
_LIST = ".newsml-export-files"
_EVERYTHING = Partner(name="public-tree", title="Everything, as files")


def write_tree(
    store: Store, folder: Path, *, settings: Settings, base_url: str, partner: str | None, now: dt.datetime
) -> tuple[str, ...]:
    """Write the feeds, their further pages and all stories of a partner.

    A file whose content is the same is left alone, so that its time and the entity tag that servers make of it stay;
    files of an earlier run that are no longer wanted are taken away last.

    Args:
        store: what was published.
        folder: where to; made where it is missing.
        settings: the publisher's.
        base_url: address that the folder will be published at.
        partner: whose slice; ``None``: everything that may be shown to anybody.
        now: the clock.

    Returns:
        The paths, with ``/``, compressed files left out.

    Raises:
        InputError: there is no such partner.
        OutputError: the folder cannot be written to.
    """
    whose, entries = _entries(store, partner, now)
    base = base_url.rstrip("/")
    renderer = Renderer(settings=settings, partner=whose, pictures=f"{base}/pictures/")
    sink = FolderSink(folder)
    before = _listed(folder)
    written: list[str] = []
    for path, content in _files(store, renderer, entries, base, now):
        for name, body in (
            (path, content),
            (f"{path}.gz", gzip.compress(content, 9, mtime=0)),
            *_brotli(path, content),
        ):
            if not _is_same(folder / name, body):
                sink.put(name, body)
            written.append(name)
    sink.put(_LIST, "\n".join(written).encode())
    for path in before - set(written):
        sink.remove(path)
    return tuple(path for path in written if not path.endswith((".gz", ".br")))


def _entries(store: Store, name: str | None, now: dt.datetime) -> tuple[Partner, list[FeedEntry]]:
    if name is not None:
        partner = store.partner(name)
        if partner is None:
            raise InputError(f"there is no partner “{name}”.", next_step="See newsml-export partner list.")
    else:
        partner = store.partner(_EVERYTHING.name)
        if partner is None:
            partner = _EVERYTHING
            store.add_partner(partner, now=now)
    found: list[FeedEntry] = []
    before = None
    while True:
        page = store.feed(partner.name, before=before, limit=500, now=now)
        found += page.entries
        if not page.more:
            return partner, found
        before = page.entries[-1].seq


def _files(
    store: Store, renderer: Renderer, entries: Sequence[FeedEntry], base: str, now: dt.datetime
) -> Iterator[tuple[str, bytes]]:
    shown = [entry for entry in entries if entry.kind is EntryKind.ITEM]
    changed = max((entry.at for entry in entries), default=None)
    allowed = renderer.partner.formats
    for name, (_, step) in FEEDS.items():
        if allowed and name not in allowed:
            continue
        pages = [shown[start : start + PAGE] for start in range(0, len(shown), PAGE)] or [[]]
        if name == "newsml-g2" and not shown:
            continue
        paths = [step if number == 0 else f"page-{number + 1}/{step}" for number in range(len(pages))]
        for number, page in enumerate(pages):
            links = Links(
                self_url=f"{base}/{paths[number]}",
                first=f"{base}/{step}" if number else None,
                previous=f"{base}/{paths[number - 1]}" if number else None,
                next=f"{base}/{paths[number + 1]}" if number + 1 < len(pages) else None,
            )
            yield paths[number], renderer.feed(name, page, links, now=now, changed=changed).content
    for entry in entries:
        for name, (_, ending) in ITEMS.items():
            if allowed and name not in allowed:
                continue
            made: Rendered | None = renderer.item(name, entry, now=now)
            if made is not None:
                yield f"items/{quote(entry.item.guid, safe=':')}.{ending}", made.content
    for digest in dict.fromkeys(
        picture.sha256 for entry in shown for picture in entry.item.story.pictures if picture.sha256
    ):
        found = store.picture(digest)
        if found is not None:
            yield f"pictures/{digest}", found[1]


def _brotli(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        import brotli
    except ModuleNotFoundError:
        return
    yield f"{path}.br", brotli.compress(content, quality=9)


def _is_same(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _listed(folder: Path) -> set[str]:
    try:
        return set((folder / _LIST).read_text("utf-8").split("\n")) - {""}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise OutputError(f"{folder / _LIST} cannot be read ({error.strerror}).", next_step="Free the path.") from error
