"""The shape of ``newsml-export.toml``, table by table."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from newsml_export.formats.base import FeedOptions


class PublisherTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[publisher]``."""

    name: str | None = None
    domain: str | None = None
    site_url: str | None = None
    provider_qcode: str | None = None
    time_zone: str | None = None
    #: a TOML time, or text such as 05:30
    press_time: Any = None
    copyright_holder: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None


class FeedTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[feed]``."""

    title: str | None = None
    description: str | None = None
    self_url: str | None = None
    atom_url: str | None = None
    link: str | None = None
    story_url: str | None = None
    ttl: int = FeedOptions().ttl
    prism: bool = FeedOptions().prism


class ExportTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[export]``."""

    formats: tuple[str, ...] | None = None
    bundle: bool = False
    text: Literal["xhtml", "nitf"] = "xhtml"
    message_items: int | None = None
    message_bytes: int | None = None
    for_: str | None = msgspec.field(name="for", default=None)


class EnrichTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[enrich]``."""

    enabled: bool = False
    enrichers: tuple[str, ...] | None = None
    lexicon: str | None = None
    engine: Literal["jieba", "rjieba"] | None = None


class SettingsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    publisher: PublisherTable = PublisherTable()
    feed: FeedTable = FeedTable()
    export: ExportTable = ExportTable()
    enrich: EnrichTable = EnrichTable()
