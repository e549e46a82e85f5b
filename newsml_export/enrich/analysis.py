"""What several enrichers need of a story's text: its sentences and words, each found at most once a story."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from newsml_export.enrich.engine import Engine, Word, engine
from newsml_export.vocabularies.language_tags import is_chinese, is_traditional_chinese

if TYPE_CHECKING:
    from newsml_export.model.story import Story

_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]*[”’」』）)]*")


class Analysis:
    """Lazy: what nobody asks for is not worked out, and a dictionary is loaded by the first who needs it."""

    def __init__(self, story: Story, engine_name: str | None = None) -> None:
        """Prepare to look at ``story``.

        Args:
            story: its headline stack and paragraphs are looked at.
            engine_name: ``jieba``, ``rjieba``; ``None`` takes the faster one that is installed.
        """
        self._story = story
        self._engine_name = engine_name

    @cached_property
    def engine(self) -> Engine:
        """The segmenter."""
        return engine(self._engine_name)

    @cached_property
    def title(self) -> str:
        """The lines of the headline stack, without a derived one, a line each."""
        from newsml_export.model.story import HeadlineRole

        return "\n".join(line.text for line in self._story.headline if line.role is not HeadlineRole.DERIVED)

    @cached_property
    def body(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(self._story.paragraphs)

    @cached_property
    def text(self) -> str:
        """Title and body, a line feed between them."""
        return f"{self.title}\n{self.body}" if self.title else self.body

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the body in order; none goes over the end of a paragraph."""
        found = (one.strip() for paragraph in self._story.paragraphs for one in _SENTENCE.findall(paragraph))
        return tuple(one for one in found if one)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether the language of the story is Chinese, in any script."""
        return is_chinese(self._story.language)

    @cached_property
    def is_traditional(self) -> bool:
        """Whether the story is in traditional characters."""
        return is_traditional_chinese(self._story.language)

    @cached_property
    def simple(self) -> str:
        """The text of a Chinese story in simplified characters, as long as ``text``."""
        if not self.is_traditional:
            return self.text
        from newsml_export.enrich.chinese_text import simplified

        return simplified(self.text)

    @cached_property
    def simple_words(self) -> tuple[str, ...]:
        """The words of ``simple`` in order; joined they are that text again."""
        if self.is_traditional:
            return self.engine.cut(self.simple)
        return (*self.title_words, "\n", *self.body_words) if self.title else self.body_words

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of the title in order."""
        return self.engine.cut(self.title)

    @cached_property
    def body_words(self) -> tuple[str, ...]:
        """The words of the body in order; joined they are the body again."""
        return self.engine.cut(self.body)

    @cached_property
    def tagged(self) -> tuple[Word, ...]:
        """The words of title and body with their parts of speech. Dear: ten times what words alone cost."""
        return self.engine.tag(self.text)
