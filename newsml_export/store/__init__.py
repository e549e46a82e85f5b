"""Stories and their versions at rest, and what each partner may see of them."""

from __future__ import annotations

from newsml_export.store.kept import (
    Correction,
    EntryKind,
    FeedEntry,
    FeedPage,
    FeedState,
    IssueSummary,
    ItemChange,
    Partner,
    PublishedItem,
    PublishReport,
    Pulse,
    StoredItem,
    TokenInfo,
)
from newsml_export.store.store import Store, open_store

__all__ = [
    "Correction",
    "EntryKind",
    "FeedEntry",
    "FeedPage",
    "FeedState",
    "IssueSummary",
    "ItemChange",
    "Partner",
    "PublishReport",
    "PublishedItem",
    "Pulse",
    "Store",
    "StoredItem",
    "TokenInfo",
    "open_store",
]
