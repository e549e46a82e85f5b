"""A truth that people write is read, or they are told what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsml_export.errors import InputError
from newsml_export.evaluation.truth import read_truth

GOOD = (
    '{"articles": [{"headline_lines": ["甲"], "bylines": [], "paragraphs": ["乙"], "page": "1", "note": 1}], "my": 1}'
)


def _file(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "truth.json"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_others_add_is_ignored(tmp_path: Path, mark: bytes) -> None:
    [article] = read_truth(_file(tmp_path, mark + GOOD.encode())).articles
    assert (article.headline_lines, article.paragraphs, article.pages) == (("甲",), ("乙",), None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "truth.json:1: it is not a truth (it ends too early)"),
        (b'{\n"articles": [\n', "truth.json:3: it is not a truth (it ends too early)"),
        (b'{\n"articles": oops}', "truth.json:2: it is not a truth (JSON is malformed: invalid character)"),
        (b"[]", "truth.json: it is not a truth (this must be an object, not a list)"),
        (b"{}", "truth.json: it is not a truth (the key “articles” is missing)"),
        (
            b'{"articles": [{"headline_lines": [], "bylines": "X", "paragraphs": []}]}',
            "truth.json, $.articles[0].bylines: it is not a truth (this must be a list, not text)",
        ),
        (b'{"articles": [{}]}', "truth.json, $.articles[0]: it is not a truth (the key “headline_lines” is missing)"),
        (b'{"x": ' + b"[" * 100_000, "truth.json: it is not a truth (it is nested too deeply)"),
        (b'{"articles": ["\xff"]}', "truth.json, byte 15: it is not a truth (not UTF-8)"),
    ],
)
def test_broken(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_truth(_file(tmp_path, content))
    assert said.lower() in str(raised.value).lower()
    assert str(raised.value).endswith("Compare it with docs/evaluation.md.")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_truth(tmp_path / "truth.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_truth(tmp_path)
