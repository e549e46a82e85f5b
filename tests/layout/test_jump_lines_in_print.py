"""Jump lines as they were seen in print, in both directions and every place, and what only looks like one."""

from __future__ import annotations

import pytest

from newsml_export.layout.jump_lines import find_jumps
from newsml_export.layout.language_pack import pack_for
from newsml_export.model.story import JumpDirection

TO, FROM = JumpDirection.TO, JumpDirection.FROM

CHINESE = [
    ("（下转2版）", TO, "2"),
    ("（下转第二版）", TO, "2"),
    ("(下转第2版)", TO, "2"),
    ("（下转A02版）", TO, "A2"),
    ("（下转第191页）", TO, "191"),
    ("(下转第 86 页)", TO, "86"),
    ("（下转第××面）", TO, None),
    ("【下转第4版】", TO, "4"),
    ("▶下转2版", TO, "2"),
    ("➤下转A06版", TO, "A6"),
    ("（下转第3版①）", TO, "3"),
    ("（紧接第2版）", TO, "2"),
    ("（文转2版）", TO, "2"),
    ("（下转第 页）", TO, None),
    ("［下转第2版］", TO, "2"),
    ("（上接第一版）", FROM, "1"),
    ("(上接第1版)", FROM, "1"),
    ("◀上接A01版", FROM, "A1"),
    ("◀ 上接 A01 版", FROM, "A1"),
    ("（上接A1版）", FROM, "A1"),
    ("（上接第6 页）", FROM, "6"),
    ("（上接第51页)", FROM, "51"),
]
BARE = [("下转第三版", TO, "3"), ("下转A3", TO, "A3"), ("上接第一版", FROM, "1"), ("上接A1", FROM, "A1")]
TRADITIONAL = [
    ("（下轉第二版）", TO, "2"),
    ("（文轉A2版）", TO, "A2"),
    ("（下轉A2）", TO, "A2"),
    ("►下轉A2版", TO, "A2"),
    ("（上接第一版）", FROM, "1"),
    ("（文接A1版）", FROM, "A1"),
    ("◄上接A1版", FROM, "A1"),
]
ENGLISH = [
    ("See JONES, page 8", TO, "8"),
    ("See JONES, A8", TO, "A8"),
    ("SEE JONES, PAGE 8", TO, "8"),
    ("Turn to JONES, Page 5", TO, "5"),
    ("JONES, Page A6", TO, "A6"),
    ("► JONES, 2", TO, "2"),
    ("JONES continues on 2", TO, "2"),
    ("Please see page 6", TO, "6"),
    ("Please turn to Page 6", TO, "6"),
    ("Continued on Page A9", TO, "A9"),
    ("(Continued on Page Nine)", TO, "9"),
    ("Continued on Page 4, Column 3", TO, "4"),
    ("CONTINUED ON PAGE FOUR.", TO, "4"),
    ("[Continued on page 3.]", TO, "3"),
    ("(Concluded on page 5.)", TO, "5"),
    ("Cont. on page 4", TO, "4"),
    ("Sec JONES, page 6", TO, "6"),
    ("Continned on Page 4", TO, "4"),
    ("From page 1", FROM, "1"),
    ("From pagel", FROM, "1"),
    ("Frorn page 1", FROM, "1"),
    ("JONES / From page 1", FROM, "1"),
    ("JONES from Page A1", FROM, "A1"),
    ("JONES: From 1", FROM, "1"),
    ("◄ FROM 2", FROM, "2"),
    ("Continued from page 3", FROM, "3"),
    ("(Continued From Page One)", FROM, "1"),
    ("Continued From First Page", FROM, "1"),
    ("JONES (continued from page 3)", FROM, "3"),
]
GERMAN = [
    ("Schluß auf Seite 8", TO, "8"),
    ("(Schluß auf Seite 8)", TO, "8"),
    ("Sehluß auf Seite 8", TO, "8"),
    ("Fortsetzung Seite 16", TO, "16"),
    ("Fortsetzung auf Seite 4", TO, "4"),
    ("(Fortsetzung auf der zweiten Seite.)", TO, "2"),
    ("Weiter auf Seite 3", TO, "3"),
    ("» Seite 3", TO, "3"),
    ("Fortsetzung von Seite 1", FROM, "1"),
    ("(Schluß von Seite 1)", FROM, "1"),
    ("(Fortsetzung von der ersten Seite.)", FROM, "1"),
    ("Fähre / Fortsetzung von Seite 1", FROM, "1"),
]
JAPANESE = [
    ("2面に続く", TO, "2"),
    ("（２面につづく）", TO, "2"),
    ("＝2面に続く", TO, "2"),
    ("1面から続く", FROM, "1"),
    ("＜1面からつづく＞", FROM, "1"),
    ("（1面から）", FROM, "1"),
]
ALL = [
    *(("zh-Hans", *case) for case in (*CHINESE, *BARE)),
    *(("zh-Hant", *case) for case in TRADITIONAL),
    *(("en", *case) for case in ENGLISH),
    *(("de", *case) for case in GERMAN),
    *(("ja", *case) for case in JAPANESE),
]
NONE = [
    *(("zh-Hans", text) for text in ("（全文见第四版）", "全文见第三版", "本报今日第十版详文介绍", "（第十版）")),
    *(
        ("zh-Hans", text)
        for text in ("感情上接受不了", "导线上接用电器", "他上接第一棒", "下转子公司第二版图纸已经完成")
    ),
    *(("zh-Hant", text) for text in ("（相關新聞見A2）", "詳見第二版", "感情上接受不了")),
    *(("en", text) for text in ("See editorial, page 6", "Related story on page 3", "To be continued", "(Suite)")),
    *(("en", text) for text in ("More photos, Page 4", "he turned to page 3 of the report", "rose from 12 to 14")),
    *(("de", text) for text in ("(Fortsetzung folgt)", "(Schluss folgt)", "Siehe auch Seite 4", "Bericht Seite 5")),
    *(("de", text) for text in ("Kommentar Seite 4", "Mehr dazu auf Seite 4", "Leitartikel Seite 2")),
    *(("ja", text) for text in ("〈2面に関連記事〉", "（関連記事2面）", "【2面に解説】")),
]


