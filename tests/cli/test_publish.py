"""Publishing, single stories, partners and operators from the command line."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from newsml_export.feeds.newsroom.passwords import is_right
from newsml_export.model.story import PubStatus
from newsml_export.store import Store, open_store
from tests.cli.conftest import CLOCK, Cli, Ran, tree
from tests.store.editions import MORNING

PAPER = ("--publication", "江州晨报")


@pytest.fixture
def shop(cli: Cli, page: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """Return a store with the page's two stories, and their GUIDs."""
    file = tmp_path / "store.db"
    ran = cli("publish", page, *PAPER, "--store", file, "--clock", CLOCK)
    assert ran.code == 0, ran.err
    return file, re.findall(r"^(urn:\S+) version 1 \(new\)", ran.out, re.MULTILINE)


def _opened(file: Path) -> Store:
    return open_store(str(file), create=False)


def _summary(ran: Ran) -> dict[str, int]:
    found = re.findall(r"(New|Changed|Unchanged|Withheld)\D*(\d+)", ran.out)
    return {name: int(number) for name, number in found}


def test_publishing_twice_changes_nothing(cli: Cli, page: Path, shop: tuple[Path, list[str]]) -> None:
    file, guids = shop
    assert len(guids) == 2
    again = cli("publish", page, *PAPER, "--store", file, "--clock", "2023-03-08T09:00:00+08:00")
    assert (again.code, _summary(again)) == (0, {"New": 0, "Changed": 0, "Unchanged": 2, "Withheld": 0})
    page.write_text(page.read_text("utf-8").replace("今日合龙", "昨日合龙").split("图书馆延长")[0], "utf-8")
    changed = cli("publish", page, *PAPER, "--store", file, "--clock", "2023-03-08T10:00:00+08:00")
    assert (changed.code, _summary(changed)) == (0, {"New": 0, "Changed": 1, "Unchanged": 0, "Withheld": 1})
    assert f"{guids[0]} version 2 (headline)" in changed.out


