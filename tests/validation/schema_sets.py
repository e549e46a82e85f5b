"""Small schemas that stand for official ones in tests; they are ours, and say little."""

from __future__ import annotations

from pathlib import Path

NAR = "http://iptc.org/std/nar/2006-10-01/"
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'

RIGHTS = f"""<xs:schema {XS} targetNamespace="http://rights.example/" version="2.0" elementFormDefault="qualified">
  <xs:element name="policy"><xs:complexType><xs:attribute name="id" type="xs:integer"/></xs:complexType></xs:element>
</xs:schema>"""


def newsml_g2(version: str = "2.35", *, extra: str = "", imports: str = "xml.xsd") -> str:
    """Return a schema of a newsItem that has an itemMeta, an ``extra`` element, and parts of other namespaces."""
    added = f'<xs:element name="{extra}" minOccurs="0"/>' if extra else ""
    return f"""<xs:schema {XS} targetNamespace="{NAR}" version="{version}" elementFormDefault="qualified">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="{imports}"/>
  <xs:element name="newsItem"><xs:complexType><xs:sequence>
    <xs:element name="itemMeta"/>{added}
    <xs:any namespace="##other" processContents="strict" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence>
  <xs:attribute name="guid" use="required"/><xs:attribute name="standard"/><xs:attribute name="standardversion"/>
  <xs:attribute name="conformance"/><xs:attribute name="version"/>
  <xs:attribute ref="xml:lang" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>
  </xs:complexType></xs:element>
</xs:schema>"""


def item(inside: str = "", *, version: str = "2.35", conformance: str = "power") -> bytes:
    """Return a newsItem of somebody else."""
    return (
        f'<newsItem xmlns="{NAR}" guid="urn:x:1" standard="NewsML-G2" standardversion="{version}" '
        f'conformance="{conformance}" version="1" xml:lang="en"><itemMeta/>{inside}</newsItem>'
    ).encode()


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write ``files`` into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
