"""Rules for packages and messages: what is referred to is there, and groups make a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsml_export.validation import newsml_g2_names as names
from newsml_export.validation.rules import error, warning
from newsml_export.validation.rules_newsml_g2_meta import check_moment, check_order
from newsml_export.validation.values import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from newsml_export.validation.rules import Breach

_GROUPS = "NewsML-G2 2.35, groupSet"

ROOT_UNRESOLVED = error(
    "group-root-unresolved", "The root of a groupSet is one of its groups.", "Name the id of the root group.", _GROUPS
)
GROUP_REF_UNRESOLVED = error(
    "group-ref-unresolved", "A groupRef names a group of the same groupSet.", "Name the id of a group.", _GROUPS
)
GROUP_CYCLE = error(
    "group-cycle", "No group contains itself.", "Take the groupRef away that leads back to a group above.", _GROUPS
)
GROUP_UNREACHABLE = warning(
    "group-unreachable",
    "Every group can be reached from the root.",
    "Refer to the group from the root or from a group below it.",
    _GROUPS,
)
GUID_DUPLICATE = error(
    "guid-duplicate", "A message carries an item once.", "Give each item its own guid, or send the item once."
)
ITEM_REF_UNRESOLVED = error(
    "item-ref-unresolved",
    "A message that carries a package and items carries all items of the package.",
    "Put the item into the message, or take the itemRef out of the package.",
)
ITEM_REF_VERSION = warning(
    "item-ref-version",
    "A package refers to the version of an item that the message carries.",
    "Write the version of the item that is sent.",
)

PACKAGE_RULES = (
    ROOT_UNRESOLVED,
    GROUP_REF_UNRESOLVED,
    GROUP_CYCLE,
    GROUP_UNREACHABLE,
    GUID_DUPLICATE,
    ITEM_REF_UNRESOLVED,
    ITEM_REF_VERSION,
)


def check_package(group_set: _Element, breaches: list[Breach]) -> None:
    """Check that the groups of a package make one tree."""
    groups = {group.get("id", ""): group for group in group_set.iterchildren(names.GROUP)}
    below: dict[str, list[str]] = {}
    for name, group in groups.items():
        below[name] = []
        for reference in group.iterchildren(names.GROUP_REF):
            target = reference.get("idref", "")
            if target in groups:
                below[name].append(target)
            else:
                told = f"There is no group “{clipped(target)}”."
                breaches.append(GROUP_REF_UNRESOLVED.broken(reference, told, "idref"))
    root = group_set.get("root", "")
    if root not in groups:
        told = f"There is no group “{clipped(root)}” to begin with."
        breaches.append(ROOT_UNRESOLVED.broken(group_set, told, "root"))
        return
    _check_tree(root, groups, below, breaches)


def _check_tree(
    root: str, groups: Mapping[str, _Element], below: Mapping[str, Sequence[str]], breaches: list[Breach]
) -> None:
    done: set[str] = set()
    above: set[str] = set()
    # Not by recursion: a document may chain as many groups as it likes.
    waiting: list[tuple[str, bool]] = [(root, False)]
    while waiting:
        name, leaving = waiting.pop()
        if leaving:
            above.discard(name)
            done.add(name)
        elif name not in done:
            above.add(name)
            waiting.append((name, True))
            for target in below[name]:
                if target in above:
                    told = f"The group “{clipped(target)}” contains itself through “{clipped(name)}”."
                    breaches.append(GROUP_CYCLE.broken(groups[name], told))
                else:
                    waiting.append((target, False))
    for name, group in groups.items():
        if name not in done:
            told = f"The group “{clipped(name)}” cannot be reached from the root."
            breaches.append(GROUP_UNREACHABLE.broken(group, told))


def check_message(message: _Element, items: Sequence[_Element], breaches: list[Breach]) -> None:
    """Check what holds between the items of a message."""
    sent = next(
        (sent for header in message.iterchildren(names.HEADER) for sent in header.iterchildren(names.SENT)), None
    )
    if sent is not None:
        check_moment(sent, breaches)
    versions: dict[str, str | None] = {}
    for item in items:
        guid = item.get("guid")
        if guid:
            if guid in versions:
                breaches.append(GUID_DUPLICATE.broken(item, f"The guid “{clipped(guid)}” is there twice.", "guid"))
            versions[guid] = item.get("version")
        for meta in item.iterchildren(names.ITEM_META):
            if check_order(next(meta.iterchildren(names.VERSION_CREATED), None), sent, breaches):
                # Told once: the fault is the message's.
                sent = None
    if any(item.tag == names.NEWS_ITEM for item in items):
        for item in items:
            if item.tag == names.PACKAGE_ITEM:
                _check_references(item, versions, breaches)


def _check_references(package: _Element, versions: Mapping[str, str | None], breaches: list[Breach]) -> None:
    for reference in package.iter(names.ITEM_REF):
        target, version = reference.get("residref"), reference.get("version")
        if target is None:
            continue
        if target not in versions:
            told = f"The message does not carry the item “{clipped(target)}”."
            breaches.append(ITEM_REF_UNRESOLVED.broken(reference, told, "residref"))
        elif version is not None and version != versions[target]:
            told = f"The package refers to version {clipped(version)} of an item that is sent as {versions[target]}."
            breaches.append(ITEM_REF_VERSION.broken(reference, told, "version"))
