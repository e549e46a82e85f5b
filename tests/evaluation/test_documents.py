"""What is read of an output folder, and what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsml_export.errors import InputError
from newsml_export.evaluation.documents import read_output
from newsml_export.evaluation.items import Part

ITEM = """\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}">
  <itemMeta><itemClass qcode="{kind}"/></itemMeta>
  <contentMeta>
    <creator><name>张 三</name><name>San Zhang</name></creator><contributor><name>李四</name></contributor>
    <headline role="hlrole:main">大桥 合龙</headline><headline role="hlrole:deck">九月通车</headline>
  </contentMeta>
  <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet>
</newsItem>
"""


def _item(guid: str = "a", kind: str = "ninat:text", body: str = "<p>一</p><p/><p>二 三</p>") -> str:
    return ITEM.format(guid=guid, kind=kind, body=body)


def _write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.xml").write_text(content, encoding="utf-8")
    return folder


def test_an_item(tmp_path: Path) -> None:
    output = read_output(_write(tmp_path, a=_item()))
    [item] = output.items
    assert (item.name, item.guid) == ("a.xml", "a")
    assert item.headlines == ("大桥合龙", "九月通车")
    assert not item.derived
    assert item.names == {"张三", "李四"}
    assert item.written == ("一", "", "二三")
    assert item.paragraphs == ("一", "二三")
    assert item.headline_confidence is None
    assert output.unsure == "there is no report.json"


def test_other_documents_and_second_ones_are_passed_over(tmp_path: Path) -> None:
    files = {"a": _item(), "b": _item(), "c": _item("c", "ninat:picture"), "d": "<rss/>", "e": "<open>"}
    output = read_output(_write(tmp_path, **files))
    assert [item.name for item in output.items] == ["a.xml"]
    assert output.broken == ("e.xml",)


def test_a_message_counts_where_there_are_no_items_of_their_own(tmp_path: Path) -> None:
    namespace = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    message = f"<newsMessage {namespace}><itemSet>{_item('x')}{_item('y')}</itemSet></newsMessage>"
    assert [item.guid for item in read_output(_write(tmp_path, message=message)).items] == ["x", "y"]
    assert [item.guid for item in read_output(_write(tmp_path, item=_item())).items] == ["a"]


def test_entities_and_files_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    declared = f'<!DOCTYPE a [<!ENTITY f SYSTEM "{(tmp_path / "secret.txt").as_uri()}"><!ENTITY e "expanded">]>'
    [item] = read_output(_write(tmp_path, a=declared + _item(body="<p>前&f;&e;后</p>"))).items
    assert "secret" not in item.body
    assert "expanded" not in item.body


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        read_output(tmp_path / "out")


def _report(**changes: Any) -> dict[str, Any]:
    placements = [
        {"page": "1", "order": 1, "first_paragraph": 0, "last_paragraph": 1, "mid_paragraph": False},
        {
            "page": "2",
            "first_paragraph": 1,
            "last_paragraph": 2,
            "mid_paragraph": True,
            "continuation": {"confidence": 0.75, "evidence": []},
        },
    ]
    story = {"guid": "a", "headline_decision": {"confidence": 0.9, "evidence": []}, "placements": placements}
    return {"format": "newsml-export-report-1", "stories": [story], **changes}


def test_confidences(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(_report()), encoding="utf-8")
    output = read_output(_write(tmp_path, a=_item(), b=_item("b")))
    assert output.unsure is None
    known, unknown = output.items
    assert known.headline_confidence == 0.9
    assert known.parts == (
        Part(first_paragraph=0, last_paragraph=1),
        Part(first_paragraph=1, last_paragraph=2, mid_paragraph=True, continuation=0.75),
    )
    assert (unknown.headline_confidence, unknown.parts) == (None, ())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (json.dumps(_report(format="other-2")), "its kind is “other-2”, not “newsml-export-report-1”"),
        ("{", "it is not a report of ours"),
        ('{"format": "newsml-export-report-1"}', "it is not a report of ours"),
    ],
)
def test_reports_that_say_nothing_to_us(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "report.json").write_text(content, encoding="utf-8")
    output = read_output(_write(tmp_path, a=_item()))
    assert output.unsure is not None
    assert why in output.unsure
    assert output.items[0].headline_confidence is None
