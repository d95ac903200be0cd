"""Whom a pronoun means: by gender, number, distance, subjecthood and who spoke last.

The weights follow the salience factors of Lappin and Leass (1994, "An algorithm for pronominal
anaphora resolution"): recency and subjects first; to them comes what is particular to news,
that whoever was quoted last goes on speaking.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.extraction.coreference.entities import Cast, Member, Occurrence
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Span, SpeakerKind

_REACH = 40  # mentions looked back over
_PEOPLE_BETWEEN = re.compile(r"\b(he|she|his|her|him)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom the pronoun means; ``sure`` is False when another came close."""

    member: Member | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What is known at a place: who spoke last and where, and where contents stand near by."""

    last: tuple[int, Member] | None
    contents: Sequence[Span]
    own: Sequence[Span] = ()  # the content of the statement whose speaker is sought


def antecedent(cast: Cast, sort: str, position: int, context: Context) -> Antecedent:
    """The member meant by a pronoun of this sort (m, f, n, p) that begins at ``position``."""
    best: dict[int, tuple[float, Member]] = {}
    for count, occurrence in enumerate(cast.before(position)):
        if count >= _REACH:
            break
        member = occurrence.member
        if not _agrees(member, sort):
            continue
        score = _salience(cast, occurrence, position, context) + _liking(member, sort)
        if member.number not in best or score > best[member.number][0]:
            best[member.number] = (score, member)
    if context.last is not None and context.last[1].number in best:
        place, member = context.last
        away = cast.paragraph(position) - cast.paragraph(place)
        score = best[member.number][0] + (5 if away == 0 else 3 if away == 1 else 1)
        best[member.number] = (score, member)
    ranked = sorted(best.values(), key=lambda row: -row[0])
    if not ranked:
        return Antecedent(None)
    close = len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1.5
    return Antecedent(ranked[0][1], sure=not close)


def learn_genders(cast: Cast) -> None:
    """Give people the gender of the pronouns beside them where only they can be meant."""
    votes: dict[int, list[str]] = {}
    for match in _PEOPLE_BETWEEN.finditer(text_of(cast.doc)):
        gender = "f" if match.group().lower() in ("she", "her") else "m"
        sentence = cast.sentence(match.start())
        near = {
            o.member.number: o.member
            for o in _some(cast, match.start())
            if o.member.is_person and not o.possessor and sentence - cast.sentence(o.start) <= 1
        }
        if len(near) == 1:
            votes.setdefault(next(iter(near)), []).append(gender)
    for member in cast.members:
        cast_votes = votes.get(member.number, [])
        if not member.gender and cast_votes and len(set(cast_votes)) == 1:
            member.gender = cast_votes[0]


def _some(cast: Cast, position: int) -> Iterable[Occurrence]:
    for count, occurrence in enumerate(cast.before(position)):
        if count > 8:
            return
        yield occurrence


def _agrees(member: Member, sort: str) -> bool:
    if sort in ("m", "f"):
        return member.is_person and member.gender in ("", sort)
    if sort == "n":
        return not member.is_person and not member.plural
    if sort == "p":
        return member.plural or member.kind is not SpeakerKind.PERSON
    return False


def _liking(member: Member, sort: str) -> float:
    """What a pronoun rather means among those that agree with it."""
    if sort == "n":
        return -2 if member.kind is SpeakerKind.DOCUMENT else 0
    if sort == "p":
        return 3 if member.kind is SpeakerKind.GROUP else 2 if member.plural else -3
    return 1 if member.named else 0


def _salience(cast: Cast, occurrence: Occurrence, position: int, context: Context) -> float:
    sentences = cast.sentence(position) - cast.sentence(occurrence.start)
    paragraphs = cast.paragraph(position) - cast.paragraph(occurrence.start)
    score = -2.0 * min(sentences, 6) - 1.0 * min(paragraphs, 3)
    if occurrence.subject:
        score += 3
    if occurrence.possessor:
        score -= 2
    if occurrence.member.place:
        score -= 3
    if any(span.start <= occurrence.start < span.end for span in context.own):
        score -= 6
    elif any(span.start <= occurrence.start < span.end for span in context.contents):
        score -= 3
    return score
