"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import address as address
from tests.databases import postgresql as postgresql
from tests.databases import store as store
from tests.quality.summary import pytest_terminal_summary as pytest_terminal_summary

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _no_registered_schemas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is registered on the machine has no say in tests."""
    monkeypatch.setenv("NEWSML_EXPORT_SCHEMAS", str(tmp_path / "registered-schemas"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def examples_dir() -> Path:
    """Our own example issues."""
    return REPOSITORY / "examples"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Material beside the checkout that is not ours; the test skips where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder “shared” with official schemas and samples is not beside this checkout")
    return folder
