"""Reading a profile: a TOML file with what it is for, how to shape documents, what is demanded and what is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import msgspec

from newsml_export.errors import SettingsError
from newsml_export.findings import Severity
from newsml_export.formats.shaping import Messages, Shape
from newsml_export.plugins import FORMATS, names
from newsml_export.readers.typed_toml import load_toml, nearest, place
from newsml_export.validation.demands import Check, Demand, DemandRules, Demands, compiled_xpath
from newsml_export.validation.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_QCODE = re.compile(r"[^\s:]+:\S+")
_Text: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
#: reasons that a place is a subject which our schema of NewsML-G2 allows
_REASONS = ("", "why:direct")
#: what the roles of headlines may become, by our schema of NewsML-G2
_HEADLINE_ROLES = ("main", "derived", "kicker", "deck", "series", "sub")


class _ShapeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    headline_roles: dict[str, str] = {}
    headline_order: tuple[str, ...] = ()
    subject_codes: dict[str, str] = {}
    subject_schemes: tuple[str, ...] = ()
    same_as_schemes: tuple[str, ...] = ()
    subject_relations: bool = True
    place_reason: str = ""
    byline_in_text: bool = False
    text_in_description: bool = False
    html_text: bool = True
    xhtml_text: bool = False
    messages: Messages = Messages.ISSUE
    package: bool = True
    single_items: bool = True
    vocabularies: bool = True


class _DemandTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    what: _Text
    at: _Text
    mend: _Text
    need: str | None = None
    refuse: str | None = None
    match: str | None = None
    differ: str | None = None
    pattern: str | None = None
    source: str = ""
    severity: Severity = Severity.ERROR


class _LossTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    what: _Text
    at: _Text
    mend: str = ""
    source: str = ""


class _ProfileFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    title: _Text
    about: str = ""
    formats: tuple[str, ...] = ()
    namespaces: dict[str, str] = {}
    shape: _ShapeTable = _ShapeTable()
    demands: tuple[_DemandTable, ...] = ()
    losses: tuple[_LossTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one importer needs."""

    #: kebab-case
    name: str
    #: of the importer, for people
    title: str
    #: in a sentence or two
    about: str = ""
    #: names of the formats that it reads; empty: those of the settings
    formats: tuple[str, ...] = ()
    shape: Shape = field(default_factory=Shape)
    #: what it needs, and what it passes over
    demands: Demands

    @property
    def needs(self) -> tuple[Rule, ...]:
        """What the importer needs."""
        return tuple(one.rule for one in self.demands.demands if one.rule.severity is not Severity.INFO)

    @property
    def losses(self) -> tuple[Rule, ...]:
        """What the importer passes over."""
        return tuple(one.rule for one in self.demands.demands if one.rule.severity is Severity.INFO)

    def rules(self) -> Callable[[], DemandRules]:
        """Return what makes the rules that documents are held to; it can be pickled."""
        return partial(DemandRules, self.demands)


