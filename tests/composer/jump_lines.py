"""Jump lines in every written form, for both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from tests.composer.options import Options

NUMERALS = "零一二三四五六七八九十"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = "①②③④⑤⑥⑦⑧⑨"

#: {n} label, {f} in full width, {p} with two digits, {c} Chinese numeral, {o} circled number of the jump among those
#: between the two pages
TO_USUAL = ("（下转{n}版）", "（下转第{n}版）", "（下转第{c}版）", "(下转第{n}版)", "（下转第{c}版）")
TO_RARE = (
    "下转第{c}版",
    "（下转第 {n} 版）",
    "(下转第 {n} 页)",
    "（下转第{n}页）",
    "【下转第{n}版】",
    "▶下转{n}版",
    "（紧接第{n}版）",
    "（转第{c}版）",
    "（下转 {n} 版）",
    "（下转第{n}版)",
    "（下转第{n}面）",
    "（下转第{n}版{o}）",
    "（下转{c}版）",
    "（下转{f}版）",
    "（下转第{f}版）",
    "［下转第{n}版］",
    "〔下转第{n}版〕",
    "→下转{n}版",
    "▶▶下转第{n}版",
    "(下转{n}版）",
    "（下转{p}版）",
    "（文转{n}版）",
)
TO_LOST = ("（下转第××面）", "（下转第 页）", "（下转第 版）")
FROM_USUAL = ("（上接{n}版）", "（上接第{n}版）", "（上接第{c}版）", "(上接第{n}版)", "（上接第{c}版）")
FROM_RARE = (
    "上接第{c}版",
    "◀上接{n}版",
    "◀ 上接 {n} 版",
    "（上接第{n} 页）",
    "（上接第{n}页)",
    "【上接第{n}版】",
    "（接第{n}版）",
    "（上接第 {n} 版）",
    "（上接第{n}面）",
    "（上接第{n}版{o}）",
    "（上接{c}版）",
    "（上接{f}版）",
    "（上接第{f}版）",
    "［上接第{n}版］",
    "〔上接第{n}版〕",
    "←上接{n}版",
    "◀◀上接第{n}版",
    "(上接{n}版）",
    "（紧接第{n}版）",
    "（文接{n}版）",
)
FROM_LOST = ("（上接第××面）", "（上接第 页）")
TO_LETTER = (
    "（下转{n}版）",
    "（下转 {n} 版）",
    "▶下转{n}版",
    "【下转{n}版】",
    "（下转{s}版）",
    "下转{n}版",
    "(下转{n}版)",
)
FROM_LETTER = (
    "（上接{n}版）",
    "◀上接{n}版",
    "◀ 上接 {n} 版",
    "（上接{s}版）",
    "【上接{n}版】",
    "上接{n}版",
    "(上接{n}版)",
)


def chinese_numeral(number: int) -> str:
    """Return ``number`` (1 … 199) as 二十三 or 一百零三."""
    if number > 100:
        rest = chinese_numeral(number - 100)
        return "一百" + ("零" if number < 110 else "一" if number < 120 else "") + rest
    if number == 100:
        return "一百"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def jump_pair(
    source: str, target: str, order: int, rng: random.Random, options: Options
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Write both ends of a jump.

    Args:
        source: label of the page that the story leaves.
        target: label of the page that it goes to.
        order: number of the jump among those between the two pages, counted from 1.
        rng: source of chance.
        options: which forms may be used.

    Returns:
        (line, label that it names) for the end that leaves and for the end that arrives. An empty label: digits
        lost, which happens to one of the ends at most.
    """
    letters = not target.isdigit() or not source.isdigit()
    to_forms: tuple[str, ...] = TO_LETTER if letters else TO_USUAL
    from_forms: tuple[str, ...] = FROM_LETTER if letters else FROM_USUAL
    if options.rare_jump_forms and not letters and rng.random() < 0.6:
        to_forms, from_forms = TO_RARE, FROM_RARE
    elif letters and not options.rare_jump_forms:
        to_forms, from_forms = TO_LETTER[:2], FROM_LETTER[:1]
    to_form, from_form = rng.choice(to_forms), rng.choice(from_forms)
    if "{o}" in to_form or "{o}" in from_form:
        to_form, from_form = "（下转第{n}版{o}）", "（上接第{n}版{o}）"
    to_label, from_label = target, source
    if options.lost_digits and not letters and rng.random() < options.lost_digits:
        if rng.random() < 0.6:
            to_form, to_label = rng.choice(TO_LOST), ""
        else:
            from_form, from_label = rng.choice(FROM_LOST), ""
    return (_fill(to_form, target, order), to_label), (_fill(from_form, source, order), from_label)


def _fill(form: str, label: str, order: int) -> str:
    number = int(label) if label.isdigit() else 0
    return form.format(
        n=str(number) if number else label,
        f=(str(number) if number else label).translate(FULL_WIDTH),
        p=f"{number:02d}" if number else label,
        c=chinese_numeral(number) if number else label,
        o=CIRCLED[order - 1],
        s=label[0] + label[1:].lstrip("0"),
    )
