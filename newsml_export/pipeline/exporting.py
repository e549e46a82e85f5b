"""Write, validate, put in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from newsml_export import errors
from newsml_export._version import __version__
from newsml_export.findings import Finding, Severity
from newsml_export.formats.base import Document, FormatSession, FormatWriter, WriteContext
from newsml_export.formats.picture_files import picture_documents
from newsml_export.formats.report_json import DocumentOutcome, Remembered, read_report, report
from newsml_export.model import identity
from newsml_export.model.edition import Edition
from newsml_export.model.fingerprint import fingerprint
from newsml_export.model.identity import Version
from newsml_export.model.story import Story
from newsml_export.pipeline.reading import settings_for
from newsml_export.plugins import format_writer
from newsml_export.profiles import Importer, Profile
from newsml_export.settings import Settings
from newsml_export.sinks.copies import copied
from newsml_export.validation.validator import Validator
from newsml_export.validation.verdict import Verdict

#: called with a step's name, how far it is, and how far it goes
Progress = Callable[[str, int, int], None]
REPORT = "report.json"
#: how the media types of documents end that are validated
_VALIDATED = ("xml", "json")
_ANY_JSON = "application/json"


class Sink(Protocol):
    """Where documents are put."""

    def put(self, path: str, content: bytes) -> object:
        """Put ``content`` in place under ``path``, whole or not at all."""

    def remove(self, path: str) -> None:
        """Take away what an earlier export put under ``path``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document."""

    document: Document
    #: ``None``: of a kind that is not validated
    verdict: Verdict | None

    @property
    def delivered(self) -> bool:
        """Whether the document was put in place."""
        return self.document.deliver and (self.verdict is None or self.verdict.valid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an export made."""

    edition: Edition
    outcomes: tuple[Outcome, ...]
    #: all findings: the reader's, the page understanding's, and those about documents
    findings: tuple[Finding, ...]
    #: paths of what was put in place, relative, with ``/``
    paths: tuple[str, ...]
    #: content by path, where the export was made to memory
    files: Mapping[str, bytes] = field(default_factory=dict)
    folder: Path | None = None

    @property
    def exit_code(self) -> int:
        """0: all valid; 1: made, but there are errors among the findings."""
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def export(
    edition: Edition,
    to: Path | str | None = None,
    *,
    settings: Settings | None = None,
    formats: Sequence[str] | None = None,
    bundle: bool | None = None,
    now: dt.datetime | None = None,
    progress: Progress | None = None,
    profile: Profile | None = None,
) -> Export:
    """Write ``edition`` in all ``formats``, validate every document, and put the valid ones in place.

    Args:
        edition: the stories to write.
        to: output folder; ``None`` keeps the documents in memory (``Export.files``). Versions rise over what an
            earlier export left in the folder, and files of stories that are gone are taken away.
        settings: the publisher's; ``None`` looks for them beside and above the edition's source.
        formats: names of formats; ``None`` takes those of the profile, or else of the settings.
        bundle: deliver stories only inside ``message.xml``; ``None`` asks the settings.
        now: the clock, with a time zone; fractions of a second are dropped. ``None``: the machine's clock.
        progress: called while stories are written.
        profile: the importer that the documents are for; ``None`` asks the settings. A document that the importer
            would not take is not put in place, but explained.

    Raises:
        SettingsError: the settings are wrong.
        UsageError: a format does not exist, or ``now`` has no time zone.
        OutputError: the folder cannot be written to.
    """
    settings = settings or settings_for(edition.source, edition.info.publication)
    now = _clock(now)
    profile = profile or settings.profile
    chosen = formats or (profile.formats if profile is not None else ()) or settings.formats
    writers = {name: format_writer(name) for name in chosen}
    sink, previous = _open_sink(Path(to) if to is not None else None)
    context = write_context(edition, settings, now, previous.versions, bundle)
    if profile is not None:
        context = replace(context, shape=profile.shape)
    writing = _Writing(edition, context, progress, profile)
    outcomes, findings = writing.run(writers)
    findings = (*_unheeded(context, profile), *findings)
    pictures = picture_documents(edition, {REPORT, *(outcome.document.path for outcome in outcomes)})
    outcomes = (*outcomes, *(Outcome(document=picture, verdict=None) for picture in pictures))
    findings = (*settings.findings, *edition.findings, *findings)
    outcomes = (*outcomes, _report(edition, writing.context, outcomes, findings))
    delivered = [outcome.document for outcome in outcomes if outcome.delivered]
    for document in delivered:
        sink.put(document.path, copied(document.copy_of) if document.copy_of else document.content)
    paths = tuple(document.path for document in delivered)
    for path in previous.paths - set(paths):
        sink.remove(path)
    return Export(
        edition=edition,
        outcomes=outcomes,
        findings=findings,
        paths=paths,
        files=dict(getattr(sink, "files", {})),
        folder=Path(to) if to is not None else None,
    )


