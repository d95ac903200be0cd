"""Outlets as listed in outlets.toml: whose page it is, by its domain; which are agencies."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OUTLETS_FILE = Path(__file__).with_name("outlets.toml")
MAX_CREDITED_PARAGRAPHS = 4  # in which a dateline names its agency
MAX_DATELINE_CHARS = 80  # "WASHINGTON, March 3 (Reuters) -"


@dataclass(frozen=True)
class ListedOutlet:
    """One table of the file; its first lines say what the fields mean."""

    name: str
    domains: tuple[str, ...]
    country: str = ""
    kind: str = ""
    rights: str = ""
    credits: tuple[str, ...] = ()
    furniture: tuple[re.Pattern[str], ...] = ()


@cache
def listed_outlets(path: Path = OUTLETS_FILE) -> tuple[ListedOutlet, ...]:
    """Every outlet of the file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        ListedOutlet(
            name=entry["name"],
            domains=tuple(entry["domains"]),
            country=entry.get("country", ""),
            kind=entry.get("kind", ""),
            rights=entry.get("rights", ""),
            credits=tuple(entry.get("credits", ())),
            furniture=tuple(map(re.compile, entry.get("furniture", ()))),
        )
        for entry in table.get("outlet", ())
    )


def outlet_at(domain: str) -> ListedOutlet | None:
    """The outlet of this domain or of the nearest one above it: edition.cnn.com is CNN's."""
    labels = domain.lower().rstrip(".").split(".")
    outlets = _by_domain()
    for start in range(len(labels) - 1):
        if outlet := outlets.get(".".join(labels[start:])):
            return outlet
    return None


def outlet_called(name: str) -> ListedOutlet | None:
    """The outlet of this very name, whatever the capitals."""
    return _by_name().get(name.casefold())


def agency_in(text: str) -> str:
    """The agency that the text's first dateline credits: "DUBAI (Reuters) - …"; "" if none."""
    for paragraph in text.split("\n\n", MAX_CREDITED_PARAGRAPHS)[:MAX_CREDITED_PARAGRAPHS]:
        if match := _dateline().match(paragraph):
            return _agencies()[match["agency"]]
    return ""


@cache
def _by_domain() -> dict[str, ListedOutlet]:
    return {domain: outlet for outlet in listed_outlets() for domain in outlet.domains}


@cache
def _by_name() -> dict[str, ListedOutlet]:
    return {outlet.name.casefold(): outlet for outlet in listed_outlets()}


@cache
def _agencies() -> dict[str, str]:
    """The name of each agency by what it is credited as."""
    return {credit: outlet.name for outlet in listed_outlets() for credit in outlet.credits}


@cache
def _dateline() -> re.Pattern[str]:
    agencies = "|".join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))
    place = rf"[A-Z][^\n!?“”\"()]{{0,{MAX_DATELINE_CHARS}}}?"
    return re.compile(
        rf"(?:{place})?(?:\.,? )?\((?P<agency>{agencies})(?: via [^()]{{1,30}}|/[^()]{{1,30}})?\)"
        rf"\s*[-–—:―]"
    )
