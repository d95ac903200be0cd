"""Stories of the bench's corpus as rows of the tables."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

KEYS = "23456789abcdefghjkmnpqrstvwxyz"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Rows:
    """Stories as rows of the five tables."""

    def __init__(self, load: Any) -> None:
        self.load = load
        self.articles: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.attributions: list[dict[str, Any]] = []
        self.sources: list[dict[str, Any]] = []
        self.about: list[dict[str, Any]] = []

    def add(self, story: Any) -> None:
        self.articles.append({
            "id": story.number, "slug": f"story-{story.number}", "outlet_id": story.outlet,
            "title": story.title, "url": f"https://example.org/{story.number}",
            "published_on": story.day, "published_basis": "given" if story.day else "",
            "text": story.text, "text_sha256": sha256(story.text.encode()).hexdigest(),
            "raw": b"", "encoding": "utf-8", "extraction": "done", "extractor_version": "bench",
            "extracted_at": NOW, "ingested_at": NOW,
        })  # fmt: skip
        for said in story.said:
            self._say(story.number, said)

    def _say(self, article: int, said: Any) -> None:
        load = self.load
        load.statements += 1
        pk = load.statements
        self.statements.append({
            "id": pk, "key": key_of(pk), "article_id": article, "start": said.start,
            "end": said.end, "content": f'{{"[{said.start},{said.end})"}}', "words": said.words,
            "quotation": said.quotation, "mode": said.mode, "created_at": NOW,
        })  # fmt: skip
        settled = said.status != "unreviewed"
        self.attributions.append({
            "id": pk, "statement_id": pk, "speaker_id": said.speaker or None, "act": said.act,
            "cue": f'{{"[{said.cue[0]},{said.cue[1]})"}}', "source": "{}",
            "confidence": said.confidence, "status": said.status,
            "decided_by_id": load.curator if settled else None,
            "decided_at": NOW if settled else None, "extractor_version": "bench", "created_at": NOW,
        })  # fmt: skip
        for position, relay in enumerate(said.relays):
            load.sources += 1
            # The relays are the less quoted half of the speakers: agencies, readouts, officials.
            self.sources.append({
                "id": load.sources, "attribution_id": pk, "position": position,
                "speaker_id": len(load.corpus.people) - relay, "spans": "{}",
            })  # fmt: skip
        for party in said.about:
            load.mentions += 1
            span = f'{{"[{said.start},{said.start + 2})"}}'
            self.about.append(
                {"id": load.mentions, "statement_id": pk, "party_id": party, "spans": span}
            )


def key_of(number: int) -> str:
    """Eight characters, another for each number, in no order that a reader would see."""
    number = number * 2_654_435_761 % 30**8
    key = ""
    for _ in range(8):
        number, digit = divmod(number, 30)
        key += KEYS[digit]
    return key
