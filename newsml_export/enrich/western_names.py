"""Names in English and German stories: words in capitals, by the words in and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsml_export.enrich.gazetteer import Place, western_gazetteer
from newsml_export.enrich.mentions import Named, Taken, bounded
from newsml_export.enrich.tables import sections, words
from newsml_export.model.subjects import SubjectType

_TABLE = "words-western.txt"
_WORD = r"(?:(?:St|Dr|Mr|Mrs|Ms|Prof|Rev|Sen|Gov|Gen|Col|Capt)\.|[A-ZÄÖÜÉÀÇÑØÅ][\w’'-]*\w|[A-Z]\.|[A-ZÄÖÜ])"
_CAPITALS = {
    "en": re.compile(rf"{_WORD}(?:[ ](?:(?:of|for|and)(?: the)? (?={_WORD}))?{_WORD}(?:’s)?)*"),
    "de": re.compile(rf"{_WORD}(?:[ ](?:(?:von|van|zu|der)(?: der)? (?={_WORD}))?{_WORD})*"),
}
_GERMAN_PLACE = re.compile(r"[A-ZÄÖÜ][a-zäöüß-]+(?:straße|gasse|platz|allee|ufer|brücke|damm)$")
_GERMAN_CLUB = re.compile(
    r"(?:TSV|FC|SV|VfB|VfL|SG|TV|Spvgg|SC|SpVgg|TuS|BSG|ASV|ESV|DJK|HSV|1860)(?: [A-ZÄÖÜ][\w-]+)+"
)
_GERMAN_FIRM = re.compile(
    r"[A-ZÄÖÜ][\w&.-]*(?: (?:& )?[A-ZÄÖÜ][\w&.-]*)* (?:GmbH(?: & Co\. KG)?|AG|KG|OHG|e\. ?V\.|SE)(?!\w)"
)
_GERMAN_BODY = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]*(?:amt|ministerium|verband|verein|kammer|gericht|behörde|genossenschaft|kommission|ausschuss|universität)$"
)
_GERMAN_POST_BEHIND = re.compile(r", (?:der |die |ein |eine )?([A-ZÄÖÜ][\wäöüß]+)[,.]")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in capitals that follow each other."""

    start: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def without_first(self) -> _Run:
        """Return the run from its second word on."""
        return _Run(self.start + len(self.words[0]) + 1, self.words[1:])


def find_western_names(text: str, taken: Taken, language: str) -> list[Named]:
    """Return persons, organisations and places that ``text`` names outside of what is ``taken``.

    Args:
        text: title and body.
        taken: names found before; what is found here is added.
        language: ``en`` or ``de``.
    """
    return _Finder(text, taken, language).found()


