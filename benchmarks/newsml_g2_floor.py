"""How far the NewsML-G2 writer is from the floor, and from its peer, on the same stories in the same run.

The floor writes the very same bytes from a list of calls that was worked out beforehand: bare ``SubElement`` calls
with precomputed names, then ``tostring``. The peer, python newsmlg2, builds the same elements with its own classes,
also from a plan, so that it pays for nothing but itself. Times are the best of several rounds: compare the ratios.

    python benchmarks/newsml_g2_floor.py [--stories N] [--rounds N] [--schemas FOLDER]
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import gc
import importlib
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from newsml_export.formats.newsml_g2 import WRITER
from newsml_export.model.story import HeadlineLine, HeadlineRole, LocalId, Story, StoryPart
from tests.formats.factories import make_context, make_edition, make_rich_story

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    Catalog: Any = importlib.import_module("NewsMLG2.catalog").Catalog
    NewsItem: Any = importlib.import_module("NewsMLG2.newsitem").NewsItem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parents[1]
OFFICIAL = REPOSITORY.parent / "shared/standards/iptc/NewsML-G2_2.35-spec-All-Power.xsd"
NAR = "http://iptc.org/std/nar/2006-10-01/"
SENTENCE = "记者从市数据局了解到，今年以来全市便民服务点共受理事项十一万四千件，比去年同期提高三点二个百分点。"


def main() -> None:
    options = _options()
    stories = _stories(options.stories)
    documents = _write(stories)
    floor_plans = [_floor_plan(document) for document in documents]
    peer_plans = [_peer_plan(etree.fromstring(document), NewsItem) for document in documents]
    assert [_replay(plan) for plan in floor_plans] == documents, "the floor must write the same bytes"
    peers = [_peer_bytes(plan) for plan in peer_plans]
    assert sum(map(_elements, peers)) == sum(map(_elements, documents)), "the peer must write the same elements"

    schemas = {"our profile": etree.XMLSchema(etree.parse(options.schemas / "newsml-g2-profile.xsd"))}
    if OFFICIAL.is_file():
        schemas["the official schema"] = etree.XMLSchema(etree.parse(OFFICIAL))

    times = _best(
        {
            "floor": lambda: [_replay(plan) for plan in floor_plans],
            "ours": lambda: _write(stories),
            "peer": lambda: [_peer_bytes(plan) for plan in peer_plans],
            **{name: functools.partial(_check, documents, schema) for name, schema in schemas.items()},
        },
        options.rounds,
    )
    each = {name: seconds / len(stories) * 1e6 for name, seconds in times.items()}
    size = sum(map(len, documents)) / len(documents)
    print(f"{len(stories)} stories, {size:.0f} bytes an item, best of {options.rounds} rounds\n")
    _row("", "µs an item", "× floor", "× ours")
    _rows("written", each, 0.0)
    for name in schemas:
        print()
        _row(f"parsing and {name}", each[name], "", "")
        _rows("written and checked", each, each[name])


def _rows(what: str, each: Mapping[str, float], check: float) -> None:
    floor, ours = each["floor"] + check, each["ours"] + check
    for name, title in {"floor": "floor", "ours": "ours", "peer": "newsmlg2"}.items():
        time_taken = each[name] + check
        _row(f"{title}, {what}", time_taken, time_taken / floor, time_taken / ours)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the NewsML-G2 writer with its floor and its peer.")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--schemas", type=Path, default=REPOSITORY / "schemas")
    return parser.parse_args()


def _stories(count: int) -> list[Story]:
    """Return stories of which every fifth stands on two pages."""
    made = []
    for number in range(count):
        paragraphs = tuple(SENTENCE * (1 + (number + n) % 4) for n in range(4 + number % 5))
        changes: dict[str, Any] = {
            "local_id": LocalId(f"s-{number:06}"),
            "paragraphs": paragraphs,
            "headline": (
                HeadlineLine(role=HeadlineRole.MAIN, text=f"办事不出社区{number}"),
                HeadlineLine(role=HeadlineRole.DECK, text="——便民服务点四百二十六处"),
            ),
            "unresolved_jumps": (),
            "pictures": (),
        }
        if number % 5:
            changes["parts"] = (StoryPart(page="1", section="要闻", last_paragraph=len(paragraphs) - 1),)
        made.append(make_rich_story(**changes))
    return made


def _write(stories: Sequence[Story]) -> list[bytes]:
    edition = make_edition(*stories)
    session = WRITER.open(edition, make_context(edition))
    return [document.content for story in stories for document in session.story_documents(story)]


def _best(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the seconds that each work takes at its best; they take turns, so that a slow spell meets all of them."""
    # The plans are many objects that only the benchmark holds: the collector must not look through them.
    gc.collect()
    gc.freeze()
    times = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            times[name] = min(times[name], time.perf_counter() - start)
    return times


