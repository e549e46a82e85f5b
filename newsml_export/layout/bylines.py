"""By-lines: the people and desks that a story names as its makers.

    byline = marker? (group+ | names credit | credit names | desk | opener names)
    group  = prefix* title names credit?           本报记者 李 一 廖松 通讯员 王五 文/图

What only looks like a by-line (“记者从区大数据发展局获悉”) fails at the names and gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from newsml_export.layout.language_pack import LanguagePack, RoleWords
from newsml_export.layout.lines import has_han
from newsml_export.model.story import Byline, BylineRole

_SPACE = re.compile(r"[\s\u3000]+")
_HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]{2,4}")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_FOREIGN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{1,7}(?:[·•・.][\u3400-\u4dbf\u4e00-\u9fff]{1,8}){1,3}")
_LATIN_NAME = re.compile(r"[A-ZÄÖÜÀ-Þ][\w.’'-]*(?: (?:[A-ZÄÖÜÀ-Þ][\w.’'-]*|van|von|de|der|den|du|la|le|zu)){0,4}")
#: two words at least, the first and the last with capitals
_BARE_LATIN_NAME = re.compile(
    r"[A-ZÄÖÜÀ-Þ][\w’'-]*\.?(?: (?:[A-ZÄÖÜÀ-Þ][\w.’'-]*|van|von|de|der|den|du|la|le|zu)){0,3} [A-ZÄÖÜÀ-Þ][\w’'-]+"
)
_MOST_NAMES = 3
_BRACKETS = "()（）[]【】〔〕 \t\u3000"
_MAX_LINE = 60


@dataclass(frozen=True, slots=True)
class _Patterns:
    #: cheap test that saves most lines the rest
    cue: re.Pattern[str]
    title: re.Pattern[str]
    title_roles: dict[str, BylineRole]
    credit_after: re.Pattern[str]
    #: “文/图” before the by-line
    credit_lead: re.Pattern[str]
    credit_between: re.Pattern[str]
    credit_before: re.Pattern[str]
    credit_roles: dict[str, BylineRole]
    desk: re.Pattern[str]
    comments: re.Pattern[str]
    tails: re.Pattern[str]
    markers: re.Pattern[str]
    separators: re.Pattern[str]
    compound: tuple[str, ...]
    surnames: str
    longest_name: int
    opener: re.Pattern[str] | None
    followers: re.Pattern[str] | None
    desks: re.Pattern[str]
    bare: tuple[re.Pattern[str], ...]


def parse_byline(text: str, pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the people and desks that ``text`` names, or nothing where it is not a by-line.

    Args:
        text: a whole line, or the inside of a bracket, as printed.
        pack: the language that it is written in.
    """
    words = _patterns(pack)
    if len(text) > _MAX_LINE or not words.cue.search(text):
        return ()
    stripped = text.strip(_BRACKETS)
    stripped = words.tails.sub("", words.credit_lead.sub("", stripped))
    marked = words.markers.match(stripped)
    if marked:
        stripped = stripped[marked.end() :]
    stripped = _SPACE.sub(" ", stripped).strip(_BRACKETS)
    if not stripped:
        return ()
    if words.opener is not None:
        return _opened(stripped, words)
    if words.desk.fullmatch(stripped.replace(" ", "")):
        role = BylineRole.COMMENTATOR if words.comments.search(stripped) else BylineRole.REPORTER
        return (Byline(name=stripped.replace(" ", ""), role=role),)
    return _titled(stripped, words) or _credited(stripped, words) or (_signed(stripped, words) if marked else ())


