"""NewsML-G2 as an issue: a newsItem, a packageItem with its items beside it, a newsMessage, or a folder of items."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding, Severity
from newsml_export.model.delivered import DeliveredStory, Identity
from newsml_export.model.identity import Version
from newsml_export.model.issue import Issue, IssueInfo, Page
from newsml_export.model.story import Guid, LocalId, Picture
from newsml_export.readers.base import IssueHints, is_file_named
from newsml_export.readers.encoding import read_bytes
from newsml_export.readers.issue_info import info_of
from newsml_export.readers.newsml_g2_item import is_picture, picture_facts, read_item, with_facts
from newsml_export.readers.newsml_g2_showing import showing_of
from newsml_export.readers.newsml_g2_values import NAR
from newsml_export.readers.showing import Showing, supersedes

if TYPE_CHECKING:
    from lxml.etree import _Element

_NS = {"n": NAR[1:-1]}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUFFIX = ".xml"
_PEEK = 4096
_MOST_FILES = 100_000
_ROOTS = frozenset(NAR + name for name in ("newsItem", "packageItem", "newsMessage"))
#: documents that go with stories and are none
_OTHERS = frozenset(NAR + name for name in ("catalogItem", "conceptItem", "knowledgeItem", "planningItem"))
_ISSUE_NAME = re.compile(r"(?P<publication>.+?) (?P<date>\d{4}-\d{2}-\d{2})(?: (?P<number>.+))?")
_OWN_DATE = re.compile(r"urn:newsml:[^:]+:(\d{4})(\d{2})(\d{2}):")
_ROOT_TAG = re.compile(rb"<(?:\w+:)?(?:newsItem|packageItem|newsMessage)\b")
_MEND = "Give a NewsML-G2 document, or a folder of them."


class NewsMLG2Reader:
    """Reads NewsML-G2 documents; see ``readers.base.Reader``."""

    name = "newsml-g2"
    summary = "NewsML-G2: a newsItem, a packageItem, a newsMessage, or a folder of them"

    def accepts(self, path: Path) -> bool:
        """Say whether ``path`` is an ``.xml`` file of NewsML-G2, or a folder that holds one; never raises."""
        return looks_like_newsml_g2(path)

    def read(self, path: Path, hints: IssueHints) -> Issue:
        """Read the items at ``path`` as an issue of whole stories.

        A packageItem stands for its folder, and for ``items`` below it. An item that cannot be read becomes a finding,
        and the others go on; so does what our model does not hold. Entities, DTDs and the network are off.

        Args:
            path: a document, or a folder.
            hints: win over what the items say.

        Raises:
            MissingDateError: neither the hints nor an item say of which day the issue is.
            InputError: nothing can be read, or the name of the newspaper is neither given nor said.
        """
        return _Reading(path).issue(hints)


def looks_like_newsml_g2(path: Path) -> bool:
    """Say whether ``path`` is an ``.xml`` file of NewsML-G2, or a folder that holds one; never raises."""
    try:
        if path.is_dir():
            return not (path / "issue.toml").exists() and any(map(_is_g2, _files(path)[:3]))
        return is_file_named(path, _SUFFIX) and _is_g2(path)
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}")) or sorted(folder.glob(f"items/*{_SUFFIX}"))


def _is_g2(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_PEEK)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return (
        NAR[1:-1].encode() in head and re.search(rb"<(?:\w+:)?(?:newsItem|packageItem|newsMessage)\b", head) is not None
    )


class _Reading:
    def __init__(self, path: Path) -> None:
        self.path, self.file = path, str(path)
        self.findings: list[Finding] = []
        self.package: _Element | None = None
        self.pictures: dict[str, tuple[Picture, Showing]] = {}
        self.unread: Counter[str] = Counter()
        self.names: list[str] = []
        self.languages: list[str] = []
        self.guids: list[str] = []
        self.created: list[str] = []

    def issue(self, hints: IssueHints) -> Issue:
        items = [item for file in self._paths() for item in self._items(file)]
        if not items and self.package is None:
            first = self.findings[0].message if self.findings else "there is none."
            raise InputError(f"no item can be used: {first}", location=Location(file=str(self.path)), next_step=_MEND)
        info = self._info(hints)
        stories = self._stories(items, info.language)
        if not stories:
            first = self.findings[-1].message if self.findings else "there is none."
            raise InputError(f"no story can be read: {first}", location=Location(file=str(self.path)), next_step=_MEND)
        pages = self._pages(stories)
        order = {page.label: number for number, page in enumerate(pages)}
        stories.sort(key=lambda one: (order[one.story.parts[0].page], one.story.parts[0].order))
        for name, count in sorted(self.unread.items()):
            told = f"“{name}” is there {count} times and is not kept: our model has no place for it."
            self._note("newsml-g2-not-kept", Severity.INFO, told, "Nothing, unless partners need it.")
        return Issue(
            info=info,
            pages=tuple(pages),
            delivered=tuple(stories),
            identity=self._identity(),
            findings=tuple(self.findings),
            source=str(self.path),
        )

    def _paths(self) -> list[Path]:
        if self.path.is_dir():
            found = sorted(self.path.glob(f"*{_SUFFIX}")) + sorted(self.path.glob(f"items/*{_SUFFIX}"))
            found += sorted(self.path.glob(f"pictures/*{_SUFFIX}"))
            # A message repeats what stands in the files beside it.
            return [path for path in found if not path.name.startswith("message") or len(found) == 1][:_MOST_FILES]
        root = self._root(self.path)
        if str(root.tag) == f"{NAR}packageItem":
            beside = [path for path in _Reading(self.path.parent)._paths() if path != self.path]
            return [self.path, *beside]
        return [self.path]

    def _items(self, file: Path) -> Iterable[tuple[str, _Element]]:
        self.file = str(file)
        try:
            root = self._root(file)
        except InputError as error:
            if not self.path.is_dir() and file == self.path:
                raise
            self._note("item-unreadable", Severity.ERROR, f"The document was left out: {error.message}", _MEND)
            return
        found = [root]
        if str(root.tag) == f"{NAR}newsMessage":
            found = list(root.iterfind("n:itemSet/*", _NS))
        for item in found:
            tag = str(item.tag)
            if tag == f"{NAR}packageItem":
                self.package = item if self.package is None else self.package
            elif tag != f"{NAR}newsItem":
                self.unread[etree.QName(item).localname] += 1
            elif is_picture(item):
                facts = picture_facts(item)
                if facts is not None:
                    self._keep_picture(*facts, showing_of(item, self._doubt))
            else:
                self._remember(item)
                yield str(file), item

    def _keep_picture(self, href: str, picture: Picture, showing: Showing) -> None:
        """Keep what a picture item says; of two for one address, what the stricter says."""
        before = self.pictures.get(href)
        if before is None or showing.allows(before[1]):
            self.pictures[href] = picture, showing

    def _remember(self, item: _Element) -> None:
        provider = item.findtext("n:itemMeta/n:provider/n:name", None, _NS)
        holder = item.findtext("n:rightsInfo/n:copyrightHolder/n:name", None, _NS)
        self.names += [name.strip() for name in (provider, holder) if name and name.strip()]
        self.languages += [tag for tag in (item.get(_LANG),) if tag]
        self.guids += [item.get("guid") or ""]
        self.created += [text for text in (item.findtext("n:contentMeta/n:contentCreated", None, _NS),) if text]
        self.created += [text for text in (item.findtext("n:itemMeta/n:versionCreated", None, _NS),) if text]

    def _root(self, file: Path) -> _Element:
        """Return the root of a document.

        Raises:
            InputError: it is no XML, has a DTD with declarations, or is no NewsML-G2.
        """
        content = read_bytes(file)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        place = Location(file=str(file))
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            where = replace(place, line=line) if line else place
            message = str(error).splitlines()[0] if str(error) else "it cannot be parsed"
            raise InputError(f"this is no well-formed XML ({message}).", location=where, next_step=_MEND) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError("a document type declaration is not read.", location=place, next_step="Take it out.")
        if str(root.tag) not in _ROOTS | (_OTHERS if self.path.is_dir() or file != self.path else frozenset()):
            found = etree.QName(root).localname[:60]
            raise InputError(f"“{found}” is no newsItem, packageItem or newsMessage.", location=place, next_step=_MEND)
        return root

    def _stories(self, items: Iterable[tuple[str, _Element]], language: str) -> list[DeliveredStory]:
        found: dict[str, DeliveredStory] = {}
        taken: set[LocalId] = set()
        for file, item in items:
            self.file = file
            try:
                read = read_item(item, language, self._doubt)
            except ValueError as error:
                told = f"The item was left out: {error}."
                self._note("item-unreadable", Severity.ERROR, told, "Give every item its guid.")
                continue
            self.unread.update(read.unread)
            one = with_facts(read.delivered, self.pictures, self._doubt)
            assert one.identity is not None
            before = found.get(one.identity.guid)
            if before is not None:
                told = f"The item {one.identity.guid} is there twice; the newer version was read."
                self._note("newsml-g2-item-twice", Severity.WARNING, told, "Take the older one away.")
                if not supersedes(one, before):
                    continue
                one = _named(one, before.story.local_id)
            else:
                one = _named(one, _free(taken, one.story.local_id))
            taken.add(one.story.local_id)
            found[one.identity.guid if one.identity else ""] = one
        return list(found.values())

    def _doubt(self, code: str, message: str, mend: str) -> None:
        self._note(code, Severity.WARNING, message, mend)

    def _pages(self, stories: Iterable[DeliveredStory]) -> list[Page]:
        found: dict[str, Page] = {}
        for meta in self.package.iterfind("n:partMeta", _NS) if self.package is not None else ():
            told = {
                (one.get("rel") or "").rpartition(":")[2]: one for one in meta.iterfind("n:partMetaExtProperty", _NS)
            }
            label = " ".join("".join(map(str, told["page"].itertext())).split()) if "page" in told else ""
            if label:
                section = told["section"].get("value") if "section" in told else None
                found.setdefault(label, Page(label=label, section=section))
        for one in stories:
            for part in one.story.parts:
                found.setdefault(part.page, Page(label=part.page, section=part.section))
        return list(found.values())

    def _info(self, hints: IssueHints) -> IssueInfo:
        return info_of(hints, self._said(), self.path, "contentCreated")

    def _said(self) -> IssueHints:
        """Return what the package says of the issue, else what every item says."""
        package = self.package
        language = max(self.languages, key=self.languages.count) if self.languages else None
        if package is not None:
            title = package.findtext("n:itemMeta/n:title", "", _NS)
            named = _ISSUE_NAME.fullmatch(title.strip())
            member = package.findtext("n:itemMeta/n:memberOf/n:name", None, _NS)
            place = package.findtext("n:contentMeta/n:located/n:name", None, _NS)
            if named:
                return IssueHints(
                    publication=member or named["publication"],
                    date=_day(named["date"]),
                    number=named["number"],
                    language=package.get(_LANG) or language,
                    place=place,
                )
        return IssueHints(
            publication=max(self.names, key=self.names.count) if self.names else None,
            date=next((day for day in map(_own_day, self.guids) if day), None)
            or next((day for text in self.created if (day := _day(text[:10]))), None),
            language=language,
        )

    def _identity(self) -> Identity | None:
        package = self.package
        guid = (package.get("guid") or "").strip() if package is not None else ""
        if package is None or not guid:
            return None
        return Identity(local_id=LocalId("issue"), guid=Guid(guid), version=_package_version(package))

    def _note(self, code: str, severity: Severity, message: str, mend: str) -> None:
        where = Location(file=self.file)
        self.findings.append(Finding(code=code, severity=severity, message=message, location=where, mend=mend))


def _package_version(package: _Element) -> Version | None:
    number = package.get("version") or ""
    created = package.findtext("n:itemMeta/n:versionCreated", "", _NS)
    first = package.findtext("n:itemMeta/n:firstCreated", created, _NS)
    try:
        moments = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(created)
    except ValueError:
        return None
    if not number.isascii() or not number.isdigit() or int(number) < 1 or None in {one.tzinfo for one in moments}:
        return None
    return Version(number=int(number), first_created=moments[0], version_created=moments[1], content_hash="")


def _free(taken: set[LocalId], name: LocalId) -> LocalId:
    number, found = 1, name
    while found in taken:
        number += 1
        found = LocalId(f"{name}-{number}")
    return found


def _named(one: DeliveredStory, name: LocalId) -> DeliveredStory:
    identity = replace(one.identity, local_id=name) if one.identity is not None else None
    return DeliveredStory(story=replace(one.story, local_id=name), identity=identity)


def _own_day(guid: str) -> dt.date | None:
    own = _OWN_DATE.match(guid)
    return _day("-".join(own.groups())) if own else None


def _day(said: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        return None


READER = NewsMLG2Reader()
