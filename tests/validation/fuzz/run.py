"""Makes damaged documents and puts them through validation and the readers, under guard."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import socket
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from lxml import etree

from newsml_export import plugins
from newsml_export.errors import NewsmlExportError
from newsml_export.readers.base import IssueHints
from newsml_export.validation.documents import DocumentValidator
from newsml_export.validation.official import OfficialSchemas
from newsml_export.validation.report import render_json, render_text
from newsml_export.validation.sarif import render_sarif
from newsml_export.validation.validator import Validator
from newsml_export.validation.verdict import Verdict
from tests.validation.fuzz import attacks, damage, structure
from tests.validation.fuzz.seeds import Seed, seeds

#: what one document may take: seconds of the processor, and bytes beyond what was in use before
SECONDS = 60.0
MEMORY = 400_000_000
_SECRET = "a secret that no document may tell"
_HINTS = IssueHints(publication="江州晨报", date=dt.date(2023, 3, 8))


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a run."""

    documents: int = 0
    #: how many documents were damaged in each way
    ways: Counter[str] = field(default_factory=Counter)
    #: codes of findings, and errors of readers, by how often they came
    codes: Counter[str] = field(default_factory=Counter)
    read: int = 0
    #: what must not be, each with the number of the document
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    #: by how much the largest amount of memory in use has grown
    growth: int = 0


class Fuzzer:
    """Makes document number ``n`` of a seed; the same number always gives the same document."""

    def __init__(self, seed: int, secret: str) -> None:
        self._seed = seed
        self._secret = secret
        self._seeds = seeds()
        self._roots = {one.name: etree.fromstring(one.content) for one in self._seeds if one.name.endswith(".xml")}
        self._data = {one.name: json.loads(one.content) for one in self._seeds if one.name.endswith(".json")}

    def document(self, number: int) -> tuple[Seed, str]:
        """Return a damaged document, with the name of the sound one, and in what ways it was damaged."""
        source = random.Random(f"{self._seed}/{number}")
        seed = source.choice(self._seeds)
        content, way = self._damaged(seed, source)
        if source.random() < 0.1:
            again = source.choice(damage.DAMAGES)
            content, way = again(content, source), f"{way}+{again.__name__}"
        return Seed(name=seed.name, content=content), way

    def _damaged(self, seed: Seed, source: random.Random) -> tuple[bytes, str]:
        how = source.random()
        if how < 0.45 and seed.name in self._roots:
            return structure.tree(self._roots[seed.name], source, list(self._roots.values())), "tree"
        if how < 0.45 and seed.name in self._data:
            return structure.data(self._data[seed.name], source), "data"
        if how < 0.7 and seed.name in self._roots:
            attack = source.choice(attacks.ATTACKS)
            if attack in attacks.HEAVY and source.random() < 0.8:
                attack = attacks.external
            text = attack(seed.content.decode(), source, self._secret)
            return text.encode("utf-8", "replace"), attack.__name__
        way = source.choice(damage.DAMAGES)
        return way(seed.content, source), way.__name__


def run(documents: int, seed: int = 1, *, first: int = 0, official: Path | None = None) -> Outcome:
    """Put ``documents`` damaged documents through everything, and return what became of it.

    Args:
        documents: how many.
        seed: of the random numbers.
        first: number of the first document.
        official: folder of registered schemas to validate with as well.
    """
    outcome = Outcome()
    with TemporaryDirectory() as place, TemporaryDirectory() as elsewhere, _no_network(outcome):
        folder = Path(place)
        secret = Path(elsewhere, "secret.txt")
        secret.write_text(_SECRET, encoding="utf-8")
        # Far back, for many systems note only the first look after a change.
        os.utime(secret, (0, secret.stat().st_mtime))
        fuzzer = Fuzzer(seed, secret.as_uri())
        subject = _Subject(folder, OfficialSchemas(official if official is not None else folder / "none"))
        memory = _most_memory()
        for number in range(first, first + documents):
            document, way = fuzzer.document(number)
            begun = time.process_time()
            try:
                told = subject.put_through(document, outcome, whole=number % 10 == 0)
            except Exception:
                outcome.failures.append(f"{number} ({way}, {document.name}): {traceback.format_exc()}")
                continue
            taken = time.process_time() - begun
            outcome.documents += 1
            outcome.ways[way] += 1
            outcome.slowest = max(outcome.slowest, (taken, f"{number} ({way}, {document.name})"))
            if taken > SECONDS:
                outcome.failures.append(f"{number} ({way}, {document.name}): took {taken:.1f} s")
            if _SECRET in told or "root:x:0" in told:
                outcome.failures.append(f"{number} ({way}, {document.name}): a file was read")
        outcome.growth = _most_memory() - memory
        if outcome.growth > MEMORY:
            outcome.failures.append(f"memory grew by {outcome.growth:,} bytes")
        if secret.stat().st_atime_ns:
            outcome.failures.append("the secret file was opened")
    return outcome


class _Subject:
    """Everything that documents of others go through."""

    def __init__(self, folder: Path, official: OfficialSchemas) -> None:
        self._folder = folder
        self._validators = (DocumentValidator(official=official), Validator())
        self._readers = list(plugins.readers())

    def put_through(self, document: Seed, outcome: Outcome, *, whole: bool) -> str:
        """Return everything that was said of ``document``; with ``whole``, rendered in every way."""
        verdicts = [validator.check(document.content, document.name) for validator in self._validators]
        for finding in verdicts[0].findings:
            outcome.codes[finding.code] += 1
        told = repr(verdicts[0].findings)
        if whole:
            told += _rendered(verdicts)
        path = self._folder / document.name
        path.write_bytes(document.content)
        for reader in self._readers:
            if reader.accepts(path):
                try:
                    told += repr(reader.read(path, _HINTS))[:100_000]
                    outcome.read += 1
                except NewsmlExportError as error:
                    outcome.codes[error.code] += 1
                    told += str(error)
        path.unlink()
        return told


def _rendered(verdicts: list[Verdict]) -> str:
    return render_text(verdicts) + render_json(verdicts).decode() + render_sarif(verdicts).decode()


def _most_memory() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


@contextmanager
def _no_network(outcome: Outcome) -> Iterator[None]:
    """Let every attempt to reach a host be a failure."""

    def refuse(*arguments: object, **_: object) -> None:
        outcome.failures.append(f"the network was used: {arguments[1:]}")
        raise OSError("there is no network here")

    with (
        mock.patch.object(socket.socket, "connect", refuse),
        mock.patch.object(socket, "create_connection", refuse),
        mock.patch.object(socket, "getaddrinfo", refuse),
    ):
        yield