def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles that come with the program, by name.

    Raises:
        SettingsError: one cannot be used.
    """
    return tuple(load_profile(name) for name in _shipped())


def load_profile(name: str, beside: Path | None = None) -> Profile:
    """Return the profile that ``name`` stands for.

    Args:
        name: of a profile that comes with the program, or the path of a file that ends in ``.toml``.
        beside: folder that a relative path starts from; ``None``: the current one.

    Raises:
        InputError: the file cannot be read.
        SettingsError: there is no such profile, or it cannot be used; names file and key and says what to write.
    """
    if name.endswith(".toml"):
        path = Path(name) if beside is None else beside / name
        return _Checks(path).profile(load_toml(path, _ProfileFile, SettingsError))
    known = _shipped()
    if name not in known:
        raise SettingsError(
            f"there is no profile “{name}”.",
            next_step=f"{nearest(name, list(known))} A profile of your own is named by its file, such as our.toml.",
        )
    with as_file(files("newsml_export.profiles") / f"{name}.toml") as path:
        return _Checks(path).profile(load_toml(path, _ProfileFile, SettingsError))


def _shipped() -> tuple[str, ...]:
    folder = files("newsml_export.profiles")
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


class _Checks:
    """Checks the values of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def profile(self, table: _ProfileFile) -> Profile:
        """Return the profile."""
        self._require(_NAME.fullmatch(table.name), "name", f"“{table.name}” is no name.", "Write it as our-partner.")
        known = names(FORMATS)
        for name in table.formats:
            self._require(name in known, "formats", f"there is no format “{name}”.", nearest(name, list(known)))
        demands = [self._demand(one, f"demands[{n}]", table) for n, one in enumerate(table.demands)]
        demands += [self._loss(one, f"losses[{n}]", table) for n, one in enumerate(table.losses)]
        self._all_different([one.rule.name for one in demands])
        return Profile(
            name=table.name,
            title=table.title,
            about=" ".join(table.about.split()),
            formats=tuple(dict.fromkeys(table.formats)),
            shape=self._shape(table.shape),
            demands=Demands(name=table.name, demands=tuple(demands), namespaces=table.namespaces),
        )

    def _shape(self, table: _ShapeTable) -> Shape:
        roles = (*table.headline_roles, *table.headline_roles.values(), *table.headline_order)
        for role in roles:
            self._require(
                role in _HEADLINE_ROLES, "shape.headline_roles", f"there is no role “{role}” of headlines.",
                f"Known: {', '.join(_HEADLINE_ROLES)}.",
            )  # fmt: skip
        for code in (*table.subject_codes, *table.subject_codes.values()):
            self._require(
                _QCODE.fullmatch(code), "shape.subject_codes", f"“{code}” is no QCode.",
                "Write it as medtop:04000000.",
            )  # fmt: skip
        self._require(
            table.place_reason in _REASONS, "shape.place_reason", f"“{table.place_reason}” is no known reason.",
            "Write why:direct, or leave the key out.",
        )  # fmt: skip
        self._require(
            table.single_items or table.messages is Messages.STORY or table.package, "shape.single_items",
            "this shape delivers stories in a message alone, and no package.",
            'Write messages = "story", or leave package or single_items out.',
        )  # fmt: skip
        return Shape(**{name: getattr(table, name) for name in table.__struct_fields__})

    def _demand(self, table: _DemandTable, key: str, file: _ProfileFile) -> Demand:
        paths = {
            Check.NEED: table.need,
            Check.REFUSE: table.refuse,
            Check.MATCH: table.match,
            Check.DIFFER: table.differ,
        }
        given = {check: path for check, path in paths.items() if path is not None}
        mend = "Write one of need, refuse, match and differ, with an XPath from the elements that at finds."
        self._require(len(given) == 1, key, "a demand is one of need, refuse, match and differ.", mend)
        ((check, path),) = given.items()
        if check is Check.MATCH:
            self._require(table.pattern, key, "match lacks its pattern.", "Write pattern, a regular expression.")
            try:
                re.compile(table.pattern or "")
            except re.error as error:
                raise self._error(key, f"the pattern is no regular expression ({error}).", "Correct it.") from error
        else:
            self._require(table.pattern is None, key, "pattern is for match.", "Write match, or leave pattern out.")
        self._require(
            table.severity is not Severity.INFO, key, "a demand is an error or a warning.",
            "Put what is passed over under [[losses]].",
        )  # fmt: skip
        rule = Rule(
            name=self._rule_name(file.name, table.name, key),
            description=_sentence(table.what),
            mend=_sentence(table.mend),
            source=table.source,
            severity=table.severity,
        )
        self._check_paths(key, (table.at, path), file.namespaces)
        return Demand(rule=rule, at=table.at, check=check, path=path, pattern=table.pattern or "")

    def _loss(self, table: _LossTable, key: str, file: _ProfileFile) -> Demand:
        rule = Rule(
            name=self._rule_name(file.name, table.name, key),
            description=_sentence(table.what),
            mend=_sentence(table.mend) if table.mend else "",
            source=table.source,
            severity=Severity.INFO,
        )
        self._check_paths(key, (table.at,), file.namespaces)
        return Demand(rule=rule, at=table.at, check=Check.REFUSE, path="self::node()")

    def _rule_name(self, profile: str, name: str, key: str) -> str:
        self._require(_NAME.fullmatch(name), f"{key}.name", f"“{name}” is no name.", "Write it as version-missing.")
        return f"{profile}-{name}"

    def _check_paths(self, key: str, paths: Sequence[str], namespaces: Mapping[str, str]) -> None:
        for path in paths:
            try:
                compiled_xpath(path, namespaces)
            except ValueError as error:
                raise self._error(key, f"“{path}” cannot be used as an XPath ({error}).", "Correct it.") from error

    def _all_different(self, rules: Sequence[str]) -> None:
        for rule in rules:
            mend = "Give each its own name."
            self._require(rules.count(rule) == 1, "demands", f"“{rule}” is the name of two.", mend)

    def _require(self, holds: object, key: str, message: str, mend: str) -> None:
        if not holds:
            raise self._error(key, message, mend)

    def _error(self, key: str, message: str, mend: str) -> SettingsError:
        return SettingsError(message, location=place(self._path, key), next_step=mend)


def _sentence(text: str) -> str:
    return " ".join(text.split())
