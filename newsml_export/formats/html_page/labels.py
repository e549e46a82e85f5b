"""The words that the page itself says, in the language of the issue where we have a table for it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_DEFAULT = "en"


class Labels:
    """Words and dates of one language."""

    def __init__(self, table: Mapping[str, str | list[str]]) -> None:
        self._table = table

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words for ``key``, with ``values`` filled in."""
        text = self._table[key]
        assert isinstance(text, str)
        return text.format(**values) if values else text

    @property
    def language_tag(self) -> str:
        """BCP 47 tag of the words."""
        return self("language_tag")

    def page(self, label: str) -> str:
        """Return how the page ``label`` is named."""
        return self("page", page=label)

    def date(self, date: dt.date) -> str:
        """Return ``date`` in full, with its weekday; independent of the locale of the process."""
        return self(
            "date",
            year=date.year,
            month=self._table["months"][date.month - 1],
            day=date.day,
            weekday=self._table["weekdays"][date.weekday()],
        )

    def moment(self, moment: dt.datetime) -> str:
        """Return ``moment`` to the minute, with its offset from UTC."""
        return f"{moment:%Y-%m-%d %H:%M %z}"


def labels(language: str) -> Labels:
    """Return the words for an issue in ``language`` (BCP 47); English where there is no table for it."""
    tables = _tables()
    return Labels(tables.get(language.replace("_", "-").lower().partition("-")[0], tables[_DEFAULT]))


@cache
def _tables() -> dict[str, dict[str, str | list[str]]]:
    assets = resources.files("newsml_export.formats.html_page") / "assets"
    return tomllib.loads((assets / "labels.toml").read_text("utf-8"))