def _clock(now: dt.datetime | None) -> dt.datetime:
    if now is None:
        now = dt.datetime.now(dt.UTC)
    if now.tzinfo is None:
        raise errors.UsageError("the clock has no time zone.", next_step="Give one, such as 2023-03-08T06:00:00+08:00.")
    return now.replace(microsecond=0)


def _open_sink(folder: Path | None) -> tuple[Sink, Remembered]:
    from newsml_export.sinks.folder import FolderSink
    from newsml_export.sinks.memory import MemorySink

    if folder is None:
        return MemorySink(), Remembered(versions={}, paths=frozenset())
    sink = FolderSink(folder)
    file = folder / REPORT
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return sink, Remembered(versions={}, paths=frozenset())
    except OSError as error:
        raise errors.OutputError(
            f"cannot be read ({error.strerror}).",
            location=errors.Location(file=str(file)),
            next_step="Free the path, or choose another folder with -o.",
        ) from error
    return sink, read_report(content, file=str(file))


def write_context(
    edition: Edition,
    settings: Settings,
    now: dt.datetime,
    previous: Mapping[str, Version] | None = None,
    bundle: bool | None = None,
) -> WriteContext:
    """Return what writers need to know beside ``edition``.

    Args:
        edition: its stories get the identities that they came with, or new ones.
        settings: the publisher's.
        now: the clock, with a time zone.
        previous: versions that were exported before, by guid.
        bundle: deliver stories only inside one larger document; ``None`` asks the settings.
    """
    publisher, info = settings.publisher, edition.info
    now = now.astimezone(publisher.time_zone)
    guids = {story.local_id: identity.guid(publisher.domain, info, story.local_id) for story in edition.stories}
    guids |= {known.local_id: known.guid for known in edition.identities}
    previous = {**_delivered_versions(edition), **(previous or {})}
    versions: dict[str, Version] = {
        guids[story.local_id]: identity.next_version(previous, guids[story.local_id], fingerprint(story), now)
        for story in edition.stories
    }
    whole = edition.identity
    package = identity.guid(publisher.domain, info, "issue" + (f"-{_slug(info.edition)}" if info.edition else ""))
    package = whole.guid if whole is not None else package
    placed = (
        [(page.label, page.section) for page in edition.pages],
        sorted((guid, version.number) for guid, version in versions.items()),
    )
    content = identity.content_hash(info, placed)
    if whole is not None and whole.version is not None:
        previous = {package: replace(whole.version, content_hash=content), **previous}
    versions[package] = identity.next_version(previous, package, content, now)
    return WriteContext(
        publisher=publisher,
        now=now,
        message=settings.message,
        generator=f"newsml-export {__version__}",
        guids=guids,
        # Stories that are gone are remembered, so that one that comes back does not begin anew.
        versions={**previous, **versions},
        package_guid=package,
        feed=settings.feed,
        bundle=settings.bundle if bundle is None else bundle,
        text_as_nitf=settings.text_as_nitf,
    )


def _unheeded(context: WriteContext, profile: Profile | None) -> tuple[Finding, ...]:
    """Return what was asked for and is not done, because the importer needs it otherwise."""
    if profile is None or not context.text_as_nitf or not context.shape.keeps_xhtml:
        return ()
    return (
        Finding(
            code="text-kept-as-xhtml",
            severity=Severity.INFO,
            message=f"newsItems carry their text as XHTML, not as NITF: {profile.title} reads it there.",
            location=errors.Location(path="export.text"),
            mend="Nothing, or leave --for out.",
        ),
    )


def _delivered_versions(edition: Edition) -> dict[str, Version]:
    """Return the versions that stories came in, by guid: what came is what will be written, so it is no new one."""
    stories = {story.local_id: story for story in edition.stories}
    return {
        known.guid: replace(known.version, content_hash=fingerprint(stories[known.local_id]))
        for known in edition.identities
        if known.version is not None and known.local_id in stories
    }


