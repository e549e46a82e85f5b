"""What of a story makes a new version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.model.identity import content_hash

if TYPE_CHECKING:
    from newsml_export.model.story import Story


def fingerprint(story: Story) -> str:
    """Return a fingerprint of what a reader of the story would notice; how sure we are of it does not count."""
    parts = tuple(
        (part.page, part.section, part.first_paragraph, part.last_paragraph, part.jump_to, part.jump_from)
        for part in story.parts
    )
    return content_hash(
        story.language, story.headline, story.paragraphs, parts, story.bylines, story.source, story.dateline,
        [(jump.text, jump.target) for jump in story.unresolved_jumps], _seen_of_pictures(story), _metadata(story),
        story.summary, story.pub_status, story.embargoed, story.ed_note,
        *([story.correction] if story.correction else []),
    )  # fmt: skip


def _metadata(story: Story) -> list[object]:
    """Return what partners filter by, without how sure anybody is of it."""
    genre, series, located = story.genre, story.series, story.located
    return [
        genre and (genre.name, genre.qcode),
        [keyword.text for keyword in story.keywords],
        [(subject.name, subject.type, subject.qcode, subject.role, subject.posts) for subject in story.subjects],
        series and (series.name, series.number, series.qcode),
        located and (located.name, located.qcode),
        (story.slugline, story.urgency),
    ]


def _seen_of_pictures(story: Story) -> list[tuple[str | None, ...]]:
    return [
        (picture.href, picture.caption, picture.credit, picture.photographer, picture.sha256)
        for picture in story.pictures
    ]
