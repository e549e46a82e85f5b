"""Compose a whole issue: the only place that knows all the steps."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.composer.corpus import articles
from tests.composer.furniture import IssueFacts, random_facts
from tests.composer.houses import house
from tests.composer.latin import LANGUAGES, compose_latin
from tests.composer.model import ComposedIssue
from tests.composer.options import LEVELS, Options
from tests.composer.planning import IssuePlan, Planner
from tests.composer.setting import PageSetter
from tests.composer.truth import file_name, truth

if TYPE_CHECKING:
    from pathlib import Path


def compose(seed: int, level: str, **changes: object) -> ComposedIssue:
    """Compose an issue; the same arguments give the same issue.

    Args:
        seed: source of all chance.
        level: a key of ``LEVELS``.
        changes: fields of ``Options`` that differ from the level's.

    Raises:
        KeyError: there is no such level.
    """
    return compose_with(seed, replace(LEVELS[level], **changes))  # type: ignore[arg-type]


def compose_with(seed: int, options: Options) -> ComposedIssue:
    """Compose an issue with ``options``."""
    if options.language in LANGUAGES:
        return compose_latin(seed, options)
    rng = random.Random(seed)
    count = rng.randint(*options.pages)
    facts = random_facts(rng, count)
    names = house(options.language).publications
    name, title = names[facts.number % len(names)]
    facts = replace(facts, publication=name, latin=title)
    labels = _labels(count, rng, options)
    plan = Planner(facts, articles(options.language), labels, rng, options).make()
    setter = PageSetter(facts, rng, options)
    pages = {page.label: setter.text(page, _announced(plan, page.index)) for page in plan.pages}
    return ComposedIssue(
        pages=pages,
        truth=truth(plan, facts.publication, facts.date.isoformat(), options.language),
        issue_toml=_issue_toml(facts, plan, options),
    )


def write(issue: ComposedIssue, folder: Path) -> None:
    """Write the pages, ``issue.toml`` and ``truth.json`` into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for label, text in issue.pages.items():
        (folder / file_name(label)).write_text(text, encoding="utf-8")
    (folder / "issue.toml").write_text(issue.issue_toml, encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(issue.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _labels(count: int, rng: random.Random, options: Options) -> list[str]:
    if rng.random() < options.other_labels:
        form = rng.choice(("A{:02d}", "{:02d}", "A{}", "B{:02d}"))
        if options.rare_jump_forms and options.language == "zh-Hans" and rng.random() < 0.15:
            first = rng.choice((85, 190))
            return [str(first + n) for n in range(count)]
        return [form.format(n) for n in range(1, count + 1)]
    return [str(n) for n in range(1, count + 1)]


def _announced(plan: IssuePlan, index: int) -> list[tuple[str, str]]:
    later = [page for page in plan.pages if page.index > index]
    return [
        (story.article.headline[0], page.label)
        for page in later
        for story, part in page.parts
        if part.headline and part is story.parts[0]
    ]


def _number(facts: IssueFacts, language: str) -> str:
    return f"第{facts.number}{'期' if language == 'zh-Hans' else '号' if language == 'ja' else '號'}"


def _issue_toml(facts: IssueFacts, plan: IssuePlan, options: Options) -> str:
    lines = [
        "[issue]",
        f'publication = "{facts.publication}"',
        f"date = {facts.date.isoformat()}",
        f'number = "{_number(facts, options.language)}"',
        f'language = "{options.language}"',
    ]
    for page in plan.pages:
        lines += [
            "",
            "[[pages]]",
            f'file = "{file_name(page.label)}"',
            f'label = "{page.label}"',
            f'section = "{page.section}"',
        ]
    return "\n".join(lines) + "\n"
