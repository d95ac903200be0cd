"""A corpus of any size that looks like news: the same for the same seed.

A few speakers, outlets and parties have most of the statements (Zipf), as in real news. Words are
drawn by their frequency in the seed articles and this repository's docs, with a long tail of rare
made-up names, so that full text has frequent and rare words to find. Nobody said any of it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from claims.extraction import acts

ROOT = Path(__file__).resolve().parents[2]
FIRST_DAY, DAYS = date(2021, 1, 1), 3 * 365
PARTIES, OUTLETS, SPEAKERS, RELAYS, TAIL = 40, 300, 30_000, 2_000, 20_000
UNDATED, THROUGH, ABOUT, UNKNOWN = 0.05, 0.2, 0.6, 0.03
GIVEN = "Ann Boris Chen Dina Emil Farah Georg Hana Ivan Jun Karin Luis Mei Nadia Omar Petra".split()
TITLES = "minister spokesman president official envoy governor analyst general".split()
SYLLABLES = (
    "ba chen dor el far gan hol im jin kor lin mo nar ov pel qua rus san tor ul ver wei yan zel"
).split()
CODES = (
    "cn us ru ua eu nato un gb de fr jp in tr pl il ir sa kp kr tw au ca br mx za eg ng id pk vn "
    "it es se no fi nl be at ch rs"
).split()


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in an article: where its words stand, and all that is drawn for it."""

    start: int
    end: int
    words: str
    speaker: int  # 1 for the first speaker; 0: unknown
    cue: tuple[int, int]
    act: str
    quotation: str
    mode: str
    confidence: float
    relays: tuple[int, ...]
    about: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Story:
    number: int
    outlet: int
    title: str
    text: str
    day: date | None
    said: tuple[Said, ...]


class Corpus:
    """``stories()`` gives them one after the other, ``people`` the names they speak by."""

    def __init__(self, seed: int = 1) -> None:
        self.random = np.random.default_rng(seed)
        self.words, self.weights = self._vocabulary()
        self.drawn = self._draw()
        self.people = self._people()
        self.acts = list(acts.labels())
        self.modes = {act: str(acts.load().modes[act]) for act in self.acts}

    def stories(self, articles: int, statements: int) -> Iterator[Story]:
        """``articles`` of them with ``statements`` in all, few in most and many in some."""
        share = self.random.gamma(1.5, size=articles)
        edges = np.round(np.cumsum(share) / share.sum() * statements).astype(int)
        before = 0
        for number, edge in enumerate(edges, start=1):
            yield self._story(number, edge - before)
            before = edge

    def _story(self, number: int, statements: int) -> Story:
        outlet = self._ranked(OUTLETS, 1)[0]
        title = self._sentence(6)[:-1]
        text, said = title, []
        speakers = self._ranked(SPEAKERS, statements)
        for speaker in speakers:
            paragraph, one = self._said(len(text) + 2, int(speaker))
            said.append(one)
            text += "\n\n" + paragraph + " " + self._sentence(14)
        day = FIRST_DAY + timedelta(days=int(self.random.integers(DAYS)))
        dated = self.random.random() >= UNDATED
        return Story(number, int(outlet), title, text, day if dated else None, tuple(said))

    def _said(self, at: int, speaker: int) -> tuple[str, Said]:
        """A paragraph that begins at ``at``, and the statement in it."""
        draw = self.random.random(8)
        act = self.acts[min(int(self.random.zipf(1.7)) - 1, len(self.acts) - 1)]
        words = self._sentence(4 + int(self.random.integers(22)))[:-1]
        name = self.people[speaker - 1][0]
        quotation = ("direct", "mixed", "indirect")[int(np.searchsorted([0.25, 0.45], draw[0]))]
        if quotation == "direct":
            paragraph, before = f"“{words},” {act} {name}.", 1
            cue = at + len(words) + 4
        else:
            paragraph, before = f"{name} {act} {words}.", len(name) + len(act) + 2
            cue = at + len(name) + 1
        hops = 0 if draw[1] >= THROUGH else 1 + int(draw[2] < 0.15)
        status = "unreviewed"
        if draw[3] < 0.08:
            status = ("rejected", "corrected", "accepted")[min(int(draw[3] * 50), 2)]
        return paragraph, Said(
            start=at + before,
            end=at + before + len(words),
            words=words,
            speaker=0 if draw[4] < UNKNOWN else speaker,
            cue=(cue, cue + len(act)),
            act=act,
            quotation=quotation,
            mode=self.modes[act],
            confidence=round(1 - float(draw[5]) ** 2 * 0.7, 3),
            relays=tuple(dict.fromkeys(int(one) for one in self._ranked(RELAYS, hops))),
            about=tuple(
                sorted({CODES[one - 1] for one in self._ranked(PARTIES, self._many(draw))})
            ),
            status=status,
        )

    @staticmethod
    def _many(draw: np.ndarray) -> int:
        return 0 if draw[6] >= ABOUT else 1 + int(draw[7] < 0.35)

    def _sentence(self, length: int) -> str:
        return " ".join(islice(self.drawn, length)).capitalize() + "."

    def _draw(self) -> Iterator[str]:
        while True:
            numbers = self.random.choice(len(self.words), 100_000, p=self.weights)
            yield from map(self.words.__getitem__, numbers.tolist())

    def _ranked(self, most: int, many: int) -> list[int]:
        """Ranks from 1 to ``most``, each half as likely as the one of half its number."""
        return [int(most**one) for one in self.random.random(many)] if many else []

    def _vocabulary(self) -> tuple[list[str], np.ndarray]:
        """Words with their shares; a tenth of all words are from the rare tail."""
        files = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "docs").glob("*.md"))]
        text = " ".join(file.read_text(encoding="utf-8") for file in files).lower()
        known = Counter(re.findall(r"[a-z]{2,}", text))
        shares = np.array(list(known.values()), dtype=float)
        tail = [self._name(3) for _ in range(TAIL)]
        rare = 1 / np.arange(10, TAIL + 10)
        weights = np.concatenate([0.9 * shares / shares.sum(), 0.1 * rare / rare.sum()])
        return [*known, *tail], weights / weights.sum()

    def _name(self, syllables: int) -> str:
        return "".join(SYLLABLES[n] for n in self.random.integers(len(SYLLABLES), size=syllables))

    def _people(self) -> list[tuple[str, str, str]]:
        """Name, kind and party code ("": none) of each speaker; the first are the most quoted."""
        people: dict[str, tuple[str, str]] = {}
        while len(people) < SPEAKERS:
            kind = ("person", "institution", "group")[
                int(np.searchsorted([0.75, 0.95], self.random.random()))
            ]
            family = self._name(2 + int(self.random.integers(2))).capitalize()
            given = GIVEN[int(self.random.integers(len(GIVEN)))]
            name = (
                f"{given} {family}" if kind == "person" else f"{family} {TITLES[len(people) % 8]}s"
            )
            party = CODES[self._ranked(PARTIES, 1)[0] - 1] if self.random.random() < 0.7 else ""
            people.setdefault(name, (kind, party))
        return [(name, *rest) for name, rest in people.items()]