@pytest.mark.parametrize(("language", "line", "direction", "label"), ALL)
def test_on_a_line_of_its_own(language: str, line: str, direction: JumpDirection, label: str | None) -> None:
    [jump] = find_jumps(line, pack_for(language))
    assert (jump.direction, jump.label) == (direction, label)
    assert (jump.start, jump.end) == (0, len(line))


@pytest.mark.parametrize(("line", "direction", "label"), CHINESE)
def test_glued_to_text(line: str, direction: JumpDirection, label: str | None) -> None:
    pack = pack_for("zh-Hans")
    text = "工程将于年底完工。"
    whole = text + line if direction is TO else line + text
    [jump] = find_jumps(whole, pack)
    assert (jump.direction, jump.label) == (direction, label)
    assert whole[: jump.start] + whole[jump.end :] == text


@pytest.mark.parametrize("line", ["（紧接第1版）", "(紧接第1版)"])
def test_a_word_for_both_directions_leads_back_where_it_opens_a_text(line: str) -> None:
    pack = pack_for("zh-Hans")
    assert find_jumps(line + "工程将于年底完工。", pack)[0].direction is FROM
    assert find_jumps("工程将于年底完工。" + line, pack)[0].direction is TO


@pytest.mark.parametrize("line", [case[0] for case in ENGLISH if "JONES" in case[0]])
def test_slugs_are_told(line: str) -> None:
    assert find_jumps(line, pack_for("en"))[0].mark == "JONES"


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_jump_line(language: str, text: str) -> None:
    assert find_jumps(text, pack_for(language)) == ()
