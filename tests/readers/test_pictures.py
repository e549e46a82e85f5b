"""What the files of pictures say, and what is said of files that cannot be used."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from newsml_export.errors import Location
from newsml_export.findings import Finding
from newsml_export.model.article import ParsedPicture
from newsml_export.readers.pictures import described

PLACE = Location(file="issue.json", path="$.articles[0].pictures[0].href")


def look(folder: Path, href: str, **known: Any) -> tuple[ParsedPicture, tuple[Finding, ...]]:
    return described(ParsedPicture(href=href, **known), folder, PLACE)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.jpg", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.gif", "image/gif"),
        ("a.tif", "image/tiff"),
        ("a.webp", "image/webp"),
    ],
)
def test_what_a_file_says(tmp_path: Path, name: str, media_type: str) -> None:
    path = tmp_path / name
    Image.new("RGB", (40, 30), "red").save(path)
    picture, findings = look(tmp_path, name, caption="图", width=1, media_type="image/x")
    assert findings == ()
    assert (picture.media_type, picture.width, picture.height) == (media_type, 40, 30)
    assert (picture.size, picture.file, picture.caption) == (path.stat().st_size, str(path), "图")
    assert picture.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bytes_are_believed_and_not_the_name(tmp_path: Path) -> None:
    Image.new("L", (4, 3)).save(tmp_path / "a.jpg", format="PNG")
    assert look(tmp_path, "a.jpg")[0].media_type == "image/png"


def test_how_a_camera_was_held(tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 30))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "held.jpg", exif=exif)
    exif[0x0112] = 77
    image.save(tmp_path / "nonsense.jpg", exif=exif)
    assert look(tmp_path, "held.jpg")[0].orientation == 6
    assert look(tmp_path, "nonsense.jpg")[0].orientation is None


def test_names_as_written_and_percent_decoded(tmp_path: Path) -> None:
    (tmp_path / "图 片").mkdir()
    Image.new("L", (4, 3)).save(tmp_path / "图 片" / "一 号.png")
    assert look(tmp_path, "图 片/一 号.png")[0].width == 4
    assert look(tmp_path, "%E5%9B%BE%20%E7%89%87/%E4%B8%80%20%E5%8F%B7.png")[0].width == 4


def test_a_drawing_has_no_pixels(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    picture, findings = look(tmp_path, "a.svg")
    assert (picture.media_type, picture.width, findings) == ("image/svg+xml", None, ())
    assert picture.sha256


@pytest.mark.parametrize("href", ["https://a.example/a.jpg", "//a.example/a.jpg", "data:image/png;base64,AA", "", " "])
def test_addresses_are_left_alone(tmp_path: Path, href: str) -> None:
    assert look(tmp_path, href) == (ParsedPicture(href=href), ())


@pytest.mark.parametrize("href", ["gone.jpg", "../out.png", "/etc/hostname", "a\0b.jpg", "x" * 300, "\ud800.jpg", "."])
def test_what_is_not_in_the_folder_is_missing(tmp_path: Path, href: str) -> None:
    folder = tmp_path / "issue"
    folder.mkdir()
    Image.new("L", (4, 3)).save(tmp_path / "out.png")
    picture, findings = look(folder, href)
    assert picture == ParsedPicture(href=href)
    assert [(finding.code, finding.location) for finding in findings] == [("picture-missing", PLACE)]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    folder.mkdir()
    Image.new("L", (4, 3)).save(tmp_path / "out.png")
    (folder / "in.png").symlink_to(tmp_path / "out.png")
    assert look(folder, "in.png")[1][0].code == "picture-missing"


def test_what_is_no_picture_is_not_delivered(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jpg"
    Image.new("RGB", (40, 30)).save(whole)
    contents = (b"", b"text", b"\xff\xd8\xff", whole.read_bytes()[:40], b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    for content in contents:
        (tmp_path / "a.jpg").write_bytes(content)
        picture, findings = look(tmp_path, "a.jpg")
        assert picture == ParsedPicture(href="a.jpg"), content
        assert [finding.code for finding in findings] == ["picture-unreadable"], content


def test_a_picture_with_very_many_pixels_is_measured_without_a_word(tmp_path: Path) -> None:
    header = Image.new("1", (8, 8))
    header.save(tmp_path / "big.png")
    content = bytearray((tmp_path / "big.png").read_bytes())
    content[16:24] = (12_000).to_bytes(4) + (12_000).to_bytes(4)
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4)
    (tmp_path / "big.png").write_bytes(bytes(content))
    picture, findings = look(tmp_path, "big.png")
    assert (picture.width, picture.height, findings) == (12_000, 12_000, ())
