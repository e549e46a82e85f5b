"""``report.json``: what was made of an issue, how sure we are of it, and what a later run must remember."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec

from newsml_export.errors import InputError, Location
from newsml_export.findings import Finding, Severity
from newsml_export.formats.base import Document
from newsml_export.model.identity import Version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition, OrphanHeadline
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.overrides import AppliedOverride
    from newsml_export.model.story import (
        Byline,
        Dateline,
        Decision,
        HeadlineLine,
        JumpDirection,
        Source,
        Story,
        StoryPart,
    )
    from newsml_export.model.subjects import Genre, Guess, Keyword, Series, Subject

PATH = "report.json"
_MEDIA_TYPE = "application/json"
#: names the kind of file; a change that older readers would misread gets a higher number
_FORMAT = "newsml-export-report-1"
_MEND = "Restore the report from a backup, or remove it to begin again with version 1."
_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE = re.compile(r"\(byte (\d+)\)")
_PATH = re.compile(r" - at `(.+)`$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOutcome:
    """What became of one document."""

    #: relative to the output folder
    path: str
    media_type: str
    #: bytes
    size: int
    #: ``None``: of a kind that is not validated
    valid: bool | None
    #: put in place
    delivered: bool = True
    #: what validation said
    findings: tuple[Finding, ...] = ()
    #: schemas and rule sets that were applied
    checked_with: tuple[str, ...] = ()
    #: local id of the story that the whole document is about, if it is about one
    story: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exported:
    guid: str
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story(_Exported):
    local_id: str
    language: str
    main_headline: str
    derived_headline: bool
    headline: tuple[HeadlineLine, ...]
    headline_decision: Decision
    bylines: tuple[Byline, ...]
    source: Source | None
    dateline: Dateline | None
    paragraphs: int
    #: without white space
    characters: int
    genre: Genre | None
    keywords: tuple[Keyword, ...]
    subjects: tuple[Subject, ...]
    series: Series | None
    located: Subject | None
    summary: str | None
    slugline: str | None
    urgency: int | None
    #: what of summary, slugline, urgency and language a program made
    guesses: tuple[Guess, ...]
    pub_status: str
    embargoed: dt.datetime | None
    placements: tuple[StoryPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    label: str
    section: str | None
    file: str | None
    #: local ids, in the order of the page
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Continuation:
    story: str
    from_page: str
    to_page: str
    mid_paragraph: bool
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jump:
    story: str
    direction: JumpDirection
    page: str
    target: str | None
    text: str
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    format: str
    generator: str
    created: dt.datetime
    issue: IssueInfo
    source: str | None
    counts: dict[str, int]
    package: _Exported | None
    pages: tuple[_Page, ...]
    stories: tuple[_Story, ...]
    continuations: tuple[_Continuation, ...]
    unresolved_jumps: tuple[_Jump, ...]
    orphan_headlines: tuple[OrphanHeadline, ...]
    #: what the operator decided and took effect
    overrides: tuple[AppliedOverride, ...]
    findings: tuple[Finding, ...]
    documents: tuple[DocumentOutcome, ...]
    #: exported before, and not in the issue now
    earlier: tuple[_Exported, ...]


class _VersionRead(msgspec.Struct):
    number: Annotated[int, msgspec.Meta(ge=1)]
    first_created: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    version_created: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    content_hash: str


class _ExportedRead(msgspec.Struct):
    guid: str
    version: _VersionRead


class _Format(msgspec.Struct):
    format: str


class _DocumentRead(msgspec.Struct):
    path: str
    delivered: bool = True


class _Memory(_Format):
    """The fields of a report that a later run reads."""

    stories: tuple[_ExportedRead, ...]
    earlier: tuple[_ExportedRead, ...]
    package: _ExportedRead | None = None
    documents: tuple[_DocumentRead, ...] = ()


def report(
    edition: Edition, context: WriteContext, *, outcomes: Sequence[DocumentOutcome], findings: Sequence[Finding]
) -> Document:
    """Write the report.

    Args:
        edition: the issue, with every story, exported or not.
        context: guids, versions and the clock. Versions of guids that are not in the edition are remembered too, so
            that a story that comes back later does not begin anew.
        outcomes: what became of each document, in the order they are to be listed.
        findings: all findings of the run but those of single documents.

    Returns:
        UTF-8 JSON, indented by two spaces; the same bytes for the same arguments. What is unknown is not written.
        Surrogates without their other half, which no UTF-8 can hold, become U+FFFD; everything else stays as found.
    """
    stories = tuple(_story(story, context) for story in edition.stories)
    continuations = tuple(link for story in edition.stories for link in _continuations(story))
    jumps = tuple(jump for story in edition.stories for jump in _jumps(story))
    known = {story.guid for story in stories} | {context.package_guid}
    value = _Report(
        format=_FORMAT,
        generator=context.generator,
        created=context.now,
        issue=edition.info,
        source=edition.source,
        counts={
            "pages": len(edition.pages),
            "stories": len(stories),
            "derived_headlines": sum(story.derived_headline for story in stories),
            "orphan_headlines": len(edition.orphan_headlines),
            "continuations": len(continuations),
            "unresolved_jumps": len(jumps),
            "overrides": len(edition.overrides),
            "documents": len(outcomes),
            "invalid_documents": sum(outcome.valid is False for outcome in outcomes),
            **{f"{severity}s": sum(one.severity is severity for one in findings) for severity in Severity},
        },
        package=_exported(context.package_guid, context),
        pages=_pages(edition),
        stories=stories,
        continuations=continuations,
        unresolved_jumps=jumps,
        orphan_headlines=edition.orphan_headlines,
        overrides=edition.overrides,
        findings=tuple(findings),
        documents=tuple(outcomes),
        earlier=tuple(
            entry for guid in sorted(context.versions) if guid not in known and (entry := _exported(guid, context))
        ),
    )
    encoded = msgspec.json.encode(_tidy(msgspec.to_builtins(value)))
    return Document(path=PATH, media_type=_MEDIA_TYPE, content=msgspec.json.format(encoded, indent=2) + b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a report tells a later run."""

    #: by guid
    versions: dict[str, Version]
    #: what was put in place, relative to the output folder
    paths: frozenset[str]


