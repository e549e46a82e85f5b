from __future__ import annotations

import tomllib

import pytest

from newsml_export.enrich.base import EnrichContext
from newsml_export.enrich.chain import enriched
from newsml_export.enrich.genre import ENRICHER
from newsml_export.enrich.genre_signs import genre_names
from newsml_export.model.lexicon import Lexicon, LexiconEntry, LexiconKind
from newsml_export.model.story import Byline, BylineRole, HeadlineLine, HeadlineRole, Picture, Source, Story
from newsml_export.model.subjects import Genre
from tests.enrichment.scores import GENRES
from tests.formats.factories import make_story

_NEWS = (
    "昨日，市交通局召开会议，部署春运保障工作。会议强调，要加强调度，确保安全。",
    "据介绍，今年春运预计发送旅客三百万人次，同比增长百分之十二。目前，各车站已增开窗口四十个。",
    "市交通局负责人表示，下一步将根据客流情况增加班次。",
)
_COMMENT = (
    "一座城市值不值得留恋，往往要看它怎样对待走得最慢的人。盲道被占，看似小事，其实是一面镜子。",
    "诚然，路就那么宽，车总要有地方停。然而，方便不能总以一部分人的不便为代价。说到底，这不是技术问题，而是态度问题。",
    "与其事后整改，不如事先用心。唯有把弱者放在心上，规划才能真正落地。我们应当从一块地砖做起。",
)


def genre(
    *paragraphs: str, main: str = "新的一天", label: str | None = None, language: str = "zh-Hans", **fields: object
) -> Genre | None:
    return enriched(made(*paragraphs, main=main, label=label, language=language, **fields), [ENRICHER], _CONTEXT).genre


def made(
    *paragraphs: str, main: str = "新的一天", label: str | None = None, language: str = "zh-Hans", **fields: object
) -> Story:
    kicker = (HeadlineLine(role=HeadlineRole.KICKER, text=label),) if label else ()
    headline = (*kicker, HeadlineLine(role=HeadlineRole.MAIN, text=main))
    return make_story(
        **{"genre": None} | {"paragraphs": paragraphs, "headline": headline, "language": language} | fields
    )


_CONTEXT = EnrichContext()


def name(*paragraphs: str, **fields: object) -> str | None:
    found = genre(*paragraphs, **fields)  # type: ignore[arg-type]
    return None if found is None else found.name


def test_news_and_comment() -> None:
    source = Source(text="本报讯", name="江州晨报")
    assert name(*_NEWS, source=source, main="春运增开窗口四十个") == "消息"
    assert name(*_COMMENT, bylines=()) == "评论"
    assert name(*_COMMENT, bylines=(Byline(name="本报评论员", role=BylineRole.COMMENTATOR),)) == "评论"
    assert name(*_COMMENT, label="社论", bylines=()) == "社论"


def test_a_brief_and_a_caption() -> None:
    text = "近日，南湖区组织两百名志愿者清理河道垃圾，共清运六吨。"
    assert name(text, main="南湖区组织志愿者清理河道垃圾") == "简讯"
    assert name(text, main="清河道", pictures=(Picture(href="a.jpg"),), bylines=()) == "图片新闻"
    assert name("图为市民在湖边赏花。 李一 摄", main="春到湖边", bylines=()) == "图片新闻"
    assert name(main="春到湖边", pictures=(Picture(href="a.jpg"),)) == "图片新闻"


def test_an_interview_is_told_by_its_questions() -> None:
    turns = ("记者：您为什么回乡？", "周二：地荒着，心里不踏实。", "记者：收成怎么样？", "周二：头一年亏，第二年打平。")
    assert name("周二种了十年水稻。", *turns, bylines=()) == "专访"
    assert name(*_NEWS, main="把地种好——访种粮大户周二", bylines=()) == "专访"


def test_a_feature_shows_scenes() -> None:
    scenes = (
        "清晨五点，天刚蒙蒙亮，周师傅推开院子的门，把炉火捅旺。“面要趁热揉。”他笑着说。",
        "记得那年冬天，老伴病了，他端着一碗面在门口等到深夜。“她说好吃，我就接着做。”后来，儿子也回来了。",
        "如今，每天都有老人走进小店，从兜里掏出零钱。“老样子！”“好嘞！”他抬头应一声，双手沾满面粉。",
        "阳光照进来，灶台上热气升腾。“做一天，是一天。”说着，他眼睛里有了泪水，“孙子也爱吃。”",
    )
    assert name(*scenes, main="一碗面的故事", bylines=(Byline(name="李一"),)) == "通讯"


