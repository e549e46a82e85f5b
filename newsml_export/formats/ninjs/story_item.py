"""A story as a ninjs 3.0 item; see ``docs/json-formats.md`` for what stands where, and for what ninjs cannot hold."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from newsml_export.formats.json_text import Json, date_time, language, paragraphs_html, percent
from newsml_export.formats.ninjs.subjects import confidences, genre, series, subjects
from newsml_export.formats.xml_text import clean, line_or_none, uri_reference
from newsml_export.model.story import BylineRole, HeadlineRole
from newsml_export.vocabularies.qcodes import publisher_catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.identity import Version
    from newsml_export.model.issue import IssueInfo
    from newsml_export.model.publisher import Publisher
    from newsml_export.model.story import Byline, HeadlineLine, Picture, Story, StoryPart

MEDIA_TYPE = "application/json"
STANDARD: Json = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
_URGENCIES = range(1, 10)
_PLAIN, _HTML = "text/plain", "text/html"
_FIRST = (HeadlineRole.MAIN, HeadlineRole.DERIVED)
_PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
}


class StoryItemBuilder:
    """Builds the items of one edition."""

    def __init__(self, edition: Edition, context: WriteContext) -> None:
        self._info, self._context = edition.info, context
        self._catalog = publisher_catalog(context.publisher.domain)
        self._published = date_time(context.publisher.published(edition.info.date))
        self._provider = provider(context.publisher, self._catalog.declares, self._catalog.uri)

    def build(self, story: Story) -> dict[str, Json]:
        """Return ``story`` as an item; see ``json_text.encoded`` for what becomes of values that are unknown."""
        context = self._context
        guid = uri_reference(context.guids[story.local_id])
        item: dict[str, Json] = {
            "uri": guid,
            "type": "text",
            "standard": STANDARD,
            "representationType": "full",
            "profile": "text-photo" if story.pictures else "text-only",
            **versioning(context.version(story)),
            "contentCreated": self._published,
            "embargoedUntil": date_time(story.embargoed) if story.embargoed is not None else None,
            "pubStatus": str(story.pub_status),
            "language": language(story.language),
            "title": line_or_none(story.main_headline),
            "headlines": headlines(story.headline),
            "by": by_line(story.bylines),
            "slugline": line_or_none(story.slugline),
            "urgency": story.urgency if story.urgency in _URGENCIES else None,
            "located": _located(story),
            "descriptions": [
                _text("summary", story.summary),
                _text("dateline", story.dateline.text if story.dateline is not None else None),
            ],
            "bodies": _bodies(story),
            **subjects(story, self._catalog),
            "genres": genre(story.genre, self._catalog),
            "infoSources": [*_sources(story), self._provider],
            "edNote": line_or_none(story.ed_note),
            **rights(context.publisher),
            "altIds": [{"role": "local-id", "value": str(story.local_id)}, *confidences(story)],
        }
        item["associations"] = [
            *(_picture(picture, guid, number) for number, picture in enumerate(story.pictures, 1)),
            *(self._printed_on(part, number) for number, part in enumerate(story.parts, 1)),
            series(story.series, self._catalog),
            {
                "name": issue_name(self._info),
                "uri": uri_reference(context.package_guid),
                "rel": "issue",
                "type": "composite",
            },
        ]
        return item

    def _printed_on(self, part: StoryPart, number: int) -> Json:
        """Return a part of the story as an association with the page that it is printed on."""
        decision = part.continuation
        said: tuple[tuple[str, str | None], ...] = (
            ("part", str(number)),
            ("page", part.page),
            ("section", part.section),
            ("order", str(part.order)),
            ("paragraphs", f"{part.first_paragraph + 1}-{part.last_paragraph + 1}"),
            ("jump-from", part.jump_from),
            ("jump-to", part.jump_to),
            ("mid-paragraph", "true" if part.mid_paragraph else None),
            ("confidence", str(percent(decision.confidence)) if decision is not None else None),
        )
        return {
            "name": part.page or "?",
            "uri": page_uri(self._context.package_guid, part.page),
            "rel": "printed-on",
            "type": "composite",
            "representationType": "partial",
            "title": line_or_none(part.section),
            "headlines": headlines(part.headline),
            "altIds": [{"role": role, "value": line_or_none(value)} for role, value in said if line_or_none(value)],
        }


def versioning(version: Version) -> dict[str, Json]:
    """Return what says which state of an item this is."""
    return {
        "version": str(version.number),
        "firstCreated": date_time(version.first_created),
        "versionCreated": date_time(version.version_created),
    }


def rights(publisher: Publisher) -> dict[str, Json]:
    """Return the publisher's rights.

    ``rightsInfo`` is for expressions in a rights language (ODRL, RightsML), of which the settings hold none.
    """
    return {
        "copyrightHolder": line_or_none(publisher.copyright_holder),
        "copyrightNotice": line_or_none(publisher.copyright_notice),
        "usageTerms": line_or_none(publisher.usage_terms),
    }


def provider(publisher: Publisher, declares: Callable[[str], bool], uri: Callable[[str], str]) -> Json:
    """Return the publisher as an information source; ninjs has no provider."""
    code = publisher.provider_qcode
    return {
        "name": line_or_none(publisher.name) or publisher.domain,
        "role": "provider",
        "uri": uri(code) if code and declares(code) else None,
    }


def issue_name(info: IssueInfo) -> str:
    """Return an issue's name in a line: newspaper, date, number, edition."""
    parts = (info.publication, f"{info.date:%Y-%m-%d}", info.number, info.edition)
    return " ".join(filter(None, map(line_or_none, parts)))


