"""Entries that are written are entries that are read, whatever the text."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given

from newsml_export.formats.overrides_toml import (
    apart_entry,
    drop_entry,
    drop_headline_entry,
    entries_for,
    join_entry,
    story_entry,
    template,
)
from newsml_export.model.edition import OrphanHeadline
from newsml_export.model.story import (
    Alternative,
    AlternativeKind,
    Byline,
    BylineRole,
    Decision,
    HeadlineLine,
    HeadlineRole,
    PubStatus,
    StoryPart,
)
from newsml_export.readers.overrides_toml import read_overrides
from tests.formats.factories import make_story
from tests.formats.rich_edition import rich_edition

EDITION = rich_edition()

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(TEXT, TEXT)
def test_how_a_story_may_be_used_survives(note: str, correction: str) -> None:
    ends = dt.datetime(2023, 3, 9, 6, tzinfo=dt.UTC)
    story = make_story(pub_status=PubStatus.WITHHELD, embargoed=ends, ed_note=note, correction=correction)
    (entry,) = tomllib.loads(entries_for(story))["story"]
    assert (entry["status"], entry["embargoed"]) == ("withheld", ends)
    assert (entry["ed_note"], entry["correction"]) == (note, correction)
    assert not {"status", "embargoed", "ed_note", "correction"} & set(
        tomllib.loads(entries_for(make_story()))["story"][0]
    )


@given(TEXT, TEXT, TEXT)
def test_any_text_survives(page: str, begins: str, name: str) -> None:
    part = StoryPart(page=page, begins=begins)
    lines = (
        HeadlineLine(role=HeadlineRole.KICKER, text=name),
        HeadlineLine(role=HeadlineRole.MAIN, text=begins),
    )
    bylines = (Byline(name=name), Byline(name=begins, role=BylineRole.EDITOR))
    text = "\n".join(
        [
            story_entry(part, lines, bylines),
            join_entry([(page, begins), (page, name)]),
            apart_entry([(page, name), (page, begins)]),
            drop_entry(part),
            drop_headline_entry(OrphanHeadline(page=page, lines=lines)),
        ]
    )
    assert tomllib.loads(text) == {
        "story": [
            {
                "page": page,
                "begins": begins,
                "headline": [{"role": "kicker", "text": name}, {"role": "main", "text": begins}],
                "bylines": [name, {"name": begins, "role": "editor"}],
            }
        ],
        "join": [{"parts": [{"page": page, "begins": begins}, {"page": page, "begins": name}]}],
        "apart": [{"parts": [{"page": page, "begins": name}, {"page": page, "begins": begins}]}],
        "drop": [{"page": page, "begins": begins}, {"page": page, "headline": [name, begins]}],
    }


def test_the_template_of_an_issue(tmp_path: Path) -> None:
    parts = [
        replace(part, begins=part.begins or f"{story.local_id}的第{number}部分")
        for story in EDITION.stories
        for number, part in enumerate(story.parts)
    ]
    fresh = iter(parts)
    stories = [replace(story, parts=tuple(next(fresh) for _ in story.parts)) for story in EDITION.stories]
    edition = replace(EDITION, stories=tuple(stories))
    text = template(edition, stories, 1.01)
    assert tomllib.loads(text) == {}
    rows = [line for line in text.splitlines() if not line.startswith("##")]
    (tmp_path / "overrides.toml").write_text(
        "\n".join(row[2:] if row.startswith("# ") else "" for row in rows), encoding="utf-8"
    )
    entries = read_overrides(tmp_path).entries
    links = sum(len(story.parts) - 1 for story in stories)
    jumps = sum(len(story.unresolved_jumps) for story in stories)
    assert len(entries) == len(stories) + links + jumps + len(edition.orphan_headlines)
    assert len(template(edition, stories, 0.0)) < len(text)


def test_the_runner_up_is_what_the_template_proposes() -> None:
    story = EDITION.stories[0]
    orphan = OrphanHeadline(
        page=story.parts[0].page,
        lines=(
            HeadlineLine(role=HeadlineRole.MAIN, text="另一个标题"),
            HeadlineLine(role=HeadlineRole.DECK, text="副题"),
        ),
    )
    near = Alternative(kind=AlternativeKind.HEADLINE, page=story.parts[0].page, text="另一个标题 副题", confidence=0.4)
    doubtful = replace(story, headline_decision=Decision(confidence=0.5, evidence=("依据",), alternatives=(near,)))
    edition = replace(EDITION, stories=(doubtful,), orphan_headlines=(orphan,))
    text = template(edition, (doubtful,), 0.8)
    assert '#     { role = "deck", text = "副题" },' in text
    assert "##   依据" in text
    assert "or the headline “另一个标题 副题” on page" in text
