"""The real server, in processes of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Scheme and host."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self, seconds: float = 30) -> int:
        """Ask it to end; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@contextmanager
def serving(store: str, folder: Path, *arguments: str) -> Iterator[Running]:
    """Run ``newsml-export serve`` on ``store`` until the block ends."""
    port, log = free_port(), folder / "serve.log"
    program = str(Path(sys.executable).with_name("newsml-export"))
    command = [program, "serve", "--store", store, "--port", str(port), *arguments]
    environment = {**os.environ, "NO_COLOR": "1"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder, env=environment)
    running = Running(port=port, process=process, log=log)
    try:
        _wait(running)
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(running: Running) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if running.process.poll() is not None:
            break
        try:
            if httpx.get(f"{running.url}/readyz", timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {running.log.read_text('utf-8', 'replace')}")
