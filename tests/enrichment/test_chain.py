from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial

import pytest

from newsml_export.enrich.analysis import Analysis
from newsml_export.enrich.base import EnrichContext, Enricher, EnricherInfo
from newsml_export.enrich.chain import enrich_all, in_order
from newsml_export.errors import PluginError
from newsml_export.model.story import HeadlineLine, HeadlineRole, Story
from newsml_export.model.subjects import Keyword
from tests.formats.factories import make_story


@dataclasses.dataclass
class Teller:
    """Adds its own name as a keyword."""

    info: EnricherInfo

    def enrich(self, story: Story, analysis: Analysis, context: EnrichContext) -> Story:
        said = f"{self.info.name} {context.publication} {len(analysis.sentences)}"
        return dataclasses.replace(story, keywords=(*story.keywords, Keyword(text=said, confidence=0.5)))


def teller(name: str, *after: str) -> Teller:
    return Teller(EnricherInfo(name=name, title="", summary="", after=after))


def tellers(*given: Enricher) -> Sequence[Enricher]:
    return in_order(given)


def test_an_enricher_comes_behind_those_that_it_reads() -> None:
    found = in_order([teller("a", "c", "missing"), teller("b"), teller("c", "d"), teller("d")])
    assert [one.info.name for one in found] == ["b", "d", "c", "a"]


def test_enrichers_that_wait_for_each_other_are_told() -> None:
    with pytest.raises(PluginError, match="wait for each other: "):
        in_order([teller("a", "b"), teller("b", "a")])


@pytest.mark.parametrize("number", [0, 1, 33, 100])
def test_two_processes_give_what_one_gives(number: int) -> None:
    stories = [make_story(paragraphs=(f"第{n}段。完。",)) for n in range(number)]
    load = partial(tellers, teller("b", "a"), teller("a"))
    context = EnrichContext(publication="江州晨报")
    one = list(enrich_all(stories, load, context))
    assert list(enrich_all(stories, load, context, jobs=2)) == one
    assert [story.paragraphs for story in one] == [story.paragraphs for story in stories]
    assert all([word.text for word in story.keywords] == ["a 江州晨报 2", "b 江州晨报 2"] for story in one)


def test_what_an_analysis_sees() -> None:
    story = make_story(
        headline=(HeadlineLine(role=HeadlineRole.DERIVED, text="派生"),),
        paragraphs=("他说：“走吧。”我们走了。真的？", "是；好"),
    )
    seen = Analysis(story, "jieba")
    assert seen.title == ""
    assert seen.text == seen.body
    assert seen.sentences == ("他说：“走吧。”", "我们走了。", "真的？", "是；", "好")
    assert "".join(seen.body_words) == seen.body
    assert seen.is_chinese
