"""Compose English and German issues: broadsheets of 1890–1964 as OCR delivers them, pages of 1985–2023 from PDFs.

The truth holds the text as printed, misread characters included, since nobody corrects OCR; undone are only the
joins: a word broken at a line end, a column break or a jump is whole. A hyphen that belongs to a word stays, also
where a line ends with it. Labels of jumps are those that a person reads in a misread line.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.composer.corpus import articles
from tests.composer.latin_columns import plain
from tests.composer.latin_house import House, random_house
from tests.composer.latin_planning import LatinPlanner
from tests.composer.latin_setting import LatinSetter
from tests.composer.model import ComposedIssue
from tests.composer.truth import file_name, truth

if TYPE_CHECKING:
    from tests.composer.options import Options
    from tests.composer.planning import IssuePlan

LANGUAGES = ("en", "de")


def compose_latin(seed: int, options: Options) -> ComposedIssue:
    """Compose an English or German issue with ``options``; the same arguments give the same issue."""
    rng = random.Random(seed)
    house = random_house(rng, options)
    labels = _labels(rng.randint(*options.pages), house, rng, options)
    planner = LatinPlanner(house, articles(options.language), labels, rng, options)
    plan = planner.make()
    setter = LatinSetter(house, rng, options)
    pages = {page.label: setter.text(page, _announced(plan, page.index)) for page in plan.pages}
    for story in plan.stories:
        for part in story.parts:
            part.paragraphs = tuple(plain(paragraph) for paragraph in part.paragraphs)
    return ComposedIssue(
        pages=pages,
        truth=truth(plan, house.name, house.date.isoformat(), options.language),
        issue_toml=_issue_toml(house, plan),
    )


def _labels(count: int, house: House, rng: random.Random, options: Options) -> list[str]:
    """Return the labels of the pages: all of the issue, or some of its pages."""
    numbers = list(range(1, count + 1))
    if rng.random() < options.other_labels:
        numbers = [1, *sorted(rng.sample(range(2, 13), count - 1))]
        if house.language == "en" and not house.historic:
            form = rng.choice(("A{}", "A{}", "{}A", "B{}"))
            return [form.format(number) for number in numbers]
    return [str(number) for number in numbers]


def _announced(plan: IssuePlan, index: int) -> list[tuple[str, str]]:
    return [
        (story.article.short or story.article.headline[0], page.label)
        for page in plan.pages
        if page.index > index
        for story, part in page.parts
        if part.headline and part is story.parts[0] and not part.jump_from
    ]


def _issue_toml(house: House, plan: IssuePlan) -> str:
    lines = [
        "[issue]",
        f'publication = "{house.name}"',
        f"date = {house.date.isoformat()}",
        f'number = "{house.number}"',
        f'language = "{house.language}"',
    ]
    for page in plan.pages:
        lines += ["", "[[pages]]", f'file = "{file_name(page.label)}"', f'label = "{page.label}"']
        lines.append(f'section = "{page.section}"')
    return "\n".join(lines) + "\n"
