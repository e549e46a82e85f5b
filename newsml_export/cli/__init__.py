"""The command line: prints, exit codes and progress; no logic."""

from __future__ import annotations


def main() -> None:
    """Run the command ``newsml-export``."""
    from newsml_export.cli.app import run

    run()
