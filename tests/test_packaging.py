"""The wheel carries all it needs: it is built, installed into an empty environment, and used from elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsml_export._version import __version__


def _run(*arguments: str | Path, cwd: Path, environment: dict[str, str] | None = None) -> str:
    ran = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    _run(*build, ".", cwd=repository)
    (file,) = folder.glob("*.whl")
    return file


def test_the_wheel_holds_everything(wheel: Path, repository: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    package = repository / "newsml_export"
    wanted = {
        f"newsml_export/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    wanted |= {f"newsml_export/schemas/{file.name}" for file in (repository / "schemas").iterdir() if file.is_file()}
    assert not wanted - held
    assert {
        "newsml_export/py.typed",
        "newsml_export/layout/languages/zh-Hans.toml",
        "newsml_export/formats/html_page/assets/page.html.j2",
        "newsml_export/schemas/newsml-g2-profile.xsd",
        "newsml_export/schemas/rss-2.0.xsd",
        "newsml_export/schemas/issue.schema.json",
    } <= held
    strangers = {
        name for name in held if not name.startswith(("newsml_export/", f"newsml_export-{__version__}.dist-info/"))
    }
    assert not strangers, "tests, examples and tools stay out of the wheel"
    assert f"newsml_export-{__version__}.dist-info/licenses/LICENSE" in held


def test_the_wheel_works_in_an_empty_environment(
    wheel: Path, repository: Path, examples_dir: Path, tmp_path: Path
) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    _run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    lock = repository / "requirements.lock"
    _run(*pip, "install", "--no-compile", "--require-hashes", "--requirement", lock, cwd=tmp_path)
    _run(*pip, "install", "--no-index", wheel, cwd=tmp_path)
    _run(*pip, "check", cwd=tmp_path)
    command = scripts / "newsml-export"
    assert _run(command, "--version", cwd=tmp_path, environment=environment) == f"newsml-export {__version__}\n"
    where = "import newsml_export; print(newsml_export.__file__)"
    installed = _run(scripts / "python", "-I", "-c", where, cwd=tmp_path, environment=environment)
    assert Path(installed.strip()).is_relative_to(tmp_path.resolve()), "the checkout must not be what is tested"
    source = examples_dir / "jiangzhou-2023-03-08"
    _run(command, "convert", source, "--output", "out", cwd=tmp_path, environment=environment)
    told = json.loads(_run(command, "validate", "--format", "json", "out", cwd=tmp_path, environment=environment))
    assert told["summary"]["valid"] == told["summary"]["documents"] == 32
    assert (tmp_path / "out" / "index.html").stat().st_size > 10_000


def test_locks_name_no_place(repository: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (repository / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text
        for line in text.splitlines():
            if line and not line.startswith(("#", " ")):
                assert "==" in line, f"{name}: {line} is not pinned"


def test_locks_fit_the_lower_bounds(repository: Path) -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": [*project["project"]["dependencies"], *groups["build"]],
        "requirements-dev.lock": [
            *project["project"]["dependencies"],
            *(entry for extra in project["project"]["optional-dependencies"].values() for entry in extra),
            *groups["build"],
            *(entry for entry in groups["dev"] if isinstance(entry, str)),
        ],
    }
    for name, requirements in wanted.items():
        pinned: dict[str, list[str]] = {}
        for line in (repository / name).read_text(encoding="utf-8").splitlines():
            if "==" in line and not line.startswith("#"):
                requirement = Requirement(line.rstrip("\\ "))
                pinned.setdefault(requirement.name.lower().replace("_", "-"), []).append(
                    str(requirement.specifier).removeprefix("==")
                )
        for text in requirements:
            requirement = Requirement(text)
            versions = pinned.get(requirement.name.lower().replace("_", "-"), [])
            assert versions, f"{name} lacks {requirement.name}: run make lock"
            assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)
