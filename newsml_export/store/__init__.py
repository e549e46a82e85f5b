"""Stories and their versions at rest, and what each partner may see of them."""

from __future__ import annotations

from newsml_export.store.kept import (
    Correction,
    FeedEntry,
    FeedPage,
    FeedState,
    IssueSummary,
    ItemChange,
    Partner,
    PublishedItem,
    PublishReport,
    StoredItem,
    TokenInfo,
)
from newsml_export.store.store import Store, open_store

__all__ = [
    "Correction",
    "FeedEntry",
    "FeedPage",
    "FeedState",
    "IssueSummary",
    "ItemChange",
    "Partner",
    "PublishReport",
    "PublishedItem",
    "Store",
    "StoredItem",
    "TokenInfo",
    "open_store",
]
