"""JSON documents of any origin: a verdict with its place, whatever they hold."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsml_export.errors import SchemaError
from newsml_export.validation.json_parsing import looks_like_json, parse_json
from newsml_export.validation.json_places import DEEPEST, JsonPlaces, shown
from newsml_export.validation.json_schema import JsonSchemaSet
from newsml_export.validation.known_kinds import JSON_KINDS
from newsml_export.validation.validator import Validator

VALID = Path(__file__).parent / "valid"
DOCUMENTS = sorted(VALID.glob("*.json"))


def codes(content: bytes) -> list[str]:
    return [finding.code for finding in Validator().check(content, "a.json").findings]


FAULTS: list[tuple[str, bytes, str, int, int]] = [
    ("a name twice", b'{"a": 1,\n "a": 2}', "json-duplicate-name", 2, 2),
    ("a name twice, escaped", b'{"a": 1, "\\u0061": 2}', "json-duplicate-name", 1, 10),
    ("NaN", b'{"a": NaN}', "malformed-json", 1, 7),
    ("minus infinity", b'{"a": -Infinity}', "malformed-json", 1, 7),
    ("a huge number", b'{"a": ' + b"9" * 5000 + b"}", "json-number-too-large", 1, 7),
    ("a huge exponent", b'{"a": [1, 1e999]}', "json-number-too-large", 1, 11),
    ("half a character", b'{"a": "\\ud800"}', "json-lone-surrogate", 1, 7),
    ("half a character in a name", b'{"\\udc00": 1}', "json-lone-surrogate", 1, 2),
    ("too deep", b"[" * 200_000, "json-too-deep", 1, DEEPEST + 1),
    ("too deep and closed", b'{"a":' * 101 + b"1" + b"}" * 101, "json-too-deep", 1, 501),
    ("cut off", b'{"a": [1', "malformed-json", 1, 9),
    ("cut off in a text", b'{"a": "b', "malformed-json", 1, 7),
    ("a comma too many", b'{"a": 1,}', "malformed-json", 1, 9),
    ("a comma too many in a list", b"[1,]", "malformed-json", 1, 4),
    ("no colon", b'{"a" 1}', "malformed-json", 1, 6),
    ("no comma", b'{"a": 1 "b": 2}', "malformed-json", 1, 9),
    ("something behind", b"{} {}", "malformed-json", 1, 4),
    ("a comment", b'{\n// no\n"a": 1}', "malformed-json", 2, 1),
    ("a line end in a text", b'{"a": "b\n"}', "malformed-json", 1, 7),
    ("single quotation marks", b"{'a': 1}", "malformed-json", 1, 2),
    ("a number with a leading zero", b'{"a": 01}', "malformed-json", 1, 8),
    ("not UTF-8", b'{"\xe4\xb8\xad": "\xff"}', "json-not-utf-8", 1, 8),
]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"), [case[1:] for case in FAULTS], ids=[c[0] for c in FAULTS]
)
def test_a_text_that_is_not_json_for_everybody(content: bytes, code: str, line: int, column: int) -> None:
    verdict = Validator().check(content, "a.json")
    (finding,) = verdict.findings
    assert (finding.code, finding.location.line, finding.location.column) == (code, line, column)
    assert finding.mend.endswith(".")
    assert not verdict.valid


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_told(encoding: str) -> None:
    assert codes('{"uri": "urn:a:b"}'.encode(encoding)) == ["json-not-utf-8"]


def test_a_mark_of_utf_8_is_passed_over() -> None:
    content = (VALID / "ninjs.json").read_bytes()
    assert Validator().check(b"\xef\xbb\xbf" + content, "a.json").findings == ()


def test_brackets_and_pairs_of_surrogates_in_texts_are_no_fault() -> None:
    text = '{"a": "' + "[{" * 500 + '\\ud83d\\ude00"}'
    parsed = parse_json(text.encode(), "a.json")
    assert isinstance(parsed, tuple)
    assert parsed[1] == json.loads(text)


@pytest.mark.parametrize("content", [b"{}", b"[]", b'[{"uri": "urn:a:b"}]', b'{"version": 1}', b'{"@context": []}'])
def test_json_of_an_unknown_kind_is_told_what_is_known(content: bytes) -> None:
    verdict = Validator().check(content, "a.json")
    (finding,) = verdict.findings
    assert finding.code == "unknown-document"
    assert all(kind.standard in finding.mend for kind in JSON_KINDS)


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"uri": "urn:a:b", "type": "text"}, "ninjs"),
        ({"standard": {"name": "NINJS"}}, "ninjs"),
        ({"uri": "urn:a:b", "versioncreated": "2020-01-01T00:00:00Z"}, "ninjs"),
        ({"version": "https://jsonfeed.org/version/1"}, "json-feed"),
        ({"@context": "http://schema.org/", "@type": "ReportageNewsArticle"}, "news-article"),
        ({"@context": ["https://schema.org"], "@type": ["Thing", "NewsArticle"]}, "news-article"),
        ({"@context": {"@vocab": "https://schema.org/"}, "@graph": [{"@type": "NewsArticle"}]}, "news-article"),
        ({"@context": "https://schema.org", "@type": "Recipe", "uri": "urn:a:b", "type": "text"}, None),
    ],
)
def test_a_document_is_recognised_by_what_it_says(document: dict[str, Any], kind: str | None) -> None:
    assert Validator().check(json.dumps(document).encode(), "a.json").kind == kind


def test_an_old_ninjs_is_told_so_and_nothing_else() -> None:
    old = {"uri": "urn:a:b", "versioncreated": "2020-01-01T00:00:00Z", "headline": "a", "body_text": "b"}
    assert codes(json.dumps(old).encode()) == ["ninjs-version-old"]


def test_a_place_is_line_column_and_path() -> None:
    text = '{\n  "items": [\n    {"标题": "a", "b c": [1, {"d": true}]}\n  ]\n}'
    places = JsonPlaces(text, "a.json")
    location = places.location(("items", 0, "b c", 1, "d"))
    assert (location.line, location.column) == (3, 34)
    assert location.path == "$.items[0]['b c'][1].d"
    assert str(location) == "a.json:3:34, $.items[0]['b c'][1].d"
    assert places.location(("items", 0, "标题"), key=True).column == 6
    assert places.excerpt(("items", 0, "标题")).startswith('"a"')
    # What is not there is where its object is.
    assert places.location(("items", 0, "nothing")).column == 5


def test_a_path_of_any_depth_stays_readable() -> None:
    assert len(shown(("a",) * 90)) < 60


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(value=JSON, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_every_value_of_a_document_has_its_place(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps({"a": value}, indent=indent, ensure_ascii=ascii_only)
    places = JsonPlaces(text, "a.json")
    assert places.faults == []
    lines = text.split("\n")
    decoder = json.JSONDecoder()

    def look(part: Any, path: tuple[str | int, ...]) -> None:
        location = places.location(path)
        assert location.line
        assert location.column
        offset = sum(len(line) + 1 for line in lines[: location.line - 1]) + location.column - 1
        assert decoder.raw_decode(text, offset)[0] == part
        entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for step, entry in entries:
            look(entry, (*path, step))

    look({"a": value}, ())


@settings(max_examples=150, deadline=None)
@given(value=JSON)
def test_any_value_anywhere_gets_a_verdict(value: Any) -> None:
    validator = Validator()
    for path in DOCUMENTS:
        document = json.loads(path.read_bytes())
        key = random.Random(repr(value)).choice(sorted(document))
        document[key] = value
        for finding in validator.check(json.dumps(document).encode(), path.name).findings:
            assert finding.location.line
            assert finding.message.endswith(".")


def test_mutated_documents_get_a_verdict() -> None:
    chance = random.Random(4)
    validator = Validator()
    for path in DOCUMENTS:
        content = path.read_bytes()
        for _ in range(300):
            broken = bytearray(content)
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(broken))
                broken[at : at + chance.choice((0, 0, 1, 9))] = chance.choice(
                    (b"{", b"]", b'"', b"\\", b"\x00", b"\xff", b"null", b"-1e5", b",", b":", b"\\ud800", b"")
                )
            verdict = validator.check(bytes(broken), path.name)
            assert verdict.kind is not None or verdict.findings


def test_a_document_with_faults_without_number_is_judged_in_bounded_time() -> None:
    many = range(20_000)
    documents: list[dict[str, Any]] = [
        {"uri": "urn:a:b", "type": "text", **{f"k{number}": 1 for number in many}},
        {"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{"id": "a"} for _ in many]},
        {"uri": "urn:a:b", "associations": [{"name": "a", "uri": "urn:a:b"} for _ in many]},
    ]
    for document in documents:
        verdict = Validator().check(json.dumps(document).encode(), "a.json")
        assert not verdict.valid
        assert len(verdict.findings) == 1000
        assert verdict.findings[-1].code == "more-findings"
    assert len(codes(b"{" + b",".join(b'"a":1' for _ in many) + b"}")) == 1000


def test_a_fault_far_down_in_a_long_list_is_found() -> None:
    items: list[dict[str, Any]] = [{"id": str(number), "content_text": "a"} for number in range(5000)]
    items[4000]["title"] = 5
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": items}
    verdict = Validator().check(json.dumps(feed).encode(), "a.json")
    assert [finding.location.path for finding in verdict.findings if finding.code == "json-bad-type"] == [
        "$.items[4000].title"
    ]


def test_what_is_no_json_is_left_to_others() -> None:
    assert not looks_like_json(b"<a/>")
    assert not looks_like_json(b"")
    assert not looks_like_json(b"null")
    assert looks_like_json(b" \n [")


def test_every_kind_has_a_schema_that_compiles() -> None:
    schemas = JsonSchemaSet()
    for kind in JSON_KINDS:
        assert schemas.schema(kind.schema) is schemas.schema(kind.schema)


@pytest.mark.parametrize("schema", ["{", '{"$ref": "https://n.example/other.json"}', '{"type": "nothing"}'])
def test_a_schema_that_is_none_or_reaches_out_is_an_error(tmp_path: Path, schema: str) -> None:
    (tmp_path / "a.json").write_text(schema, "utf-8")
    with pytest.raises(SchemaError) as caught:
        JsonSchemaSet(tmp_path).schema("a.json")
    assert caught.value.location.file == str(tmp_path / "a.json")


def test_a_schema_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError):
        JsonSchemaSet(tmp_path).schema("a.json")
