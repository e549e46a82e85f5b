"""Our schemas: found beside the package, compiled once, never chosen by a document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from newsml_export.errors import Location, SchemaError
from newsml_export.validation.parsing import parser

NAR = "http://iptc.org/std/nar/2006-10-01/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document that we know."""

    #: root element in Clark notation
    root: str
    #: such as ``newsItem``
    name: str
    #: such as ``NewsML-G2``
    standard: str
    #: file among our schemas
    schema: str
    #: attribute of the root that holds the version of the standard
    version_attribute: str


KINDS: tuple[Kind, ...] = (
    *(
        Kind(
            root=f"{{{NAR}}}{name}",
            name=name,
            standard="NewsML-G2",
            schema="newsml-g2-profile.xsd",
            version_attribute="standardversion",
        )
        for name in ("newsItem", "packageItem", "newsMessage")
    ),
    Kind(root="rss", name="rss", standard="RSS", schema="rss-2.0.xsd", version_attribute="version"),
)


def schema_folder() -> Path:
    """Return the folder of our schemas: inside the installed package, or at the top of a checkout.

    Raises:
        SchemaError: there is neither.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "schemas", package.parent / "schemas"):
        if (folder / "newsml-g2-profile.xsd").is_file():
            return folder
    raise SchemaError(
        "the schemas of newsml-export are missing.",
        location=Location(file=str(package)),
        next_step="Install the package again.",
    )


class SchemaSet:
    """Schemas by file name, each compiled when it is first needed and kept."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use the schemas in ``folder``; ``None``: our own."""
        self.folder = folder or schema_folder()
        self._compiled: dict[str, etree.XMLSchema] = {}

    def compiled(self, name: str) -> etree.XMLSchema:
        """Return the schema ``name``, compiled by libxml2.

        Raises:
            SchemaError: it is missing or broken.
        """
        schema = self._compiled.get(name)
        if schema is None:
            path = self.folder / name
            try:
                schema = etree.XMLSchema(etree.parse(str(path), parser()))
            except (OSError, etree.LxmlError) as error:
                raise SchemaError(
                    f"the schema cannot be used: {error}.",
                    location=Location(file=str(path)),
                    next_step="Install the package again.",
                ) from error
            self._compiled[name] = schema
        return schema


def kind_of(root: str) -> Kind | None:
    """Return the kind of document whose root element is ``root`` (Clark notation)."""
    return _BY_ROOT.get(root)


_BY_ROOT = {kind.root: kind for kind in KINDS}