def read_versions(content: bytes, *, file: str = PATH) -> dict[str, Version]:
    """Return the versions that an earlier run exported, by guid; see ``read_report``."""
    return read_report(content, file=file).versions


def read_report(content: bytes, *, file: str = PATH) -> Remembered:
    """Return what an earlier run exported.

    Args:
        content: the bytes of a report.
        file: the file as the user named it, for messages.

    Raises:
        InputError: it is not a report of ours, or it is damaged; says where.
    """
    try:
        # Beforehand, because msgspec counts the bytes of a damaged character from the beginning of its string.
        content.decode("utf-8")
        kind = msgspec.json.decode(content, type=_Format).format
        memory = msgspec.json.decode(content, type=_Memory) if kind == _FORMAT else None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(error, file) from error
    if memory is None:
        raise InputError(
            f"it is not a report that we can read: its kind is “{kind}”, not “{_FORMAT}”.",
            location=Location(file=file, path="$.format"),
            next_step=_MEND,
        )
    versions = {
        entry.guid: Version(
            number=entry.version.number,
            first_created=entry.version.first_created,
            version_created=entry.version.version_created,
            content_hash=entry.version.content_hash,
        )
        for entry in (*memory.earlier, *memory.stories, *filter(None, (memory.package,)))
    }
    paths = frozenset(document.path for document in memory.documents if document.delivered)
    return Remembered(versions=versions, paths=paths)


def _unreadable(error: Exception, file: str) -> InputError:
    message = str(error)
    path, byte = _PATH.search(message), _BYTE.search(message)
    reason, position = _BYTE.sub("", _PATH.sub("", message)).strip(), int(byte[1]) if byte else None
    if isinstance(error, UnicodeDecodeError):
        reason, position = "not UTF-8", error.start
    return InputError(
        f"it is not a report that we can read ({reason}).",
        location=Location(file=file, path=path[1] if path else None, byte=position),
        next_step=_MEND,
    )


def _tidy(value: object) -> object:
    """Return ``value`` without unknown fields and without characters that no JSON file can hold (RFC 8259, 8.2)."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _tidy(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list | tuple):
        return [_tidy(entry) for entry in value]
    return value


def _exported(guid: str, context: WriteContext) -> _Exported | None:
    version = context.versions.get(guid)
    return None if version is None else _Exported(guid=guid, version=version)


def _pages(edition: Edition) -> tuple[_Page, ...]:
    return tuple(
        _Page(
            label=page.label,
            section=page.section,
            file=page.file,
            stories=tuple(story.local_id for story, _ in edition.placements(page.label)),
        )
        for page in edition.pages
    )


def _story(story: Story, context: WriteContext) -> _Story:
    return _Story(
        guid=context.guids[story.local_id],
        version=context.version(story),
        local_id=story.local_id,
        language=story.language,
        main_headline=story.main_headline,
        derived_headline=story.derived_headline,
        headline=story.headline,
        headline_decision=story.headline_decision,
        bylines=story.bylines,
        source=story.source,
        dateline=story.dateline,
        paragraphs=len(story.paragraphs),
        characters=sum(len("".join(paragraph.split())) for paragraph in story.paragraphs),
        genre=story.genre,
        keywords=story.keywords,
        subjects=story.subjects,
        series=story.series,
        located=story.located,
        summary=story.summary,
        slugline=story.slugline,
        urgency=story.urgency,
        guesses=story.guesses,
        pub_status=story.pub_status,
        embargoed=story.embargoed,
        placements=story.parts,
    )


def _continuations(story: Story) -> tuple[_Continuation, ...]:
    return tuple(
        _Continuation(
            story=story.local_id,
            from_page=before.page,
            to_page=part.page,
            mid_paragraph=part.mid_paragraph,
            decision=part.continuation,
        )
        for before, part in zip(story.parts, story.parts[1:], strict=False)
    )


def _jumps(story: Story) -> tuple[_Jump, ...]:
    return tuple(
        _Jump(
            story=story.local_id,
            direction=jump.direction,
            page=jump.page,
            target=jump.target,
            text=jump.text,
            reason=jump.reason,
            evidence=jump.evidence,
        )
        for jump in story.unresolved_jumps
    )