class _Finder:
    def __init__(self, text: str, taken: Taken, language: str) -> None:
        self._text = text
        self._taken = taken
        self._language = language
        self._named: dict[tuple[SubjectType, str], Named] = {}
        self._titles = words(_TABLE, f"titles {language}")
        self._given = words(_TABLE, f"given {language}")
        self._common = words(_TABLE, f"common {language}")
        self._places = western_gazetteer(language)
        say = "|".join(sections(_TABLE)[f"say {language}"].split())
        self._said = re.compile(rf"[^.!?\n]{{0,60}}?\b(?:{say})\b")
        self._says = re.compile(rf"\b(?:{say})(?: \w+){{0,2}} $")

    def found(self) -> list[Named]:
        if self._language == "de":
            self._find_german_bodies()
        runs = list(self._runs())
        for run in runs:
            if self._taken.free(run.start, run.end):
                self._classify(run)
            else:
                self._classify_rest(run)
        self._find_surnames()
        return sorted(self._named.values(), key=lambda named: min(named.spans))

    def _runs(self) -> Iterator[_Run]:
        for match in _CAPITALS[self._language].finditer(self._text):
            run = _Run(match.start(), tuple(match.group().split(" ")))
            while run.words and run.words[0] in self._common:
                if len(run.words) == 1:
                    break
                run = run.without_first()
                if run.words[0] in ("of", "for", "and", "the"):
                    run = run.without_first()
            if run.words[0] not in self._common and not run.text.isupper():
                yield run

    def _classify_rest(self, run: _Run) -> None:
        """Find places in what is left of a run that holds a name already: Bayern in Landtag von Bayern."""
        start = run.start
        for word in run.words:
            if self._taken.free(start, start + len(word)) and (places := self._places.named(word)):
                self._add_place(word, start, places[0])
            start += len(word) + 1

    def _add_place(self, name: str, start: int, place: Place) -> None:
        named = self._add(SubjectType.GEO_AREA, name, start, 0.9)
        named.same_as, named.broader, named.coded_name = place.codes, place.within, place.key

    def _classify(self, run: _Run) -> None:
        name = run.text.removesuffix("’s")
        places = self._places.named(name)
        if places:
            self._add_place(name, run.start, places[0])
        elif self._person(run):
            return
        elif self._language == "en":
            self._classify_english(run, name)
        elif _GERMAN_PLACE.match(name):
            self._add(SubjectType.GEO_AREA, name, run.start, 0.8)

    def _classify_english(self, run: _Run, name: str) -> None:
        kinds = [
            (SubjectType.GEO_AREA, words(_TABLE, "place en")),
            (SubjectType.ORGANISATION, words(_TABLE, "organisation en")),
        ]
        if len(run.words) < 2:
            return
        last = name.rsplit(" ", 1)[-1].strip(".")
        for kind, endings in kinds:
            if last in endings or (kind is SubjectType.ORGANISATION and any(word in endings for word in run.words)):
                self._add(kind, name, run.start, 0.8)
                return
        if run.words[0] in words(_TABLE, "place before en") and len(run.words) == 2:
            self._add(SubjectType.GEO_AREA, name, run.start, 0.65)
        elif last.endswith("s") and self._text[: run.start].endswith("the ") and not last.endswith("ss"):
            self._add(SubjectType.ORGANISATION, name, run.start, 0.55)

    def _person(self, run: _Run) -> bool:
        posts: list[str] = []
        while len(run.words) > 1 and run.words[0].strip(".") in self._titles:
            posts.append(run.words[0])
            run = run.without_first()
        before = self._text[max(0, run.start - 30) : run.start]
        if self._language == "en":
            for index in range(2, len(run.words) - 1):
                # Council President Anne Miller
                if run.words[index - 1] in self._titles and run.words[index] in self._given:
                    posts = [" ".join(run.words[:index])]
                    for _ in range(index):
                        run = run.without_first()
                    break
        if not posts and self._language == "de":
            while len(run.words) > 2 and run.words[0] not in self._given and run.words[1] in self._given:
                posts.append(run.words[0])
                run = run.without_first()
        given = run.words[0] in self._given and 2 <= len(run.words) <= 4
        if not given and not (posts and 1 <= len(run.words) <= 3):
            if not (len(run.words) == 2 and self._said_near(run)):
                return False
            if self._language == "en" and run.words[1].strip(".") in words(_TABLE, "organisation en", "place en"):
                return False
        name = run.text.removesuffix("’s").removesuffix("'s")
        if posts and name.split(" ")[-1] in words(_TABLE, "organisation en", "place en"):
            return False
        if len(run.words) == 1 and name in self._given:
            return False
        named = self._add(SubjectType.PERSON, name, run.start, 0.9 if given else 0.7)
        courtesy = ("Mr", "Mrs", "Ms", "Miss", "Herr", "Frau", "Sir", "Lady", "Dr")
        named.posts += [post for post in posts if post.strip(".") not in courtesy and post not in named.posts]
        self._post_beside(named, run, before)
        return True

    def _post_beside(self, named: Named, run: _Run, before: str) -> None:
        if self._language == "en":
            posts = words(_TABLE, "posts en")
            if (match := re.search(r"(\w+),? $", before)) and match.group(1).lower() in posts:
                named.posts.append(match.group(1))
            after = re.match(
                r", (?:the |a |an )?((?:[\w’'-]+ ){0,3}?([\w-]+))[,.;]", self._text[run.end : run.end + 60]
            )
            if after and after.group(2).lower() in posts:
                named.posts.append(after.group(2))
        else:
            match = _GERMAN_POST_BEHIND.match(self._text, run.end)
            if match and match.group(1) in self._titles:
                named.posts.append(match.group(1))
        named.posts[:] = dict.fromkeys(named.posts)

    def _said_near(self, run: _Run) -> bool:
        return bool(
            re.match(r",? (?:\w+ )?(?:said|says|told|sagte|sagt|erklärte)\b", self._text[run.end : run.end + 30])
            or self._says.search(self._text[max(0, run.start - 30) : run.start])
        )

    def _find_german_bodies(self) -> None:
        for pattern, confidence in ((_GERMAN_CLUB, 0.85), (_GERMAN_FIRM, 0.85)):
            for match in pattern.finditer(self._text):
                article = re.match(r"(?:Die|Der|Das|Den|Dem|Bei|Eine?) ", match.group())
                start = match.start() + (article.end() if article else 0)
                if self._taken.free(start, match.end()):
                    self._add(SubjectType.ORGANISATION, self._text[start : match.end()], start, confidence)
        bodies = words(_TABLE, "organisation de")
        for match in re.finditer(r"[A-ZÄÖÜ][\wäöüß-]+", self._text):
            word = (
                match.group().removesuffix("s")
                if match.group().endswith(("gerichts", "amts", "rats"))
                else match.group()
            )
            if word in words(_TABLE, "not organisation de") or not self._taken.free(*match.span()):
                continue
            if word in bodies or (len(word) > 7 and _GERMAN_BODY.match(word)):
                self._add(SubjectType.ORGANISATION, self._with_place(word, match.end()), match.start(), 0.7)

    def _with_place(self, word: str, end: int) -> str:
        """Return ``word`` with the place that follows it at once: Landgericht München."""
        after = re.match(r" ([A-ZÄÖÜ][\w-]+)", self._text[end : end + 40])
        return f"{word} {after.group(1)}" if after and self._places.named(after.group(1)) else word

    def _find_surnames(self) -> None:
        """Find later mentions of a person by surname alone, and who speaks."""
        people = [named for named in self._named.values() if named.type is SubjectType.PERSON]
        full = [named for named in people if " " in named.name]
        for named in full:
            surname = named.name.split(" ")[-1]
            single = self._named.get((SubjectType.PERSON, surname))
            if single is not None:
                named.spans += single.spans
                named.posts += [post for post in single.posts if post not in named.posts]
                del self._named[SubjectType.PERSON, surname]
            for match in re.finditer(rf"\b{re.escape(surname)}\b", self._text):
                if self._taken.free(*match.span()):
                    named.spans.append(match.span())
                    self._taken.take(*match.span())
                    named.forms.add(surname)
        for named in people:
            named.quoted = any(self._quoted(start, end) for start, end in named.spans)

    def _quoted(self, start: int, end: int) -> bool:
        before = self._text[max(0, start - 30) : start]
        match = self._said.match(self._text, end)
        if self._says.search(before):
            return True
        people = (named for named in self._named.values() if named.type is SubjectType.PERSON)
        return match is not None and not any(end <= other < match.end() for named in people for other, _ in named.spans)

    def _add(self, kind: SubjectType, name: str, start: int, confidence: float) -> Named:
        named = self._named.get((kind, name))
        if named is None:
            named = self._named[kind, name] = Named(name=name, type=kind, confidence=bounded(confidence), forms={name})
        else:
            named.confidence = bounded(named.confidence + 0.01)
        named.spans.append((start, start + len(name)))
        self._taken.take(start, start + len(name))
        return named
