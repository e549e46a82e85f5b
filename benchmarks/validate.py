"""How many documents a second ``validate`` judges, in one process and in several, beside the floor of libxml2.

The floor parses and validates with bare lxml in one process: no rules, no verdicts. Times are the best of several
rounds; with several processes they hold the start of these, and the reading of the same files from disk.

    python -m benchmarks.validate [--documents N] [--rounds N] [--jobs N] [--registry FOLDER]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from newsml_export.validation.batch import Options, Task, processors, validate_files
from newsml_export.validation.report import render_json, render_text
from newsml_export.validation.sarif import render_sarif

REPOSITORY = Path(__file__).resolve().parents[1]
VALID = REPOSITORY / "tests" / "validation" / "valid"
PROFILES = {"news-item": "newsml-g2-profile.xsd", "package-item": "newsml-g2-profile.xsd", "rss": "rss-2.0.xsd"}


def main() -> None:
    options = _options()
    with TemporaryDirectory() as place:
        sound = _written(Path(place, "sound"), options.documents, broken=False)
        broken = _written(Path(place, "broken"), options.documents, broken=True)
        checks = Options(registry=options.registry or Path(place, "none"))
        one = list(validate_files(sound, checks, jobs=1))
        assert all(verdict.valid for verdict in one)
        faulty = list(validate_files(broken, checks, jobs=1))
        assert not any(verdict.valid for verdict in faulty)
        assert render_json(faulty) == render_json(list(validate_files(broken, checks, jobs=options.jobs)))
        rows = {
            "floor: bare lxml, sound documents": lambda: _floor(sound),
            "sound documents, 1 process": lambda: list(validate_files(sound, checks, jobs=1)),
            f"sound documents, {options.jobs} processes": lambda: list(
                validate_files(sound, checks, jobs=options.jobs)
            ),
            "broken documents, 1 process": lambda: list(validate_files(broken, checks, jobs=1)),
            f"broken documents, {options.jobs} processes": lambda: list(
                validate_files(broken, checks, jobs=options.jobs)
            ),
            "as text": lambda: render_text(faulty),
            "as JSON": lambda: render_json(faulty),
            "as SARIF": lambda: render_sarif(faulty),
        }
        print(f"{options.documents:,} documents, best of {options.rounds} rounds")
        for name, work in rows.items():
            seconds = _best(work, options.rounds)
            print(f"{name:40} {seconds:8.2f} s {options.documents / seconds:10,.0f} documents/s")


def _written(folder: Path, count: int, *, broken: bool) -> list[Task]:
    folder.mkdir()
    contents = [(VALID / f"{name}.xml").read_bytes() for name in PROFILES]
    tasks = []
    for number in range(count):
        content = contents[number % len(contents)]
        if broken:
            content = content.replace(b"<title>", b"<tilte>", 1).replace(b"</title>", b"</tilte>", 1)
        path = folder / f"{number:06}.xml"
        path.write_bytes(content)
        tasks.append(Task(path=path))
    return tasks


def _floor(tasks: list[Task]) -> int:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    schemas = [etree.XMLSchema(etree.parse(REPOSITORY / "schemas" / name)) for name in PROFILES.values()]
    return sum(
        schemas[number % len(schemas)].validate(etree.fromstring(task.path.read_bytes(), parser))
        for number, task in enumerate(tasks)
    )


def _best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=max(2, processors()))
    parser.add_argument("--registry", type=Path, help="folder of registered schemas to validate with")
    return parser.parse_args()


if __name__ == "__main__":
    main()
