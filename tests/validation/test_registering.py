"""Official schemas on the user's machine: taken in, checked, stored, found out about, taken away."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from newsml_export.errors import InputError, OutputError, SchemaError, UsageError
from newsml_export.validation import registering, registry
from newsml_export.validation.detection import detect
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.parsing import Parser
from tests.validation.schema_sets import NAR, RIGHTS, XS, item, newsml_g2, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "registry"


def fitting(folder: Path, version: str = "2.35", conformance: str = "power") -> str | None:
    """Return the version of the schema that a document of ``version`` is held against."""
    root = Parser().parse(item(version=version, conformance=conformance), "in.xml")
    detected = detect(root)  # type: ignore[arg-type]
    assert detected is not None
    fit = OfficialSchemas(folder).fit(detected)
    return f"{fit.stored.version} {fit.stored.conformance}" + (" behind" if fit.behind else "") if fit else None


def test_a_file_is_registered_with_what_it_is(folder: Path, tmp_path: Path) -> None:
    source = written(tmp_path, {"NewsML-G2_2.30-Power.xsd": newsml_g2("2.30")}) / "NewsML-G2_2.30-Power.xsd"
    added = registering.add([str(source)], folder=folder)
    assert not added.known
    (schema,) = [one for one in added.set.schemas if one.standard]
    assert (schema.title, schema.namespace, schema.file) == ("NewsML-G2 2.30 power", NAR, source.name)
    stored = {file.name: file for file in added.set.files}
    # xml.xsd is ours: everybody's says the same, and nobody should have to look for it.
    assert set(stored) == {source.name, "xml.xsd"}
    assert stored[source.name].sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (folder / added.set.id / source.name).read_bytes() == source.read_bytes()
    assert [row.trouble for row in registering.listed(folder)] == [""]
    assert fitting(folder) == "2.30 power behind"


def test_the_same_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    source = str(written(tmp_path / "in", {"a.xsd": newsml_g2()}))
    first = registering.add([source], folder=folder)
    before = (folder / "registry.json").read_bytes()
    again = registering.add([source], folder=folder)
    assert again.known
    assert again.set.id == first.set.id
    assert (folder / "registry.json").read_bytes() == before


def test_the_newest_that_fits_is_used(folder: Path, tmp_path: Path) -> None:
    for version in ("2.9", "2.35", "2.12", "1.9"):
        registering.add([str(written(tmp_path / version, {"a.xsd": newsml_g2(version)}))], folder=folder)
    assert fitting(folder, "2.12") == "2.35 None"
    assert fitting(folder, "2.40") == "2.35 None behind"
    assert fitting(folder, "1.8") == "1.9 None"
    assert fitting(folder, "3.0") == "2.35 None behind"


def test_the_level_of_conformance_counts(folder: Path, tmp_path: Path) -> None:
    both = {"G2-All-Core.xsd": newsml_g2("2.30"), "G2-All-Power.xsd": newsml_g2("2.29", extra="more")}
    registering.add([str(written(tmp_path / "both", both))], folder=folder)
    assert fitting(folder, "2.20", "core") == "2.30 core"
    assert fitting(folder, "2.20", "power") == "2.29 power"


def test_files_of_one_set_check_each_others_parts(folder: Path, tmp_path: Path) -> None:
    source = written(tmp_path / "in", {"g2.xsd": newsml_g2(), "rights.xsd": RIGHTS})
    registering.add([str(source / "g2.xsd"), str(source / "rights.xsd")], folder=folder)
    schemas = OfficialSchemas(folder)
    for identifier, valid in (("7", True), ("seven", False)):
        root = Parser().parse(item(f'<policy xmlns="http://rights.example/" id="{identifier}"/>'), "in.xml")
        fit = schemas.fit(detect(root))  # type: ignore[arg-type]
        assert fit is not None
        assert fit.schema.allows(root) is valid  # type: ignore[arg-type]


def test_a_zip_is_unpacked(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "g2.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("folder/g2.xsd", newsml_g2())
        file.writestr("folder/readme.txt", "x")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert [file.name for file in registering.add([str(archive)], sha256=[digest], folder=folder).set.files] == [
        "g2.xsd",
        "xml.xsd",
    ]


def test_an_address_is_fetched_with_what_it_imports(folder: Path) -> None:
    web = {
        "https://std.example/g2/2.35/g2.xsd": newsml_g2(imports="http://www.w3.org/2001/xml.xsd").replace(
            "<xs:element", '<xs:include schemaLocation="../parts/b.xsd"/><xs:element', 1
        ),
        "https://std.example/g2/parts/b.xsd": f'<xs:schema {XS} targetNamespace="{NAR}"/>',
    }
    asked: list[str] = []

    def fetch(url: str) -> tuple[bytes, str]:
        asked.append(url)
        return web[url].encode(), url

    added = registering.add(["https://std.example/g2/2.35/g2.xsd"], folder=folder, fetch_=fetch)
    assert asked == list(web)
    assert [file.name for file in added.set.files] == ["b.xsd", "g2.xsd", "xml.xsd"]
    assert [schema.file for schema in added.set.schemas if schema.standard] == ["g2.xsd"]
    assert fitting(folder) == "2.35 None"


def test_what_another_host_has_is_not_fetched(folder: Path) -> None:
    text = newsml_g2().replace(
        "<xs:element", '<xs:include schemaLocation="https://other.example/b.xsd"/><xs:element', 1
    )

    def fetch(url: str) -> tuple[bytes, str]:
        assert url == "https://std.example/g2.xsd"
        return text.encode(), url

    with pytest.raises(SchemaError, match=r"b\.xsd”, which is not among the files"):
        registering.add(["https://std.example/g2.xsd"], folder=folder, fetch_=fetch)
    assert not folder.exists()


def test_another_checksum_is_refused(folder: Path, tmp_path: Path) -> None:
    source = written(tmp_path, {"a.xsd": newsml_g2()}) / "a.xsd"
    with pytest.raises(InputError, match="has the checksum"):
        registering.add([str(source)], sha256=["0" * 64], folder=folder)
    with pytest.raises(UsageError):
        registering.add([str(source)], sha256=["0" * 64, "1" * 64], folder=folder)
    assert not folder.exists()
    registering.add([str(source)], sha256=[hashlib.sha256(source.read_bytes()).hexdigest().upper()], folder=folder)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("", InputError, "no XML Schema"),
        ("<html/>", InputError, "no XML Schema"),
        (f"<xs:schema {XS}/>", InputError, "no schema with a target namespace"),
        (newsml_g2(imports="xml.xsd").replace('use="required"', 'use="maybe"'), SchemaError, "no usable schema"),
        (
            newsml_g2().replace("<xs:element", '<xs:include schemaLocation="b.xsd"/><xs:element', 1),
            SchemaError,
            "b.xsd”, which is not among the files",
        ),
        ("PK\x03\x04 and then nothing", InputError, "cannot be unpacked"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_stored(
    folder: Path, tmp_path: Path, content: str, error: type[Exception], words: str
) -> None:
    source = written(tmp_path, {"a.xsd": content}) / "a.xsd"
    with pytest.raises(error, match=words.replace(".", r"\.")):
        registering.add([str(source)], folder=folder)
    assert not folder.exists()


def test_a_file_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        registering.add([str(tmp_path / "none.xsd")], folder=folder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no \.xsd file"):
        registering.add([str(tmp_path / "empty")], folder=folder)


def test_two_files_of_one_name(folder: Path, tmp_path: Path) -> None:
    one, other = (written(tmp_path / name, {"a.xsd": newsml_g2(name)}) for name in ("2.1", "2.2"))
    with pytest.raises(InputError, match="two different files"):
        registering.add([str(one), str(other)], folder=folder)


def test_a_zip_that_is_too_large(folder: Path, tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(300):
            file.writestr(f"{number}.xsd", newsml_g2())
    (tmp_path / "a.zip").write_bytes(content.getvalue())
    with pytest.raises(InputError, match="too much"):
        registering.add([str(tmp_path / "a.zip")], folder=folder)


def test_a_changed_file_is_not_used(folder: Path, tmp_path: Path) -> None:
    added = registering.add([str(written(tmp_path / "in", {"a.xsd": newsml_g2()}))], folder=folder)
    (folder / added.set.id / "a.xsd").write_text(newsml_g2(extra="evil"), encoding="utf-8")
    with pytest.raises(SchemaError, match="checksum differs"):
        fitting(folder)
    assert "checksum differs" in registering.listed(folder)[0].trouble
    registering.remove(added.set.id[:5], folder)
    assert fitting(folder) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2, "sets": []}',
        '{"format": 1, "sets": [{"id": "../../x", "origin": "", "files": [], "schemas": []}]}',
        '{"format": 1, "sets": [{"id": "0123456789ab", "origin": "", "files": '
        '[{"name": "../x", "sha256": "", "size": 1}], "schemas": []}]}',
        "[" * 100_000,
    ],
)
def test_a_broken_list_is_told(folder: Path, text: str) -> None:
    written(folder, {"registry.json": text})
    with pytest.raises(SchemaError, match="no list of registered schemas"):
        registering.listed(folder)


def test_taking_away(folder: Path, tmp_path: Path) -> None:
    ids = [
        registering.add(
            [str(written(tmp_path / version, {f"{version}.xsd": newsml_g2(version)}))], folder=folder
        ).set.id
        for version in ("2.1", "2.2", "2.3")
    ]
    with pytest.raises(UsageError, match="there is no registered set"):
        registering.remove("zzz", folder)
    with pytest.raises(UsageError, match="several sets fit"):
        registering.remove("xml.xsd", folder)
    with pytest.raises(UsageError):
        registering.remove("", folder)
    assert registering.remove(ids[0], folder).id == ids[0]
    assert registering.remove("NewsML-G2 2.2", folder).id == ids[1]
    assert registering.remove("2.3.xsd", folder).id == ids[2]
    assert json.loads((folder / "registry.json").read_text())["sets"] == []
    assert [path.name for path in folder.iterdir()] == ["registry.json"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    source = written(tmp_path / "in", {"a.xsd": newsml_g2()})
    with pytest.raises(OutputError, match="cannot be stored"):
        registering.add([str(source)], folder=tmp_path / "file" / "registry")


def test_where_schemas_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(registry.FOLDER_VARIABLE, str(tmp_path))
    assert registry.registry_folder() == tmp_path
    monkeypatch.delenv(registry.FOLDER_VARIABLE)
    assert registry.registry_folder().parts[-2:] == ("newsml-export", "schemas")


def test_official_schemas_are_used_for_official_namespaces_only(folder: Path, tmp_path: Path) -> None:
    atom = f'<xs:schema {XS} targetNamespace="http://www.w3.org/2005/Atom"><xs:element name="feed"/></xs:schema>'
    registering.add([str(written(tmp_path / "in", {"atom.xsd": atom}))], folder=folder)
    root = Parser().parse(b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "in.xml")
    assert OfficialSchemas(folder).fit(detect(root)) is None  # type: ignore[arg-type]