def page_uri(package_guid: str, label: str) -> str:
    """Return the identifier of a page of an issue."""
    return f"{uri_reference(package_guid)}:page:{quote(clean(label), safe='')}"


def headlines(lines: Sequence[HeadlineLine]) -> list[Json]:
    """Return a headline stack: an entry a role, the main one first, because importers take the first.

    Where that loses something, the lines as printed follow as HTML in an entry of the role ``printed``. A headline that
    was made by us counts as the main one, and is marked by a second entry of the role ``derived``.
    """
    texts: dict[HeadlineRole, list[str]] = {}
    printed: list[tuple[HeadlineRole, str]] = []
    for line in lines:
        text = line_or_none(line.text)
        if text is not None:
            texts.setdefault(line.role, []).append(text)
            printed.append((line.role, text))
    ordered = [role for role in _FIRST if role in texts] + [role for role in texts if role not in _FIRST]
    entries: list[Json] = []
    for role in ordered:
        value = " ".join(texts[role])
        if role is HeadlineRole.DERIVED and HeadlineRole.MAIN not in texts:
            entries.append({"role": str(HeadlineRole.MAIN), "contentType": _PLAIN, "value": value})
        entries.append({"role": str(role), "contentType": _PLAIN, "value": value})
    if printed != [(role, texts[role][0]) for role in ordered]:
        html = "".join(f'<p class="{role}">{escape(text, quote=False)}</p>' for role, text in printed)
        entries.append({"role": "printed", "contentType": _HTML, "value": html})
    return entries


def by_line(bylines: Sequence[Byline]) -> str | None:
    """Return the by-lines in one line; words that stood before several names in a row are said once."""
    words: list[str] = []
    last: str | None = None
    for byline in bylines:
        name, title = line_or_none(byline.name), line_or_none(byline.title)
        words += [title] if title is not None and title != last else []
        words += [name] if name is not None else []
        last = title
    return " ".join(words) or None


def _located(story: Story) -> str | None:
    """Return the place of the dateline, or else the one that the story comes from."""
    place = line_or_none(story.dateline.place) if story.dateline is not None else None
    return place or (line_or_none(story.located.name) if story.located is not None else None)


def _text(role: str, value: str | None) -> Json:
    text = line_or_none(value)
    return None if text is None else {"role": role, "contentType": _PLAIN, "value": text}


def _bodies(story: Story) -> list[Json]:
    if not story.paragraphs:
        return []
    plain = "\n\n".join(map(clean, story.paragraphs))
    count = sum(len("".join(paragraph.split())) for paragraph in story.paragraphs)
    return [
        {"role": "main", "contentType": _HTML, "charCount": count, "value": paragraphs_html(story.paragraphs)},
        {"role": "main", "contentType": _PLAIN, "charCount": count, "value": plain},
    ]


def _sources(story: Story) -> Iterator[Json]:
    """Return whom the story comes from: people by their by-lines, then the source of the text.

    ``literal`` holds the words as printed where they are more than the name.
    """
    for byline in story.bylines:
        name, title = line_or_none(byline.name), line_or_none(byline.title)
        if name is not None:
            yield {
                "name": name,
                "role": str(byline.role or BylineRole.REPORTER),
                "literal": f"{title} {name}" if title is not None else None,
            }
    if story.source is not None:
        name, text = line_or_none(story.source.name), line_or_none(story.source.text)
        if name is not None or text is not None:
            yield {"name": name or text, "role": "source", "literal": text if text != name else None}


def _picture(picture: Picture, guid: str, number: int) -> Json:
    """Return a picture as an associated item.

    ``href`` of a rendition is a whole URI; the name of a file that stands beside the issue is its title instead.
    """
    address = uri_reference(picture.href)
    whole = bool(urlsplit(address).scheme)
    caption = line_or_none(picture.caption)
    return {
        "name": caption or f"picture {number}",
        "uri": f"{guid}:picture:{number}",
        "rel": "illustration",
        "type": "picture",
        "descriptions": [_text("caption", caption)],
        "by": line_or_none(picture.credit),
        "renditions": [
            {
                "name": "original",
                "href": address if whole else None,
                "title": None if whole else line_or_none(picture.href),
                "contentType": _PICTURE_TYPES.get(address.rpartition(".")[2].lower()),
            }
        ],
    }
