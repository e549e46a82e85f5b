"""The command line and a page to give it, as the tests of the command line have them."""

from __future__ import annotations

from tests.cli.conftest import cli, page

__all__ = ["cli", "page"]
