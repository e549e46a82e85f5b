"""An issue as a composite item: its pages in order, each a composite of the stories that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.formats.json_text import date_time, language
from newsml_export.formats.ninjs.story_item import STANDARD, issue_name, page_uri, provider, rights, versioning
from newsml_export.formats.xml_text import line_or_none, uri_reference
from newsml_export.model.story import HeadlineRole, PubStatus
from newsml_export.vocabularies.qcodes import publisher_catalog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.formats.json_text import Json
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story, StoryPart


def issue_item(edition: Edition, stories: Sequence[Story], context: WriteContext) -> dict[str, Json]:
    """Return the issue as an item.

    Args:
        edition: the issue.
        stories: those to refer to, in order.
        context: identities, versions, the publisher.
    """
    info, publisher = edition.info, context.publisher
    name = issue_name(info)
    catalog = publisher_catalog(publisher.domain)
    said = (
        ("publication", info.publication),
        ("date", info.date.isoformat()),
        ("number", info.number),
        ("edition", info.edition),
    )
    return {
        "uri": uri_reference(context.package_guid),
        "type": "composite",
        "standard": STANDARD,
        "representationType": "full",
        "profile": "newspaper-issue",
        **versioning(context.versions[context.package_guid]),
        "contentCreated": date_time(publisher.published(info.date)),
        "pubStatus": str(PubStatus.USABLE),
        "language": language(info.language),
        "title": name,
        "headlines": [{"role": str(HeadlineRole.MAIN), "contentType": "text/plain", "value": name}],
        "located": line_or_none(info.place),
        "infoSources": [provider(publisher, catalog.declares, catalog.uri)],
        **rights(publisher),
        "altIds": [{"role": role, "value": line_or_none(value)} for role, value in said if line_or_none(value)],
        "associations": [
            {
                "name": label or "?",
                "uri": page_uri(context.package_guid, label),
                "rel": "page",
                "type": "composite",
                "title": line_or_none(section),
                "altIds": [
                    {"role": "page", "value": line_or_none(label)},
                    {"role": "section", "value": line_or_none(section)},
                ],
                "associations": [_reference(story, context) for story in placed],
            }
            for label, section, placed in _pages(edition, stories)
        ],
    }


def _pages(edition: Edition, stories: Sequence[Story]) -> list[tuple[str, str | None, list[Story]]]:
    """Return label, section and stories of the pages of the issue, then of those that only stories name."""
    pages: dict[str, tuple[str | None, list[tuple[StoryPart, Story]]]] = {}
    for page in edition.pages:
        pages.setdefault(page.label, (page.section, []))
    for story in stories:
        for part in story.parts:
            pages.setdefault(part.page, (part.section, []))[1].append((part, story))
    found = []
    for label, (section, placed) in pages.items():
        ordered = [story for _, story in sorted(placed, key=lambda one: one[0].order)]
        found.append((label, section, list({story.local_id: story for story in ordered}.values())))
    return found


def _reference(story: Story, context: WriteContext) -> Json:
    title = line_or_none(story.main_headline)
    return {
        "name": title or str(story.local_id),
        "uri": uri_reference(context.guids[story.local_id]),
        "rel": "story",
        "type": "text",
        "representationType": "partial",
        "version": str(context.version(story).number),
        "pubStatus": str(story.pub_status),
        "title": title,
    }