@pytest.mark.parametrize(
    ("main", "text", "expected"),
    [
        ("关于南湖路封闭施工的公告", "因管道施工，南湖路自3月9日起封闭，请过往车辆绕行。特此公告。", "公告"),
        ("路灯何时能亮", "编辑同志：我家住在南湖路，门口的路灯坏了三个月。希望有关部门早日修好。读者 周二", "来信"),
        ("讣告", "南湖大学教授周二因病医治无效，于3月5日逝世，享年九十岁。遗体告别仪式定于3月9日举行。", "讣告"),
        (
            "春季防流感 医生支招五点建议",
            "医生建议，首先要注意通风，其次应避免去人多的地方。如何挑选口罩？最好选购正规产品。出现症状及时就医，老人可以预约接种。",
            "服务",
        ),
    ],
)
def test_other_kinds_by_headline_and_words(main: str, text: str, expected: str) -> None:
    assert name(text, main=main, bylines=()) == expected


def test_verse_is_literary() -> None:
    assert name("月光落在井沿", "落在母亲的手上", "我从远方回来", "故乡还没有睡去", main="归", bylines=()) == "文学"


@pytest.mark.parametrize(
    ("language", "main", "text", "expected"),
    [
        ("zh-Hant", "關於南湖路封閉的公告", "因管道施工，南湖路封閉。不便之處，敬請諒解。", "公告"),
        (
            "en",
            "Council approves new bridge",
            "The council voted 5-2 on Tuesday to approve a new bridge, officials said. The mayor said work will start "
            "on Monday. According to police, the old bridge will close in May. It cost $2 million, a spokesman told.",
            "news",
        ),
        (
            "en",
            "Potholes",
            "Sir: I drive down Mill Street. I write to ask why we wait. Yours, A. Reader",
            "letter",
        ),
        (
            "de",
            "Schluss mit den Ausreden",
            "Wir müssen reden. Wer die Brücke sperrt, sollte auch sagen, warum. Gewiss, Geld ist knapp. Doch man darf "
            "uns nicht hinhalten. Niemand wäre böse, hätte man ehrlich gesprochen. Kurzum: Wir dürfen mehr erwarten.",
            "Kommentar",
        ),
        (
            "ja",
            "断水のお知らせ",
            "工事のため下記の通り断水します。ご了承ください。問い合わせ先は水道課。",
            "お知らせ",
        ),
    ],
)
def test_names_in_the_language_of_the_story(language: str, main: str, text: str, expected: str) -> None:
    assert name(text, main=main, language=language, bylines=()) == expected


def test_the_publishers_columns_win() -> None:
    column = LexiconEntry(kind=LexiconKind.COLUMN, name="南湖夜话", genre="评论")
    story = made(*_NEWS, label="南湖夜话")
    found = enriched(story, [ENRICHER], EnrichContext(lexicon=Lexicon(entries=(column,)))).genre
    assert found is not None
    assert (found.name, found.qcode) == ("评论", "genre:Opinion")
    own = LexiconEntry(kind=LexiconKind.COLUMN, name="南湖夜话", genre="掌故")
    assert enriched(story, [ENRICHER], EnrichContext(lexicon=Lexicon(entries=(own,)))).genre == Genre(
        name="掌故", confidence=found.confidence
    )


def test_what_came_with_the_story_stays() -> None:
    given = Genre(name="掌故")
    assert genre(*_NEWS, genre=given) == given


def test_nothing_fits() -> None:
    assert genre(main="无题", bylines=()) is None
    assert genre("Lorem ipsum dolor sit amet. " * 40, language="la", bylines=()) is None


def test_the_same_story_gives_the_same() -> None:
    first, second = genre(*_NEWS), genre(*_NEWS)
    assert first == second
    assert first is not None
    assert first.confidence is not None
    assert 0 < first.confidence < 1


def test_every_name_and_code_is_known() -> None:
    known = tomllib.loads(GENRES.read_text(encoding="utf-8"))
    assert list(genre_names()) == list(known)
    for ours, one in genre_names().items():
        assert set(one.forms) <= {ours, *known[ours]}
        assert one.qcode is None or one.qcode.removeprefix("genre:") in known[ours]
