"""Profiles as files: what partners may write, what they are told, and the commands that take them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from newsml_export.errors import SettingsError
from newsml_export.findings import Severity
from newsml_export.profiles import load_profile, shipped_profiles
from newsml_export.settings import load_settings
from tests.cli.conftest import CLOCK, Cli

LEAST = 'name = "our-partner"\ntitle = "Our partner"\n'
DEMAND = LEAST + '[[demands]]\nname = "a"\nwhat = "A."\nmend = "M."\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "our.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_least_profile(tmp_path: Path) -> None:
    profile = load_profile(str(written(tmp_path, LEAST)))
    assert (profile.name, profile.title, profile.formats, profile.needs) == ("our-partner", "Our partner", (), ())


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (LEAST + 'colour = "red"\n', "colour", "unknown"),
        (LEAST + "[shape]\nhtmltext = false\n", "shape.htmltext", "html_text"),
        ('name = "our partner"\ntitle = "T"\n', "name", "is no name"),
        ('title = "T"\n', "name", "missing"),
        (LEAST + 'formats = ["newsml"]\n', "formats", "there is no format “newsml”"),
        (LEAST + '[shape]\nheadline_order = ["top"]\n', "shape.headline_roles", "there is no role “top”"),
        (LEAST + '[shape]\nsubject_codes = {medtop = "subj:1"}\n', "shape.subject_codes", "is no QCode"),
        (LEAST + '[shape]\nplace_reason = "why:so"\n', "shape.place_reason", "is no known reason"),
        (LEAST + "[shape]\nsingle_items = false\npackage = false\n", "shape.single_items", "in a message alone"),
        (LEAST + '[shape]\nmessages = "page"\n', "shape.messages", "page"),
        (DEMAND + 'at = "//a"\n', "demands[0]", "one of need, refuse, match and differ"),
        (DEMAND + 'at = "//a"\nneed = "b"\nrefuse = "c"\n', "demands[0]", "one of need, refuse, match and differ"),
        (DEMAND + 'at = "//a["\nneed = "b"\n', "demands[0]", "cannot be used as an XPath"),
        (DEMAND + 'at = "//no:a"\nneed = "b"\n', "demands[0]", "cannot be used as an XPath"),
        (DEMAND + 'at = "//a"\nmatch = "b"\n', "demands[0]", "lacks its pattern"),
        (DEMAND + 'at = "//a"\nmatch = "b"\npattern = "("\n', "demands[0]", "no regular expression"),
        (DEMAND + 'at = "//a"\nneed = "b"\npattern = "c"\n', "demands[0]", "pattern is for match"),
        (DEMAND + 'at = "//a"\nneed = "b"\nseverity = "info"\n', "demands[0]", "an error or a warning"),
        (
            DEMAND + 'at = "//a"\nneed = "b"\n[[losses]]\nname = "a"\nwhat = "W."\nat = "//b"\n',
            "demands",
            "is the name of two",
        ),
    ],
)
def test_a_wrong_profile_is_explained(tmp_path: Path, text: str, key: str, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_profile(str(file))
    assert caught.value.location.file == str(file)
    assert caught.value.location.path == key
    assert said in f"{caught.value.message} {caught.value.next_step}"
    assert caught.value.next_step


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        load_profile("superdisk")
    assert "superdesk" in caught.value.next_step


def test_profiles_go_to_other_processes() -> None:
    for profile in shipped_profiles():
        rules = pickle.loads(pickle.dumps(profile.rules()))()
        assert rules.name == f"profile {profile.name}"
        assert len(rules.rules) == len(profile.needs) + len(profile.losses)


def test_every_rule_says_what_to_do() -> None:
    for profile in shipped_profiles():
        for rule in profile.needs:
            assert rule.mend.endswith(".")
            assert rule.description.endswith(".")
            assert rule.name.startswith(f"{profile.name}-")
        assert all(rule.severity is Severity.INFO for rule in profile.losses)


def test_settings_name_a_profile(tmp_path: Path) -> None:
    settings = tmp_path / "newsml-export.toml"
    settings.write_text('[publisher]\nname = "N"\n[export]\nfor = "our.toml"\n', encoding="utf-8")
    written(tmp_path, LEAST)
    profile = load_settings(settings).profile
    assert profile is not None
    assert profile.name == "our-partner"
    settings.write_text('[publisher]\nname = "N"\n[export]\nfor = "wordpres"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(settings)
    assert caught.value.location.path == "export.for"
    assert "wordpress" in caught.value.next_step


def test_the_example_can_be_used(examples_dir: Path) -> None:
    profile = load_profile(str(examples_dir / "profiles" / "our-partner.toml"))
    assert profile.needs
    assert profile.losses


def test_convert_for(cli: Cli, page: Path, tmp_path: Path) -> None:
    ran = cli(
        "convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--for", "wordpress", "--clock", CLOCK
    )
    assert ran.code == 0, ran.err
    assert (tmp_path / "out" / "rss.xml").is_file()
    messages = sorted((tmp_path / "out" / "newsml-g2" / "messages").iterdir())
    assert len(messages) == 2
    assert not (tmp_path / "out" / "newsml-g2" / "items").exists()
    ran = cli("validate", "--for", "wordpress", *messages)
    assert ran.code == 0
    assert "The language is not read. [wordpress-language]" in ran.out
    assert "profile wordpress" in ran.out


@pytest.mark.parametrize(("form", "told"), [("nitf", "application/nitf+xml"), ("xhtml", "application/xhtml+xml")])
def test_convert_inline(cli: Cli, page: Path, tmp_path: Path, form: str, told: str) -> None:
    ran = cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--inline", form, "--clock", CLOCK)
    assert ran.code == 0, ran.err
    items = [path.read_text("utf-8") for path in (tmp_path / "out" / "newsml-g2" / "items").iterdir()]
    assert items
    assert all(f'contenttype="{told}"' in item for item in items)


def test_validate_for_another_importer(cli: Cli, page: Path, tmp_path: Path) -> None:
    cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--for", "superdesk", "--clock", CLOCK)
    message = tmp_path / "out" / "newsml-g2" / "message.xml"
    assert cli("validate", "--for", "superdesk", message).code == 0
    ran = cli("validate", "--for", "wordpress", message)
    assert ran.code == 1
    assert "[wordpress-one-story]" in ran.out
    assert "mend: Deliver a message a story." in ran.out


def test_validate_for_nobody(cli: Cli, page: Path) -> None:
    ran = cli("validate", "--for", "wordpres", page)
    assert ran.code == 2
    assert "wordpress" in ran.err


def test_profiles_are_listed(cli: Cli, tmp_path: Path) -> None:
    ran = cli("profiles")
    assert ran.code == 0
    assert all(profile.name in ran.out for profile in shipped_profiles())
    assert "It needs:" in cli("profiles", "superdesk").out
    assert '"rule": "wordpress-body"' in cli("profiles", "--format", "json").out
    assert "our-partner: Our partner" in cli("profiles", written(tmp_path, LEAST)).out


def test_an_xpath_that_fails_late_is_explained(cli: Cli, page: Path, tmp_path: Path) -> None:
    cli("convert", page, "--publication", "江州晨报", "-o", tmp_path / "out", "--clock", CLOCK)
    own = written(tmp_path, DEMAND + 'at = "//nar:newsItem"\nneed = "nar:itemMeta[no-such-function()]"\n')
    ran = cli("validate", "--for", own, tmp_path / "out" / "newsml-g2" / "message.xml")
    assert ran.code == 2
    assert "our-partner-a" in ran.err