def _slug(text: str) -> str:
    return str(identity.given_local_id(text))


class _Writing:
    """One edition on its way through the writers and the validator."""

    def __init__(
        self, edition: Edition, context: WriteContext, progress: Progress | None, profile: Profile | None
    ) -> None:
        self.edition, self.context = edition, context
        self.importer = Importer(profile) if profile is not None else None
        self.progress = progress or (lambda _step, _done, _total: None)
        self.validator = Validator()
        self.outcomes: list[Outcome] = []
        self.findings: list[Finding] = []

    def run(self, writers: Mapping[str, FormatWriter]) -> tuple[tuple[Outcome, ...], tuple[Finding, ...]]:
        sessions = {name: writer.open(self.edition, self.context) for name, writer in writers.items()}
        whole: dict[str, list[Story]] = {name: [] for name in writers}
        total = len(self.edition.stories)
        for done, story in enumerate(self.edition.stories):
            self.progress("stories", done, total)
            for name, session in sessions.items():
                if self._write_story(name, session, story):
                    whole[name].append(story)
        self.progress("stories", total, total)
        for name, session in sessions.items():
            self._write_issue(name, session, whole[name])
        return tuple(self.outcomes), tuple(self.findings)

    def _write_story(self, name: str, session: FormatSession, story: Story) -> bool:
        place = errors.Location(story=story.main_headline, page=story.parts[0].page)
        try:
            documents = list(session.story_documents(story))
        except Exception as error:
            self._failed(name, error, place)
            return False
        # Every document is checked, so that one bad one does not hide the next.
        verdicts = [self._check(name, document, place) for document in documents]
        return all(verdicts)

    def _write_issue(self, name: str, session: FormatSession, stories: Sequence[Story]) -> None:
        try:
            documents = list(session.issue_documents(stories))
        except Exception as error:
            self._failed(name, error, errors.Location(file=name))
            return
        for document in documents:
            self._check(name, document, errors.Location(file=document.path))

    def _failed(self, name: str, error: Exception, place: errors.Location) -> None:
        self.findings.append(
            Finding(
                code="format-failed",
                severity=Severity.ERROR,
                message=f"The format “{name}” could not be written: {error!r}.",
                location=place,
                mend="Report this with the input: a writer must take every story.",
            )
        )

    def _check(self, name: str, document: Document, place: errors.Location) -> bool:
        if not document.media_type.endswith(_VALIDATED):
            self.outcomes.append(Outcome(document=document, verdict=None))
            return True
        verdict: Verdict | None = self.validator.check(document.content, document.path)
        if document.media_type == _ANY_JSON and verdict is not None and _is_unknown(verdict):
            # Another's format may write JSON of its own making, which nobody here can judge.
            verdict = None
        valid = verdict is None or verdict.valid
        if valid and verdict is not None and self.importer is not None:
            verdict = self.importer.judged(name, document, verdict)
        self.outcomes.append(Outcome(document=document, verdict=verdict))
        if verdict is None or verdict.valid:
            return True
        if valid and self.importer is not None:
            self.findings.append(self.importer.refusal(verdict, place))
            return False
        reasons = [finding.message for finding in verdict.findings if finding.severity is Severity.ERROR]
        self.findings.append(
            Finding(
                code="document-invalid",
                severity=Severity.ERROR,
                message=f"{document.path} is not valid and was not put in place: {reasons[0]}",
                location=replace(place, file=document.path),
                mend="Report this with the input: what we write must be valid.",
                evidence=tuple(reasons[1:4]),
            )
        )
        return False


def _is_unknown(verdict: Verdict) -> bool:
    return verdict.kind is None and [finding.code for finding in verdict.findings] == ["unknown-document"]


def _report(
    edition: Edition, context: WriteContext, outcomes: Sequence[Outcome], findings: Sequence[Finding]
) -> Outcome:
    rows = [
        DocumentOutcome(
            path=outcome.document.path,
            media_type=outcome.document.media_type,
            size=outcome.document.size,
            valid=outcome.verdict.valid if outcome.verdict else None,
            delivered=outcome.delivered,
            findings=outcome.verdict.findings if outcome.verdict else (),
            checked_with=outcome.verdict.checked_with if outcome.verdict else (),
            story=outcome.document.story,
        )
        for outcome in outcomes
    ]
    return Outcome(document=report(edition, context, outcomes=rows, findings=findings), verdict=None)
