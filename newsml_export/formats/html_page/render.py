"""From what the page shows to HTML."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from newsml_export.formats.html_page.labels import labels
from newsml_export.formats.html_page.overview import MapLink, MapRow, Overview, overview
from newsml_export.formats.html_page.view import IssueView, PageView, PartView, StoryView, issue_view, lost
from newsml_export.formats.json_ld import issue_graph
from newsml_export.formats.json_text import for_script
from newsml_export.formats.xml_text import clean
from newsml_export.model.story import HeadlineRole, JumpDirection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsml_export.formats.base import WriteContext
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import LocalId

_PACKAGE = "newsml_export.formats.html_page"


def render(edition: Edition, context: WriteContext, exported: Iterable[LocalId]) -> str:
    """Return the page for ``edition`` as HTML that encodes to UTF-8.

    Args:
        edition: the issue.
        context: the clock, guids and versions.
        exported: the stories whose documents were written.
    """
    exported = tuple(exported)
    view = issue_view(edition, context, exported)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            t=labels(edition.info.language),
            info=edition.info,
            edition=edition,
            context=context,
            view=view,
            overview=_overview(view),
            articles=_articles(edition, context, exported),
        )
    )


def _articles(edition: Edition, context: WriteContext, exported: Iterable[LocalId]) -> Markup | None:
    """Return the stories that may be shown as JSON-LD that is safe inside a ``script`` element."""
    names = set(exported)
    graph = issue_graph(edition, context, (story for story in edition.stories if story.local_id in names))
    return None if graph is None else Markup(for_script(graph))  # noqa: S704 - escaped for where it stands


def _overview(view: IssueView) -> Overview:
    links = [
        MapLink(
            source=story.parts[part.number - 1].anchor,
            target=part.anchor,
            story=story.story.local_id,
            title=story.story.main_headline,
            doubtful=part.judgement is not None and part.judgement.doubtful,
        )
        for story in view.stories
        for part in story.parts[1:]
    ]
    pages = [(page.page.label, page.anchor, tuple(_rows(page))) for page in view.pages]
    keys = {row.key for _, _, rows in pages for row in rows}
    return overview(pages, [link for link in links if link.source in keys and link.target in keys])


def _rows(page: PageView) -> Iterator[MapRow]:
    for entry in page.entries:
        part = entry.parts[0] if isinstance(entry, StoryView) else entry
        judgement = entry.judgement
        yield MapRow(
            key=part.anchor,
            story=part.story.local_id,
            title=part.headline if part.number and part.headline else part.story.main_headline,
            continued=part.number > 0,
            warning=bool(part.jumps) or (judgement is not None and judgement.doubtful),
            lost_to=lost(part, JumpDirection.TO),
            lost_from=lost(part, JumpDirection.FROM),
        )
    for number, orphan in enumerate(page.orphans, 1):
        title = next((line.text for line in orphan.lines if line.role is HeadlineRole.MAIN), orphan.lines[0].text)
        yield MapRow(key=f"{page.anchor}-orphan-{number}", story="", title=title, warning=True)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(_PACKAGE, "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals["asset"] = _asset
    environment.tests["part"] = lambda entry: isinstance(entry, PartView)
    return environment


def _finalize(value: object) -> object:
    """Keep characters that HTML forbids off the page; the one place that every printed value passes."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _asset(name: str) -> Markup:
    """Return a file of ours that goes into the page as it is."""
    text = (resources.files(_PACKAGE) / "assets" / name).read_text("utf-8")
    return Markup(text)  # noqa: S704 - our own style sheet and script, no value of the issue
