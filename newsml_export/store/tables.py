"""Tables of the newest migration; times are whole seconds since 1970-01-01 UTC, so that all databases order them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, MetaData, Table, Text

metadata = MetaData()

#: one row: writers take it first, so that entries get their numbers in the order of commits
counter = Table(
    "counter",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    #: rises with every transaction that writes, so that readers know when to look again
    Column("stamp", BigInteger, nullable=False),
)

settings = Table("settings", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

issues = Table(
    "issues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("info", LargeBinary, nullable=False),
    #: pages, headlines without a text, package: the edition without stories and findings
    Column("edition", LargeBinary, nullable=False),
    Column("findings", LargeBinary, nullable=False),
    Column("finding_count", BigInteger, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("published", BigInteger, nullable=False),
    Index("issues_by_day", "day", "id"),
)

items = Table(
    "items",
    metadata,
    Column("guid", Text, primary_key=True),
    Column("issue_id", Text, ForeignKey("issues.id"), nullable=False),
    #: place in the issue, counted from 0
    Column("place", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    #: fingerprint of what was published last, before editors of ours changed it
    Column("source_hash", Text, nullable=False),
    Index("items_by_issue", "issue_id", "place"),
)

versions = Table(
    "versions",
    metadata,
    Column("guid", Text, ForeignKey("items.guid"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("story", LargeBinary, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("first_created", BigInteger, nullable=False),
    Column("version_created", BigInteger, nullable=False),
    Column("changes", Text, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

#: which stories, in any version, have a picture
item_pictures = Table(
    "item_pictures",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("guid", Text, ForeignKey("items.guid"), primary_key=True),
)

partners = Table(
    "partners",
    metadata,
    Column("name", Text, primary_key=True),
    Column("partner", LargeBinary, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("changed", BigInteger),
    #: stories that the partner sees
    Column("visible", BigInteger, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("partner", Text, ForeignKey("partners.name", ondelete="CASCADE"), nullable=False),
    Column("label", Text, nullable=False),
    #: SHA-256 of the secret, in hexadecimal digits
    Column("digest", Text, nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    Column("last_used", BigInteger),
    Column("revoked", BigInteger),
)

entries = Table(
    "entries",
    metadata,
    Column("partner", Text, ForeignKey("partners.name", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("guid", Text, ForeignKey("items.guid"), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    #: no later entry of the partner is about the same story
    Column("latest", Boolean, nullable=False),
    Index("entries_by_item", "guid", "partner", "latest"),
    Index("entries_latest", "partner", "latest", "seq"),
    Index("entries_by_time", "partner", "latest", "at"),
)

#: stories that wait for the end of their embargo
pending = Table(
    "pending",
    metadata,
    Column("partner", Text, ForeignKey("partners.name", ondelete="CASCADE"), primary_key=True),
    Column("guid", Text, ForeignKey("items.guid"), primary_key=True),
    Column("due", BigInteger, nullable=False),
    Index("pending_by_due", "due"),
)

operators = Table(
    "operators", metadata, Column("name", Text, primary_key=True), Column("password", Text, nullable=False)
)
