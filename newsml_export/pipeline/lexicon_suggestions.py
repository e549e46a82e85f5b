"""Names that come up again and again and that the publisher's lexicon does not know yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsml_export.model.lexicon import Lexicon, LexiconKind
from newsml_export.model.subjects import SubjectType

if TYPE_CHECKING:
    from newsml_export.model.edition import Edition
    from newsml_export.model.story import Story

_KINDS = {
    SubjectType.PERSON: LexiconKind.PERSON,
    SubjectType.ORGANISATION: LexiconKind.ORGANISATION,
    SubjectType.GEO_AREA: LexiconKind.PLACE,
    SubjectType.OBJECT: LexiconKind.WORK,
    SubjectType.EVENT: LexiconKind.EVENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An entry that a lexicon could have."""

    kind: LexiconKind
    name: str
    #: stories that it was found in
    stories: int
    #: headlines of some of them
    examples: tuple[str, ...]
    #: what the text calls a person
    posts: tuple[str, ...] = ()


def suggest(editions: Iterable[Edition], lexicon: Lexicon, *, least: int = 2) -> tuple[Suggestion, ...]:
    """Return names that programs found in at least ``least`` stories and that ``lexicon`` does not know.

    Args:
        editions: enriched.
        lexicon: what is known, ignored entries included.
        least: stories.

    Returns:
        The most frequent first, then by kind and name.
    """
    known = {(entry.kind, form.casefold()) for entry in lexicon.entries for form in entry.forms}
    headlines: dict[tuple[LexiconKind, str], list[str]] = defaultdict(list)
    posts: dict[tuple[LexiconKind, str], Counter[str]] = defaultdict(Counter)
    for edition in editions:
        for story in edition.stories:
            for kind, name, titles in set(_named(story)):
                if (kind, name.casefold()) not in known:
                    headlines[kind, name].append(story.main_headline)
                    posts[kind, name].update(titles)
    found = (
        Suggestion(
            kind=kind,
            name=name,
            stories=len(where),
            examples=tuple(dict.fromkeys(where))[:3],
            posts=tuple(post for post, _ in posts[kind, name].most_common(3)),
        )
        for (kind, name), where in headlines.items()
        if len(where) >= least
    )
    return tuple(sorted(found, key=lambda one: (-one.stories, one.kind, one.name)))


def as_toml(suggestions: Iterable[Suggestion]) -> str:
    """Return entries for a ``lexicon.toml``, each with a comment that says where the name was found."""
    return "\n".join("\n".join(_entry(one)) + "\n" for one in suggestions)


def _named(story: Story) -> Iterator[tuple[LexiconKind, str, tuple[str, ...]]]:
    for subject in story.subjects:
        kind = _KINDS.get(subject.type)
        # What a person said is no news to anybody; a code of another's scheme says that the place is well known.
        if kind is not None and subject.confidence is not None and not subject.same_as:
            yield kind, subject.name, subject.posts
    if story.series is not None and story.series.confidence is not None:
        yield LexiconKind.COLUMN, story.series.name, ()


def _entry(one: Suggestion) -> Iterator[str]:
    where = "; ".join(" ".join(title.split()) for title in one.examples)
    yield f"# in {one.stories} stories: {where}"
    if one.posts:
        yield f"# {', '.join(' '.join(post.split()) for post in one.posts)}"
    yield f"[[{one.kind}]]"
    escaped = one.name.replace("\\", "\\\\").replace('"', '\\"')
    yield f'name = "{escaped}"'
