"""The publisher's settings are checked before anything is done with them."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsml_export.errors import InputError, SettingsError
from newsml_export.findings import Severity
from newsml_export.formats.base import FeedOptions
from newsml_export.settings import DEFAULT_FORMATS, Settings, default_domain, find_settings, load_settings
from tests.readers.pages import codes, outcome_of

FULL = """
[publisher]
name = "江州晨报社"
domain = "Jiangzhou-Chenbao.example"
site_url = "https://jiangzhou-chenbao.example/"
provider_qcode = "nprov:JZCB"
time_zone = "Europe/Vienna"
press_time = 05:30:00
copyright_holder = "江州晨报社"
copyright_notice = "© 江州晨报社"
usage_terms = "不得转载。"
[feed]
title = "标题"
description = "说明"
self_url = "https://jiangzhou-chenbao.example/rss.xml"
link = "http://例子.example:8080/新闻"
story_url = "https://jiangzhou-chenbao.example/{date}/{local_id}.html"
ttl = 15
[export]
formats = ["rss", "newsml-g2", "rss"]
bundle = true
"""


def load(folder: Path, text: str | bytes, publication: str | None = "江州晨报") -> Settings:
    path = folder / "newsml-export.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(path, publication=publication)


def failure(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(folder, text)
    assert caught.value.next_step
    return str(caught.value).removeprefix(f"{folder}/")


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    settings = load(tmp_path, FULL)
    publisher = settings.publisher
    assert (publisher.name, publisher.domain, publisher.provider_qcode) == (
        "江州晨报社", "jiangzhou-chenbao.example", "nprov:JZCB",
    )  # fmt: skip
    assert publisher.site_url == "https://jiangzhou-chenbao.example/"
    assert publisher.published(dt.date(2023, 3, 8)).isoformat() == "2023-03-08T05:30:00+01:00"
    assert (publisher.copyright_holder, publisher.copyright_notice, publisher.usage_terms) == (
        "江州晨报社", "© 江州晨报社", "不得转载。",
    )  # fmt: skip
    assert settings.feed == FeedOptions(
        title="标题",
        description="说明",
        self_url="https://jiangzhou-chenbao.example/rss.xml",
        link="http://例子.example:8080/新闻",
        story_url="https://jiangzhou-chenbao.example/{date}/{local_id}.html",
        ttl=15,
    )
    assert (settings.formats, settings.bundle, settings.findings) == (("rss", "newsml-g2"), True, ())
    assert settings.file == str(tmp_path / "newsml-export.toml")


def test_defaults_say_what_they_assume() -> None:
    settings = load_settings(None, publication="江州晨报")
    assert settings.publisher.name == "江州晨报"
    assert settings.publisher.domain.endswith(".invalid")
    assert settings.publisher.published(dt.date(2023, 3, 8)).isoformat() == "2023-03-08T00:00:00+08:00"
    assert (settings.formats, settings.bundle, settings.feed) == (DEFAULT_FORMATS, False, FeedOptions())
    assert [(finding.code, finding.severity) for finding in settings.findings] == [
        ("publisher-domain-unknown", Severity.WARNING),
        ("time-zone-assumed", Severity.INFO),
    ]
    assert settings.file is None


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path, "")
    assert settings.publisher == load_settings(None, publication="江州晨报").publisher
    assert settings.findings[0].location.file == str(tmp_path / "newsml-export.toml")


def test_the_examples(examples_dir: Path) -> None:
    for folder in examples_dir.glob("jiangzhou-*"):
        path = find_settings(folder)
        assert path == folder / "newsml-export.toml"
        assert load_settings(path, publication="江州晨报").findings == ()


def test_a_publisher_without_any_name() -> None:
    with pytest.raises(SettingsError, match=r"publisher\.name: the publisher has no name"):
        load_settings(None, publication=" ")


def test_press_time_as_text(tmp_path: Path) -> None:
    assert load(tmp_path, '[publisher]\npress_time = "05:30"').publisher.press_time == dt.time(5, 30)


@pytest.mark.parametrize(
    ("publication", "domain"),
    [
        ("Daily News", "daily-news.invalid"),
        ("江州晨报", "xn--6rt59hswdq1h.invalid"),
        ("ＡＢＣ", "abc.invalid"),
        ("--", "p-"),
        ("长" * 70, "p-"),
        ("\ud800", "p-"),
    ],
)
def test_the_default_domain_is_valid_and_belongs_to_nobody(publication: str, domain: str) -> None:
    assert default_domain(publication).startswith(domain)
    assert default_domain(publication).encode("idna").endswith(b".invalid")
    assert default_domain(publication) == default_domain(publication)


def test_chinese_default_domains_can_be_read_back() -> None:
    assert default_domain("江州晨报").encode().decode("idna") == "江州晨报.invalid"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[publisher]\nnmae = 'x'",
            "newsml-export.toml:2, publisher.nmae: the key “nmae” is unknown. Did you mean “name”?",
        ),
        ("[publishr]", "newsml-export.toml:1, publishr: the key “publishr” is unknown. Did you mean “publisher”?"),
        ("[feed]\nzzz = 1", "newsml-export.toml:2, feed.zzz: the key “zzz” is unknown. Known: title, description,"),
        ("[publisher]\nname = 3", "newsml-export.toml:2, publisher.name: this must be text, not a whole number."),
        ("[publisher]\nname = ' '", "newsml-export.toml:2, publisher.name: the value is empty."),
        (
            "[publisher]\ndomain = 'localhost'",
            "newsml-export.toml:2, publisher.domain: “localhost” is not a domain name.",
        ),
        ("[publisher]\ndomain = 'a_b.cn'", "newsml-export.toml:2, publisher.domain: “a_b.cn” is not a domain name."),
        (
            "[publisher]\ndomain = '10.0.0.1'",
            "newsml-export.toml:2, publisher.domain: “10.0.0.1” is not a domain name.",
        ),
        ("[publisher]\ndomain = 'a..b'", "newsml-export.toml:2, publisher.domain: “a..b” is not"),
        (f"[publisher]\ndomain = '{'a' * 64}.cn'", "newsml-export.toml:2, publisher.domain: “aaa"),
        (
            "[publisher]\ntime_zone = 'Asia/Shangai'",
            "newsml-export.toml:2, publisher.time_zone: there is no time zone",
        ),
        (
            "[publisher]\ntime_zone = '+08:00'",
            "newsml-export.toml:2, publisher.time_zone: there is no time zone “+08:00”.",
        ),
        ("[publisher]\ntime_zone = '../x'", "newsml-export.toml:2, publisher.time_zone: there is no time zone"),
        ("[publisher]\ntime_zone = 'Asia'", "newsml-export.toml:2, publisher.time_zone: there is no time zone “Asia”."),
        ("[publisher]\npress_time = 25", "newsml-export.toml:2, publisher.press_time: “25” is not a time of the day."),
        ("[publisher]\npress_time = '25:00'", "newsml-export.toml:2, publisher.press_time: “25:00” is not a time"),
        ("[publisher]\npress_time = '05:00+08:00'", "newsml-export.toml:2, publisher.press_time: “05:00+08:00” is not"),
        ("[publisher]\npress_time = 05:00:00.5", "newsml-export.toml:2, publisher.press_time: “05:00:00.500000” is"),
        (
            "[publisher]\nsite_url = 'a.cn'",
            "newsml-export.toml:2, publisher.site_url: “a.cn” is not a whole web address.",
        ),
        ("[publisher]\nsite_url = 'ftp://a.cn'", "newsml-export.toml:2, publisher.site_url: “ftp://a.cn” is not"),
        ("[publisher]\nsite_url = 'http://'", "newsml-export.toml:2, publisher.site_url: “http://” is not"),
        ("[publisher]\nsite_url = 'http://a b.cn'", "newsml-export.toml:2, publisher.site_url: “http://a b.cn” is not"),
        ("[publisher]\nsite_url = 'http://[::1'", "newsml-export.toml:2, publisher.site_url: “http://[::1” is not"),
        ("[publisher]\nsite_url = 'http://a.cn:x'", "newsml-export.toml:2, publisher.site_url: “http://a.cn:x” is not"),
        ("[publisher]\nprovider_qcode = 'JZ'", "newsml-export.toml:2, publisher.provider_qcode: “JZ” is not the QCode"),
        ("[feed]\nself_url = 'rss.xml'", "newsml-export.toml:2, feed.self_url: “rss.xml” is not a whole web address."),
        ("[feed]\nttl = 0", "newsml-export.toml:2, feed.ttl: 0 minutes is no time to live."),
        (
            "[feed]\nstory_url = 'https://a.cn/'",
            "newsml-export.toml:2, feed.story_url: “https://a.cn/” must hold {local_id}",
        ),
        ("[feed]\nstory_url = 'https://a.cn/{local_id'", "newsml-export.toml:2, feed.story_url: the braces in"),
        (
            "[feed]\nstory_url = 'https://a.cn/{id}'",
            "newsml-export.toml:2, feed.story_url: “https://a.cn/{id}” must hold",
        ),
        (
            "[feed]\nstory_url = 'https://a.cn/{local_id!r}'",
            "newsml-export.toml:2, feed.story_url: “https://a.cn/{local",
        ),
        ("[feed]\nstory_url = '/{local_id}'", "newsml-export.toml:2, feed.story_url: “/s” is not a whole web address."),
        (
            "[export]\nformats = ['rs']",
            "newsml-export.toml:2, export.formats: there is no format “rs”. Did you mean “rss”?",
        ),
        ("[export]\nformats = []", "newsml-export.toml:2, export.formats: no format is named. Known: "),
        (
            "[export]\nbundle = 1",
            "newsml-export.toml:2, export.bundle: this must be true or false, not a whole number.",
        ),
        ("\nx = ", "newsml-export.toml:2: this is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_key_and_mend(tmp_path: Path, text: str, said: str) -> None:
    assert failure(tmp_path, text).startswith(said)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("[publisher]\ntime_zone = 'asia/shanghai'", "Did you mean “Asia/Shanghai”?"),
        ("[publisher]\ndomain = 'https://News.example/x'", "Write the name of the host alone: news.example."),
        ("[publisher]\ndomain = '江州.example'", "Write its ASCII form: xn--6rtt63a.example."),
    ],
)
def test_the_mend_says_what_to_write(tmp_path: Path, text: str, mend: str) -> None:
    assert failure(tmp_path, text).endswith(mend)


def test_settings_are_found_beside_and_above(tmp_path: Path) -> None:
    issue = tmp_path / "2023" / "issue"
    issue.mkdir(parents=True)
    (issue / "page.txt").touch()
    outer, inner = tmp_path / "newsml-export.toml", issue / "newsml-export.toml"
    outer.touch()
    assert find_settings(issue) == outer.resolve()
    assert find_settings(issue / "page.txt") == outer.resolve()
    inner.touch()
    assert find_settings(issue) == inner.resolve()
    assert find_settings(issue / "page.txt") == inner.resolve()
    assert find_settings(issue / "not-there") == inner.resolve()
    inner.unlink()
    inner.mkdir()
    assert find_settings(issue) == outer.resolve()
    assert find_settings(Path("a\0b")) is None


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: the file cannot be read"):
        load_settings(tmp_path / "none.toml", publication="A")


_LINES = st.one_of(
    st.sampled_from(["[publisher]", "[feed]", "[export]", "[[feed]]", "[layout]"]),
    st.tuples(
        st.sampled_from(
            ["name", "domain", "time_zone", "press_time", "site_url", "story_url", "ttl", "formats", "bundle"]
        ),
        st.one_of(
            st.text(st.characters(exclude_characters="'\n\r", min_codepoint=32, codec="utf-8"), max_size=12).map(
                "'{}'".format
            ),
            st.sampled_from(["1", "true", "[]", "['rss']", "05:00:00", "{}", "'http://a.cn/{local_id}'", "1e400"]),
        ),
    ).map(" = ".join),
)


@given(
    text=st.one_of(st.text(max_size=80), st.lists(_LINES, max_size=6).map("\n".join)), publication=st.text(max_size=8)
)
def test_any_text_gives_settings_or_an_error_of_ours(text: str, publication: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = text.encode("utf-8", "surrogatepass")
        outcome = outcome_of(lambda: load(Path(folder), content, publication))
    if isinstance(outcome, Settings):
        assert set(codes(outcome.findings)) <= {"publisher-domain-unknown", "time-zone-assumed"}
        assert outcome.publisher.domain.isascii()
    else:
        assert "newsml-export.toml" in str(outcome)
