"""Verdicts as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from newsml_export.validation.report import render_json, render_text, summary
from newsml_export.validation.validator import Validator
from newsml_export.validation.verdict import Verdict

VALID = Path(__file__).parent / "valid"
EXCERPT = (
    "    here: <versionCreated>2023-03-08T07:30:00.5+08:00</versionCreated> <firstCreated>2023-03-08T06:00:00+08:0…"
)


def verdicts() -> tuple[Verdict, ...]:
    text = (VALID / "news-item.xml").read_text("utf-8")
    validator = Validator()
    broken = text.replace("stat:usable", "stat:x").replace("07:30:00+08:00</versionC", "07:30:00.5+08:00</versionC")
    return validator.check(text.encode(), "good.xml"), validator.check(broken.encode(), "bad.xml")


def test_text_says_where_what_and_how_to_mend() -> None:
    assert render_text(verdicts()).splitlines() == [
        "good.xml: valid (NewsML-G2 2.35 newsItem; checked with newsml-g2-profile.xsd, newsml-g2-rules)",
        "bad.xml:20:5: error: The content of “versionCreated” is “2023-03-08T07:30:00.5+08:00”. [xsd-bad-value]",
        "    at:   /newsItem/itemMeta/versionCreated",
        EXCERPT,
        "    mend: Wanted: a moment with its time zone and without fractions of a second, for which some importers "
        "drop the time zone.",
        "bad.xml:20:5: warning: “2023-03-08T07:30:00.5+08:00” has fractions of a second. [date-fraction]",
        "    at:   /newsItem/itemMeta/versionCreated",
        EXCERPT,
        "    mend: Write whole seconds; with fractions, some importers lose the time zone.",
        "bad.xml:22:5: error: The attribute “qcode” of “pubStatus” is “stat:x”. [xsd-bad-value]",
        "    at:   /newsItem/itemMeta/pubStatus/@qcode",
        '    here: <pubStatus qcode="stat:x"/> <generator versioninfo="0.1.0">newsml-export</generator> '
        "<title>老城区首批加装…",
        "    mend: Write one of: stat:usable, stat:withheld, stat:canceled.",
        "bad.xml: NOT VALID (NewsML-G2 2.35 newsItem; checked with newsml-g2-profile.xsd, newsml-g2-rules)",
        "",
        "2 documents: 1 valid, 1 not; 2 errors, 1 warning.",
    ]


def test_quiet_text_holds_errors_only() -> None:
    text = render_text(verdicts(), quiet=True)
    assert "warning" not in text
    assert "good.xml" not in text
    assert text.count("error: ") == 2
    assert render_text(verdicts()[:1], quiet=True) == ""


def test_json_holds_everything() -> None:
    value = json.loads(render_json(verdicts()))
    assert value["valid"] is False
    assert value["summary"] == summary(verdicts())
    assert value["summary"] == {"documents": 2, "valid": 1, "invalid": 1, "errors": 2, "warnings": 1, "infos": 0}
    good, bad = value["documents"]
    assert (good["valid"], good["findings"]) == (True, [])
    assert [finding["rule"] for finding in bad["findings"]] == ["xsd-bad-value", "date-fraction", "xsd-bad-value"]
    assert bad["findings"][2]["path"] == "/newsItem/itemMeta/pubStatus/@qcode"
    assert (bad["findings"][2]["line"], bad["findings"][2]["column"]) == (22, 5)


def test_the_same_verdicts_give_the_same_bytes() -> None:
    assert render_json(verdicts()) == render_json(verdicts())


def test_names_that_no_encoding_takes_are_shown_nevertheless() -> None:
    verdict = Validator().check(b"", "\udc80.xml")
    assert "?.xml" in render_text([verdict])
    assert json.loads(render_json([verdict]))["documents"][0]["name"] == "?.xml"


def test_nothing_gives_sums_of_nothing() -> None:
    assert render_text([]) == "\n0 documents: 0 valid, 0 not; 0 errors, 0 warnings.\n"
    assert json.loads(render_json([]))["documents"] == []