def _row(name: str, *values: object) -> None:
    print(f"{name:<34}" + "".join(f"{v:>12.2f}" if isinstance(v, float) else f"{v:>12}" for v in values))


def _check(documents: Sequence[bytes], schema: etree.XMLSchema) -> None:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    for document in documents:
        assert schema.validate(etree.fromstring(document, parser))


def _elements(document: bytes) -> int:
    return sum(1 for _ in etree.fromstring(document).iter())


class Call(NamedTuple):
    """One ``SubElement`` call."""

    parent: int
    tag: str
    attributes: dict[str, str]
    text: str | None
    nsmap: dict[str | None, str] | None


def _floor_plan(document: bytes) -> list[Call]:
    root = etree.fromstring(document)
    places: dict[Any, int] = {}
    calls: list[Call] = []
    for element in root.iter():
        parent = element.getparent()
        inherited = parent.nsmap if parent is not None else {}
        nsmap: dict[str | None, str] = {k: v for k, v in element.nsmap.items() if inherited.get(k) != v}
        places[element] = len(calls)
        above = -1 if parent is None else places[parent]
        calls.append(Call(above, str(element.tag), _texts(element.attrib), element.text, nsmap or None))
    return calls


def _texts(attributes: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in attributes.items()}


def _replay(plan: Sequence[Call]) -> bytes:
    return etree.tostring(_replayed(plan), encoding="utf-8", xml_declaration=True) + b"\n"


def _replayed(plan: Sequence[Call]) -> Any:
    _, tag, attributes, _, nsmap = plan[0]
    root = etree.Element(tag, attributes, nsmap=nsmap)
    built = [root]
    sub_element = etree.SubElement
    for parent, tag, attributes, text, nsmap in plan[1:]:
        if nsmap is None:
            element = sub_element(built[parent], tag, attributes)
        else:
            element = sub_element(built[parent], tag, attributes, nsmap=nsmap)
        if text is not None:
            element.text = text
        built.append(element)
    return root


@dataclasses.dataclass(frozen=True, slots=True)
class PeerCall:
    """How the peer builds one element."""

    kind: Any
    text: str | None
    attributes: list[tuple[str, str]]
    single: list[tuple[str, PeerCall]]
    arrays: list[tuple[str, list[PeerCall]]]
    #: what the peer has no class for: it keeps that as elements
    foreign: list[list[Call]]


def _peer_plan(element: Any, kind: Any) -> PeerCall:
    instance = kind()
    ids = {definition["xml_name"]: name for name, definition in instance.get_attribute_definitions().items()}
    known = {f"{{{NAR}}}{definition['xml_name']}": (name, definition) for name, definition in _children(instance)}
    single: list[tuple[str, PeerCall]] = []
    arrays: dict[str, list[PeerCall]] = {}
    foreign: list[list[Call]] = []
    for child in element:
        if child.tag not in known:
            foreign.append(_floor_plan(etree.tostring(child)))
            continue
        name, definition = known[child.tag]
        child_kind = instance.get_element_class(definition["element_class"])
        if child_kind is Catalog:
            # Its constructor fails without an element to read from.
            foreign.append(_floor_plan(etree.tostring(child)))
            continue
        plan = _peer_plan(child, child_kind)
        if definition["type"] == "array":
            arrays.setdefault(name, []).append(plan)
        else:
            single.append((name, plan))
    attributes = [(ids[name], value) for name, value in _texts(element.attrib).items()]
    return PeerCall(kind, element.text, attributes, single, list(arrays.items()), foreign)


def _children(instance: Any) -> list[tuple[str, dict[str, Any]]]:
    return list(instance.get_element_definitions())


def _peer_object(plan: PeerCall) -> Any:
    made = plan.kind() if plan.text is None else plan.kind(text=plan.text)
    for name, value in plan.attributes:
        setattr(made, name, value)
    for name, child in plan.single:
        setattr(made, name, _peer_object(child))
    for name, children in plan.arrays:
        setattr(made, name, [_peer_object(child) for child in children])
    if plan.foreign:
        made._xs_any_content = [_replayed(foreign) for foreign in plan.foreign]
    return made


def _peer_bytes(plan: PeerCall) -> bytes:
    return etree.tostring(_peer_object(plan).to_xml(), encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main()
