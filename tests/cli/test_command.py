"""The command as a whole, run as a user runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsml_export._version import __version__

COMMAND = (sys.executable, "-c", "from newsml_export.cli import main; main()")


def _run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_version() -> None:
    ran = _run("--version")
    assert (ran.returncode, ran.stdout) == (0, f"newsml-export {__version__}\n")


@pytest.mark.parametrize("command", [(), ("convert",), ("inspect",), ("validate",)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(command: tuple[str, ...], option: str) -> None:
    ran = _run(*command, option)
    assert ran.returncode == 0
    assert "Usage: newsml-export" in ran.stdout.replace("-c", "newsml-export")
    assert ran.stderr == ""


def test_completion() -> None:
    ran = _run("--show-completion", "zsh", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert ran.returncode == 0
    assert "compdef" in ran.stdout


def test_messages_survive_a_terminal_that_is_not_utf_8(page: Path, tmp_path: Path) -> None:
    arguments = ("convert", str(page), "--publication", "江州晨报", "-o", str(tmp_path / "out"))
    ran = subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "out" / "report.json").exists()


def test_a_reader_that_goes_away_is_told_nothing(examples_dir: Path) -> None:
    source = examples_dir / "jiangzhou-2023-03-08"
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run(
            [*COMMAND, "-q", "inspect", "--format", "json", str(source)],
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_a_progress_bar_on_a_terminal_that_leaves_nothing_behind(examples_dir: Path, tmp_path: Path) -> None:
    import pty

    control, terminal = pty.openpty()
    arguments = ("convert", str(examples_dir / "jiangzhou-2023-03-08"), "-o", str(tmp_path / "out"))
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TTY_COMPATIBLE"}}
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**environment, "TERM": "xterm-256color"},
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(control, 65536):
                shown += part
        except OSError:
            # Linux says so when the other end of a terminal is closed.
            pass
    os.close(control)
    assert process.returncode == 0
    text = shown.decode("utf-8")
    assert "stories" in text
    assert "100%" in text
    # The line of the bar is erased, and never comes back, before the first finding is printed.
    assert text.rindex("stories ") < text.rindex("\x1b[2K") < text.index("warning: ")