def test_the_store_may_be_named_in_the_environment(
    cli: Cli, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSML_EXPORT_STORE", str(tmp_path / "elsewhere.db"))
    assert cli("publish", page, *PAPER).code == 0
    assert (tmp_path / "elsewhere.db").exists()


def test_a_story_is_corrected_killed_and_embargoed(cli: Cli, tmp_path: Path, shop: tuple[Path, list[str]]) -> None:
    file, (bridge, library) = shop
    text = tmp_path / "text.txt"
    text.write_text("第一段。\n还是第一段。\n\n第二段。\n", encoding="utf-8")
    ran = cli("correct", bridge, "--note", "错字", "--headline", "新标题", "--text", text, "--store", file)
    assert (ran.code, ran.out.strip()) == (0, f"{bridge} version 2: corrected")
    assert cli("embargo", bridge, "--until", "2099-01-01T00:00:00+08:00", "--store", file).code == 0
    assert cli("kill", library, "--reason", "侵权", "--store", file).code == 0
    store = _opened(file)
    first, second = store.item(bridge), store.item(library)
    assert first is not None
    assert second is not None
    assert first.story.main_headline == "新标题"
    assert first.story.paragraphs == ("第一段。还是第一段。", "第二段。")
    assert first.story.embargoed is not None
    assert second.story.pub_status is PubStatus.CANCELED
    assert cli("embargo", bridge, "--lift", "--store", file).code == 0
    lifted = store.item(bridge)
    assert lifted is not None
    assert lifted.story.embargoed is None
    store.close()


def test_partners_and_their_tokens(cli: Cli, shop: tuple[Path, list[str]]) -> None:
    file, _ = shop
    at = ("--store", file)
    assert cli("partner", "add", "daily", "--slice", "page=1", "--lead", "30", "-f", "rss", *at).code == 0
    secret = cli("partner", "token", "daily", *at).out.strip()
    store = _opened(file)
    found = store.partner_of(secret, now=MORNING)
    assert found is not None
    assert (found.name, found.slice, found.formats, found.embargo_lead.total_seconds()) == (
        "daily",
        "page=1",
        ("rss",),
        1800,
    )
    assert secret not in "".join(path.read_bytes().decode("latin-1") for path in file.parent.glob("store.db*"))
    assert cli("partner", "change", "daily", "--history", "30", *at).code == 0
    changed = store.partner("daily")
    assert changed is not None
    assert changed.slice == "page=1"
    assert changed.history is not None
    assert "daily" in cli("partner", "list", *at).out
    (token,) = store.tokens("daily")
    assert token.id in cli("partner", "tokens", "daily", *at).out
    assert cli("partner", "revoke", token.id, *at).code == 0
    assert store.partner_of(secret, now=MORNING) is None
    assert cli("partner", "remove", "daily", *at).code == 0
    assert store.partners() == ()
    store.close()


def test_an_operator_s_password_comes_from_standard_input(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "store.db"
    monkeypatch.setattr("sys.stdin", io.StringIO("ein langes Passwort\n"))
    assert cli("operator", "set", "editor", "--store", file).code == 0
    store = _opened(file)
    kept = store.operator("editor")
    assert kept is not None
    assert "ein langes" not in kept
    assert is_right("ein langes Passwort", kept)
    assert not is_right("anderes", kept)
    assert cli("operator", "remove", "editor", "--store", file).code == 0
    assert store.operator("editor") is None
    store.close()


def test_feeds_are_written_as_files(cli: Cli, page: Path, tmp_path: Path) -> None:
    where = ("--store", tmp_path / "s.db", "--to", tmp_path / "out", "--base-url", "https://news.example/feeds")
    ran = cli("publish", page, *PAPER, *where, "--clock", CLOCK)
    assert ran.code == 0, ran.err
    files = tree(tmp_path / "out")
    assert "江心洲大桥今日合龙".encode() in files["rss.xml"]
    assert b"https://news.example/feeds/rss.xml" in files["rss.xml"]
    again = cli(
        "publish",
        *where,
        "--clock",
        CLOCK,
        "--publication",
        "江州晨报",
        "--settings",
        page.parent / "newsml-export.toml",
    )
    assert again.code == 0, again.err
    assert tree(tmp_path / "out") == files


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("publish",), "nothing to publish"),
        (("publish", "PAGE", *PAPER, "--to", "OUT"), "--base-url"),
        (("publish", "NONE"), "NONE"),
        (("correct", "urn:x", "--note", "x", "--headline", "y"), "no story “urn:x”"),
        (("correct", "FIRST", "--note", "x"), "nothing to correct"),
        (("correct", "FIRST", "--note", " ", "--headline", "y"), "note"),
        (("correct", "FIRST", "--note", "x", "--text", "NONE"), "NONE"),
        (("kill", "FIRST", "--reason", " "), "reason"),
        (("kill", "urn:x", "--reason", "x"), "no story “urn:x”"),
        (("embargo", "FIRST"), "--until TIME or --lift"),
        (("embargo", "FIRST", "--until", "soon"), "soon"),
        (("embargo", "FIRST", "--until", "2099-01-01", "--lift"), "--until TIME or --lift"),
        (("partner", "add", "Bad Name"), "Bad Name"),
        (("partner", "add", "x", "--slice", "pge=1"), "did you mean “page”"),
        (("partner", "add", "x", "--for", "none"), "none"),
        (("partner", "add", "x", "-f", "none"), "none"),
        (("partner", "token", "none"), "no partner “none”"),
        (("partner", "revoke", "none"), "none"),
        (("partner", "remove", "none"), "no partner “none”"),
        (("serve", "--hub", "https://hub.example/"), "--base-url"),
        (("serve", "--base-url", "feeds.example"), "web address"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    cli: Cli, page: Path, tmp_path: Path, shop: tuple[Path, list[str]], arguments: tuple[str, ...], told: str
) -> None:
    file, guids = shop
    named = {"PAGE": str(page), "OUT": str(tmp_path / "out"), "NONE": str(tmp_path / "NONE"), "FIRST": guids[0]}
    before = _state(file)
    ran = cli(*(named.get(one, one) for one in arguments), "--store", file)
    assert ran.code == 2, ran.out
    assert told in ran.err
    assert len([line for line in ran.err.splitlines() if line.startswith("error")]) == 1
    assert _state(file) == before


def _state(file: Path) -> object:
    store = _opened(file)
    try:
        issue = store.issues()[0].id
        return [(item.guid, item.version.number) for item in store.items(issue)], store.partners()
    finally:
        store.close()


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/none", "mysql://x/y", "/proc/none/store.db"])
def test_a_store_that_cannot_be_used(cli: Cli, page: Path, address: str) -> None:
    ran = cli("publish", page, *PAPER, "--store", address)
    assert ran.code == 2
    assert ran.err.count("error:") == 1


def test_a_file_that_is_no_store(cli: Cli, page: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, and long enough to look like something else\n" * 20, encoding="utf-8")
    ran = cli("publish", page, *PAPER, "--store", file)
    assert ran.code == 2
    assert "notes.txt" in ran.err
    assert file.read_text("utf-8").startswith("not a database")


def test_reading_commands_make_no_store(cli: Cli, tmp_path: Path) -> None:
    for arguments in (("partner", "list"), ("kill", "urn:x", "--reason", "y"), ("partner", "token", "x")):
        ran = cli(*arguments, "--store", tmp_path / "none.db")
        assert ran.code == 2
        assert "there is no store" in ran.err
    assert not (tmp_path / "none.db").exists()
