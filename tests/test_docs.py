"""README and docs name only what is there."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "training/README.md"])
PACKAGES = ("accounts", "articles", "claims", "config", "training", "tests", "docs", "templates",
            "static", "seeds")  # fmt: skip
MODULES = [path for package in PACKAGES[:6] for path in sorted((ROOT / package).rglob("*.py"))]
START = rf"(?<![\w/.:-])(?:{'|'.join(PACKAGES)})/[\w./-]*"
PATH = re.compile(rf"({START}[\w/])")
PATH_WITH_ENDING = re.compile(rf"({START}\.(?:py|md|toml|css|js|sql))\b")
FILE_NAME = re.compile(r"`((?:[\w-]+/)*[\w-]+\.(?:py|toml|sql|css|js|html))`")
GENERATED = ("training/work",)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def missing(paths: list[str]) -> list[str]:
    """The paths at which there is no file and no folder; an ending of digits may be cut short."""
    return [
        path
        for path in paths
        if not path.startswith(GENERATED)
        and not (ROOT / path).exists()
        and not list((ROOT / path).parent.glob(f"{Path(path).name}_*"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_exists(page):
    code = " ".join(re.findall(r"`[^`\n]+`", page.read_text()))

    assert missing(PATH.findall(code)) == []


@cache
def all_files() -> list[str]:
    in_packages = (path for folder in PACKAGES for path in (ROOT / folder).rglob("*.*"))
    return [str(path) for path in (*in_packages, *ROOT.glob("*.*"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_without_its_folder_exists(page):
    names = FILE_NAME.findall(page.read_text())

    assert [n for n in names if not any(file.endswith(f"/{n}") for file in all_files())] == []


def test_every_path_that_a_module_names_exists():
    faults = {
        str(module.relative_to(ROOT)): paths
        for module in MODULES
        if "migrations" not in module.parts
        and (paths := missing(PATH_WITH_ENDING.findall(module.read_text())))
    }

    assert faults == {}


def test_a_path_that_leads_nowhere_is_found():
    assert missing(PATH.findall("`docs/nowhere` and `docs/`")) == ["docs/nowhere"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)(?:PORT=\d+ )?make ([a-z-]+)", page.read_text(), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page):
    commands = {file.stem for file in ROOT.glob("*/management/commands/*.py")} | {
        "createsuperuser",
        "migrate",
        "check",
    }

    assert set(re.findall(r"manage\.py ([a-z_]+)", page.read_text())) <= commands


def test_configuration_lists_every_variable_that_the_settings_read():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))

    assert read <= set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/configuration.md").read_text()))


def test_the_continuous_integration_runs_the_readmes_test_command():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[1:] == ["exec make test"]


def test_make_alone_lists_the_targets():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout

    assert all(f"make {name}" in listed for name in ("run", "test", "install", "check", "bench"))
