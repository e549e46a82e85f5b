"""Plug-ins of others: found like ours, and told by name where they break their contract."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

import pytest

from newsml_export import pipeline, plugins
from newsml_export.errors import InputError, PluginError, UsageError
from newsml_export.formats import rss
from newsml_export.model.issue import Issue
from newsml_export.readers.base import IssueHints


class _Reader:
    name, summary = "other", "a plug-in of a test"

    def accepts(self, path: Path) -> bool:
        return path.suffix == ".other"

    def read(self, path: Path, hints: IssueHints) -> Issue:
        raise KeyError("headline")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Objects that are installed as plug-ins of both groups, by name."""
    module = ModuleType("a_plug_in_of_a_test")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    objects: dict[str, object] = {}

    def points(*, group: str) -> list[EntryPoint]:
        for name, value in objects.items():
            setattr(module, name, value)
        return [*entry_points(group=group), *(EntryPoint(name, f"{module.__name__}:{name}", group) for name in objects)]

    monkeypatch.setattr(plugins, "entry_points", points)
    return objects


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "issue.other"
    file.write_text("text", encoding="utf-8")
    return file


def test_ours_come_by_the_same_road() -> None:
    assert set(plugins.names(plugins.FORMATS)) >= {"html", "json-feed", "json-ld", "newsml-g2", "ninjs", "rss"}
    assert plugins.names(plugins.READERS) == ("issue-folder", "issue-json", "newsml-g2", "ninjs", "page-text")
    for name in plugins.names(plugins.FORMATS):
        assert plugins.format_writer(name).info.name == name
    assert {reader.name for reader in plugins.readers()} == set(plugins.names(plugins.READERS))


def test_one_of_another_package_is_found(installed: dict[str, object], source: Path) -> None:
    with pytest.raises(InputError, match="no reader accepts this"):
        plugins.reader_for(source)
    installed["other"] = _Reader()
    assert plugins.reader_for(source) is installed["other"]
    assert [reader.name for reader in plugins.readers()][-1] == "other", "ours are asked first"


def test_a_reader_that_fails_is_named_and_not_its_user(installed: dict[str, object], source: Path) -> None:
    installed["other"] = _Reader()
    with pytest.raises(PluginError, match="reader “other” failed") as failure:
        pipeline.read_issue(source)
    assert failure.value.location.file == str(source)
    assert isinstance(failure.value.__cause__, KeyError)


def test_what_is_no_reader(installed: dict[str, object], source: Path) -> None:
    installed["other"] = object()
    with pytest.raises(PluginError, match="a_plug_in_of_a_test:other” is not a reader"):
        plugins.reader_for(source)


def test_what_is_no_format(installed: dict[str, object]) -> None:
    installed["other"] = object()
    with pytest.raises(PluginError, match="is not a format"):
        plugins.format_writer("other")


def test_one_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("gone", "a_package_that_is_not_there:WRITER", plugins.FORMATS)
    monkeypatch.setattr(plugins, "entry_points", lambda *, group: [point])
    with pytest.raises(PluginError, match=r"“gone”.*cannot be loaded"):
        plugins.format_writer("gone")


def test_two_of_one_name(installed: dict[str, object]) -> None:
    installed["rss"] = rss.WRITER
    with pytest.raises(PluginError, match="two plug-ins call themselves “rss”"):
        plugins.names(plugins.FORMATS)


def test_no_such_format() -> None:
    with pytest.raises(UsageError, match=r"Formats: .*html, .*newsml-g2, .*rss"):
        plugins.format_writer("pdf")
