"""Bytes of page files become text, or an error that says where they are none."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest

from newsml_export.errors import EncodingError, InputError
from newsml_export.findings import Severity
from newsml_export.readers.encoding import decode, lines_of, read_text
from tests.readers.pages import BODY, PAGE, TRADITIONAL, codes


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PAGE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PAGE.encode(), "utf-8"),
        (PAGE.encode("gb18030"), "gb18030"),
        (PAGE.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"), "utf-16-be"),
        (PAGE.encode("utf-16-le"), "utf-16-le"),
        (PAGE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + PAGE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    decoded = decode(data, "page-01.txt")
    assert (decoded.text, decoded.encoding) == (PAGE, encoding)
    assert codes(decoded.findings) == ([] if encoding == "utf-8" else ["encoding-not-utf-8"])


def test_the_finding_names_file_and_encoding() -> None:
    (finding,) = decode("全市推动高质量发展".encode("gb18030"), "p.txt").findings
    assert finding.severity is Severity.INFO
    assert finding.location.file == "p.txt"
    assert "GB18030" in finding.message


@pytest.mark.parametrize("text", ["春", "第4821期", "记者 李一", "㐀𠀀的人", "要闻\n2023年3月8日"])
def test_short_gb18030_texts(text: str) -> None:
    assert decode(text.encode("gb18030"), "p").text == text


def test_utf16_without_any_ascii_character() -> None:
    text = BODY.replace("\n", "")
    assert all(ord(sign) > 0xFF for sign in text)
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = decode(text.encode(encoding), "p")
        assert (decoded.text, decoded.encoding) == (text, encoding)


def test_english_in_utf16_without_mark() -> None:
    assert decode("Mayor opens bridge\n".encode("utf-16-be"), "p").text == "Mayor opens bridge\n"


def test_traditional_characters_in_big5_and_in_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5"), "p").text == TRADITIONAL
    assert decode(TRADITIONAL.encode("big5"), "p").encoding == "cp950"
    assert decode(TRADITIONAL.encode("gb18030"), "p").text == TRADITIONAL


@pytest.mark.parametrize(
    "data",
    [
        "Der Bürgermeister eröffnete am Samstag die Brücke über die Mühlach.".encode("cp1252"),
        "한국의 신문은 매일 아침에 나온다. ".encode("euc_kr") * 20,
        "日本の新聞は毎朝発行されています。".encode("shift_jis") * 20,
    ],
)
def test_what_decodes_as_gb18030_but_is_not_chinese_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError, match=r"page-03\.txt, byte \d+: .*UTF-8"):
        decode(data, "page-03.txt")


def test_damaged_utf8_is_told_at_its_byte_and_not_read_as_something_else() -> None:
    data = bytearray(PAGE.encode())
    offset = PAGE.encode().index("昨日".encode())
    data[offset + 1] = 0xFF
    with pytest.raises(EncodingError) as caught:
        decode(bytes(data), "p.txt")
    assert caught.value.location.byte == offset
    assert "UTF-8" in str(caught.value)


def test_truncated_gb18030_is_told_at_its_last_byte() -> None:
    data = PAGE.rstrip().removesuffix("。").encode("gb18030")[:-1]
    with pytest.raises(EncodingError) as caught:
        decode(data, "p.txt")
    assert caught.value.location.byte == len(data) - 1


def test_a_file_that_breaks_its_own_mark() -> None:
    with pytest.raises(EncodingError, match="byte 5: the file says that it is UTF-8"):
        decode(codecs.BOM_UTF8 + b"ok\xff", "p.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"{\\rtf1 hello}", "RTF"),
    ],
)
def test_known_binary_files_are_named(data: bytes, said: str) -> None:
    with pytest.raises(EncodingError, match=said) as caught:
        decode(data, "p.txt")
    assert caught.value.location.byte == 0
    assert caught.value.next_step


def test_nul_bytes_that_are_no_utf16() -> None:
    with pytest.raises(EncodingError, match="byte 3: this is binary data"):
        decode(b"abc\0\0\0def" * 9, "p.txt")


def test_many_control_characters_are_binary_and_a_few_are_not() -> None:
    with pytest.raises(EncodingError, match=r"byte 3: .*U\+0001"):
        decode(b"abc\x01\x02\x03", "p.txt")
    with pytest.raises(EncodingError, match="byte 6"):
        decode(codecs.BOM_UTF8 + b"abc\x01\x02\x03", "p.txt")
    assert "\x01" in decode(BODY.encode() + b"\x01", "p.txt").text


def test_random_bytes_are_refused() -> None:
    rng = random.Random(7)
    for _ in range(50):
        with pytest.raises(EncodingError):
            decode(rng.randbytes(400), "p.txt")


def test_json_is_not_read_as_gb18030() -> None:
    with pytest.raises(EncodingError):
        decode(PAGE.encode("gb18030"), "issue.json", legacy=False)


def test_line_ends() -> None:
    text = "a\r\nb\rc\nd\u2028e\u0085f\u2029g\fh\vi\x1cj\n\nk\n"
    assert lines_of(text) == ["a", "b", "c", "d", "e", "f", "g\fh\vi\x1cj", "", "k"]
    assert lines_of("") == []
    assert lines_of("\n") == [""]


def test_end_of_file_sign_of_dos_is_no_text() -> None:
    assert decode(b"abc\r\n\x1a", "p").text == "abc\r\n"


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: the file cannot be read"):
        read_text(tmp_path / "nowhere.txt")
    with pytest.raises(InputError, match="folder"):
        read_text(tmp_path)
    with pytest.raises(InputError):
        read_text(Path("a\0b"))