def parse_names(text: str, pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the people that ``text`` names without saying what they are; each must open with a known surname."""
    words = _patterns(pack)
    names = _names(text, words)
    longest = pack.byline.longest_name
    if not names or not all(name[0] in words.surnames and len(name) <= longest for name in names):
        return ()
    return tuple(Byline(name=name) for name in names)


def parse_bare_names(text: str, pack: LanguagePack) -> tuple[Byline, ...]:
    """Return the people that a line of nothing but names may be signed by; only its place can say that it is so.

    Args:
        text: a whole line, as printed.
        pack: the language that it is written in.
    """
    for pattern in _patterns(pack).bare:
        match = pattern.fullmatch(text.strip())
        if match:
            return (Byline(name=match["name"], role=BylineRole.WRITER),)
    stripped = _SPACE.sub(" ", text.strip(_BRACKETS + "—–-")).strip(",.;")
    if not pack.spaced:
        return tuple(replace(byline, role=BylineRole.WRITER) for byline in parse_names(stripped, pack))
    pieces = [piece.strip(" ,;") for piece in _patterns(pack).separators.split(stripped)]
    names = [piece for piece in pieces if piece]
    if not 0 < len(names) <= _MOST_NAMES or not all(_BARE_LATIN_NAME.fullmatch(name) for name in names):
        return ()
    return tuple(Byline(name=name, role=BylineRole.WRITER) for name in names)


def _titled(text: str, words: _Patterns) -> tuple[Byline, ...]:
    titles = list(words.title.finditer(text))
    if not titles or text[: titles[0].start()].strip():
        return ()
    found: list[Byline] = []
    for match, following in zip(titles, [*titles[1:], None], strict=True):
        piece = text[match.end() : following.start() if following else len(text)]
        rest = words.credit_after.sub("", piece)
        names = _names(rest, words) or _names(piece, words)
        if not names:
            credited = _credited(piece.strip(" /／"), words)
            if not credited:
                return ()
            found += credited
        role = words.title_roles[match["role"]]
        found += [Byline(name=name, role=role, title=match["title"].replace(" ", "")) for name in names]
    return tuple(found)


def _credited(text: str, words: _Patterns) -> tuple[Byline, ...]:
    """Parse “文/张三 图/李四”, “张三 文/图” and “张三 摄”."""
    before = list(words.credit_before.finditer(text))
    if before and not text[: before[0].start()].strip():
        found: list[Byline] = []
        for match, following in zip(before, [*before[1:], None], strict=True):
            piece = text[match.end() : following.start() if following else len(text)]
            titled = _titled(piece.strip(), words)
            names = _names(piece, words)
            if not names and not titled:
                return ()
            role = words.credit_roles[match["role"]]
            found += titled or [Byline(name=name, role=role) for name in names]
        return tuple(found)
    after = words.credit_after.search(text)
    names = _names(text[: after.start()], words) if after is not None else ()
    if after is None or not names:
        return ()
    role = words.credit_roles.get(after["role"] or "", BylineRole.WRITER)
    return tuple(Byline(name=name, role=role) for name in names)


def _signed(text: str, words: _Patterns) -> tuple[Byline, ...]:
    return tuple(Byline(name=name, role=BylineRole.WRITER) for name in _names(text, words))


def _opened(text: str, words: _Patterns) -> tuple[Byline, ...]:
    assert words.opener is not None
    match = words.opener.match(text)
    if match is None:
        return ()
    rest = text[match.end() :]
    if words.desks.fullmatch(rest):
        return (Byline(name=rest),)
    if words.followers is not None:
        rest = words.followers.sub("", rest)
    names = [name.strip(" ,.;/|") for name in words.separators.split(rest)]
    names = [name for name in names if name]
    if not names or not all(_LATIN_NAME.fullmatch(name) for name in names):
        return ()
    return tuple(Byline(name=name) for name in names)


def _names(text: str, words: _Patterns) -> tuple[str, ...]:
    """Split a run of names; characters that the typesetter set apart are one name: “李 一 廖松” are two.

    Returns nothing where any piece is not a name.
    """
    names: list[str] = []
    text = words.credit_between.sub(" ", text).strip(" :：/／,，;；")
    for group in words.separators.split(text):
        singles: list[str] = []
        for token in [*group.split(), ""]:
            if len(token) == 1 and has_han(token) and (singles or token not in words.credit_roles):
                singles.append(token)
                continue
            names += _of_singles(singles)
            singles = []
            if token not in words.credit_roles:
                names += _of_token(token, words)
    titled = any(name.endswith(tuple(words.title_roles)) for name in names)
    return tuple(names) if names and not titled and all(map(_is_name, names)) else ()


def _of_singles(singles: list[str]) -> list[str]:
    if len(singles) <= 3:
        return ["".join(singles)] if singles else []
    return ["".join(singles[index : index + 2]) for index in range(0, len(singles), 2)]


def _of_token(token: str, words: _Patterns) -> list[str]:
    if not token:
        return []
    if words.longest_name < len(token) <= 12 and _HAN_RUN.fullmatch(token) and not token.startswith(words.compound):
        return _split_run(token, words) or [token]
    return [token]


def _split_run(token: str, words: _Patterns) -> list[str]:
    """Part names that stand without a space, each of two or three characters and opened by a surname."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for size in (3, 2):
            before = best[end - size] if end >= size else None
            piece = token[end - size : end]
            if (
                before is not None
                and piece[0] in words.surnames
                and (best[end] is None or len(before) + 1 < len(best[end] or []))
            ):
                best[end] = [*before, piece]
    if best[-1] is None and len(token) == 4:
        return [token[:2], token[2:]]
    return best[-1] or []


def _is_name(name: str) -> bool:
    return bool(
        _HAN_NAME.fullmatch(name) or _FOREIGN_NAME.fullmatch(name) or (name.isascii() and _LATIN_NAME.fullmatch(name))
    )


@lru_cache(maxsize=16)
def _patterns(pack: LanguagePack) -> _Patterns:
    words = pack.byline
    titles, credits = _roles(words.titles), _roles(words.credits)
    house = rf"(?:[\u4e00-\u9fff]{{1,7}}{_any(words.houses)})?" if words.houses else ""
    prefix = f"(?:{_any(words.prefixes)} ?)*" if words.prefixes else ""
    posted = rf"(?:[{words.posted}][\u4e00-\u9fff]{{1,4}}?)?" if words.posted else ""
    any_credit = _any(credits) if credits else "(?!)"
    long_credit = _any(word for word in credits if len(word) > 1) if credits else "(?!)"
    separators = f"[{re.escape(words.separators)}]" if words.separators else ""
    conjunctions = "|".join(rf"\s{re.escape(word)}\s" for word in words.conjunctions)
    signs = [*titles, *credits, *words.desk_suffixes, *words.markers, *words.openers]
    return _Patterns(
        cue=re.compile(_any(signs), re.IGNORECASE) if signs else re.compile("(?!)"),
        title=re.compile(rf"(?P<title>{house}{prefix}{posted}{prefix}(?P<role>{_any(titles)}))" if titles else "(?!)"),
        title_roles=titles,
        credit_after=re.compile(
            rf"(?:[ /／、(（]+(?P<role>{any_credit})(?: ?[/／、并]? ?{any_credit})*"
            rf"|{any_credit}(?: ?[/／、并] ?{any_credit})+|(?:{long_credit}))[)）]?$"
        ),
        credit_lead=re.compile(rf"^{any_credit}(?: ?[/／、] ?{any_credit})+[ \u3000:：]+"),
        credit_between=re.compile(rf"[/／](?:{any_credit})(?= |$)"),
        credit_before=re.compile(rf"(?:^|(?<= ))(?P<role>{any_credit})(?: ?[/／、] ?{any_credit})*\s*[/／:：] ?"),
        credit_roles=credits,
        desk=re.compile(
            rf"[\u4e00-\u9fffA-Za-z0-9]{{2,14}}{_any(words.desk_suffixes)}" if words.desk_suffixes else "(?!)"
        ),
        comments=re.compile(_any(words.comments) if words.comments else "(?!)"),
        tails=re.compile(f"(?:{'|'.join(words.tails)})$" if words.tails else "(?!)"),
        markers=re.compile(
            f"[{re.escape(words.markers)} \u3000]*[{re.escape(words.markers)}]" if words.markers else "(?!)"
        ),
        separators=re.compile("|".join(filter(None, (separators, conjunctions))) or "(?!)"),
        compound=words.compound_surnames,
        surnames=words.surnames,
        longest_name=words.longest_name,
        opener=re.compile(rf"{_any(words.openers)}\s+", re.IGNORECASE) if words.openers else None,
        followers=re.compile(rf"[,/|]?\s*(?:[A-Z][\w.]+\s+)?{_any(words.followers)}\b.*$") if words.followers else None,
        desks=re.compile("|".join(words.desks) or "(?!)"),
        bare=tuple(map(re.compile, words.bare)),
    )


def _roles(groups: Iterable[RoleWords]) -> dict[str, BylineRole]:
    return {word: BylineRole(group.role) for group in groups for word in group.words}


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
