"""The feed server beside nginx that serves the same bytes as files: requests a second and the slowest hundredth.

    python -m benchmarks.server [--seconds N] [--connections N] [--minutes N] [--postgresql URL]

Needs ``nginx`` and ``wrk`` on the path. Both servers get one process; requests carry a token and are looked up in a
partner's slice. With ``--minutes`` the server is loaded that long while issues are published.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsml_export.model.story import HeadlineLine, HeadlineRole
from newsml_export.store import Partner, Store, open_store
from tests.feeds.processes import free_port, serving
from tests.formats.factories import PUBLISHER
from tests.store.editions import edition, story

NOW = dt.datetime(2023, 3, 8, tzinfo=dt.UTC)
_PARAGRAPH = "这一段写的是同一件事的另一面，读者可以从中看到它如何一步一步变好，居民怎样说，今后还要做什么。"
_STORIES, _PARAGRAPHS = 20, 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What ``wrk`` said."""

    per_second: float
    #: milliseconds within which 99 of 100 requests were answered
    p99: float
    #: answers that were neither 2xx nor 3xx, and broken connections
    errors: int


def publish(store: Store, round_: int) -> None:
    """Publish an issue whose feed has about 100 KB; every round changes one headline."""
    headline = (HeadlineLine(role=HeadlineRole.MAIN, text=f"第{round_}轮的标题"),)
    stories = [
        story(number, paragraphs=tuple(f"{number}{_PARAGRAPH}{place}" for place in range(_PARAGRAPHS)))
        for number in range(1, _STORIES)
    ]
    store.publish(edition(story(0, headline=headline), *stories), publisher=PUBLISHER, now=NOW)


def load(address: str, headers: dict[str, str], options: argparse.Namespace) -> Measured:
    """Ask for ``address`` again and again."""
    command = ["wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    text = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    found = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    assert found, text
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    errors = (int(failed[1]) if failed else 0) + (sum(map(int, broken.groups())) if broken else 0)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    assert rate, text
    return Measured(per_second=float(rate[1]), p99=float(found[1]) * unit, errors=errors)


@contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """Serve ``folder`` with nginx, one process."""
    port, settings = free_port(), folder / "nginx.conf"
    settings.write_text(
        f"""daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000000; gzip_static on; etag on; default_type application/xml;
  open_file_cache max=100; open_file_cache_valid 60s; root {folder};
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; types {{ }}
  server {{ listen 127.0.0.1:{port}; }}
}}
""",
        encoding="utf-8",
    )
    with subprocess.Popen(["nginx", "-p", str(folder), "-c", str(settings)]) as process:
        time.sleep(1.0)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def fetched(address: str, headers: dict[str, str]) -> tuple[bytes, str]:
    """Return the body and the entity tag at ``address``."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.read(), answer.headers["etag"]


def compare(ours: str, theirs: str, item: str, secret: str, options: argparse.Namespace) -> None:
    """Print both beside each other."""
    token = {"Authorization": f"Bearer {secret}"}
    plain, gzip = {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip"}
    _, our_tag = fetched(f"{ours}/rss.xml", token)
    _, their_tag = fetched(f"{theirs}/rss.xml", {})
    cases = (
        ("feed, 200", "rss.xml", plain, plain),
        ("feed, gzip", "rss.xml", gzip, gzip),
        ("feed, 304", "rss.xml", {"If-None-Match": our_tag}, {"If-None-Match": their_tag}),
        ("item, 200", item, plain, plain),
    )
    _say(f"{'':14} {'ours':>9} {'p99':>8}  {'nginx':>9} {'p99':>8}  ours ÷ nginx")
    for name, path, our, their in cases:
        first = load(f"{ours}/{path}", {**token, **our}, options)
        second = load(f"{theirs}/{path.replace('/', '-').replace(':', '-')}", their, options)
        ratio = first.per_second / second.per_second
        _say(
            f"{name:14} {first.per_second:7.0f}/s {first.p99:5.1f} ms  {second.per_second:7.0f}/s {second.p99:5.1f} ms"
            f"  {ratio:.2f}" + (f"  {first.errors} errors" if first.errors else "")
        )


def while_publishing(store: Store, address: str, secret: str, options: argparse.Namespace) -> None:
    """Load the feed while issues are published twice a second; look at memory at the beginning and the end."""
    ended, rounds = threading.Event(), [1]

    def work() -> None:
        while not ended.wait(0.5):
            rounds[0] += 1
            publish(store, rounds[0])

    thread = threading.Thread(target=work)
    thread.start()
    whole = argparse.Namespace(
        connections=options.connections, seconds=max(options.seconds, round(options.minutes * 60))
    )
    try:
        found = load(f"{address}/rss.xml", {"Authorization": f"Bearer {secret}"}, whole)
    finally:
        ended.set()
        thread.join()
    _say(
        f"feed while {rounds[0]} issues are published: {found.per_second:.0f}/s, p99 {found.p99:.1f} ms, "
        f"{found.errors} errors"
    )


def memory(process: int) -> float:
    """Return the memory of a process and its children, in megabytes."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    return sum(rss for pid, parent, rss in rows if process in (pid, parent)) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--postgresql", metavar="URL")
    options = parser.parse_args()
    if shutil.which("nginx") is None or shutil.which("wrk") is None:
        sys.exit("nginx and wrk are needed: install them first")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        address = options.postgresql or str(folder / "store.db")
        store = open_store(address)
        store.add_partner(Partner(name="bench", slice="not genre=opinion"), now=NOW)
        secret = store.new_token("bench", "bench", now=NOW)[1]
        publish(store, 1)
        guid = store.items(store.issues()[0].id)[1].guid
        arguments = ("--rate", "100000000", "--no-access-log")
        with serving(address, folder, *arguments) as running:
            ours, item = f"{running.url}/v1/bench", f"items/{guid}"
            token = {"Authorization": f"Bearer {secret}"}
            site = folder / "site"
            site.mkdir()
            for path in ("rss.xml", item):
                plain = fetched(f"{ours}/{path}", token)[0]
                packed = fetched(f"{ours}/{path}", {**token, "Accept-Encoding": "gzip"})[0]
                file = site / path.replace("/", "-").replace(":", "-")
                file.write_bytes(plain)
                file.with_name(file.name + ".gz").write_bytes(packed)
                _say(f"{path}: {len(plain):,} bytes, {len(packed):,} in gzip")
            with nginx(site) as theirs:
                compare(ours, theirs, item, secret, options)
            before = memory(running.process.pid)
            while_publishing(store, ours, secret, options)
            _say(f"memory: {before:.0f} MB before, {memory(running.process.pid):.0f} MB after")
        store.close()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
