"""Decisions of another database, or of an earlier text, done again here.

Only where the words are exactly those decided on; where they are nearly, a curator is asked. What
is here already is left alone, what somebody has settled otherwise here is told.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article
from claims.curation import merging, speakers
from claims.curation.anchors import Place, find
from claims.curation.annotations import Told
from claims.curation.articles import mark_reviewed, release, withhold
from claims.curation.errors import Contradiction, CurationConflict, CurationError, Needless
from claims.curation.log import keeping
from claims.curation.settling import find_speaker, get_speaker, settle_as
from claims.curation.undoing import undo
from claims.extraction.folding import fold_name
from claims.locks import lock_speakers
from claims.models import Alias, Attribution, Carryover, Decision, DecisionKind, Speaker


class Kind(StrEnum):
    """What became of a decision."""

    APPLIED = "applied"
    THERE = "already there"
    PROPOSED = "proposed"  # its words stand here only nearly: a curator is asked
    CONFLICTING = "conflicting"
    NOT_FOUND = "not found"
    UNDONE = "undone"  # it could not be done here, and had been undone there


@dataclass(frozen=True, slots=True)
class Outcome:
    kind: Kind
    told: Told
    why: str = ""


class NotHere(Exception):
    """What the decision is on isn't here; the message says what."""


def replay(decisions: Iterable[Told]) -> Iterator[Outcome]:
    """Do each again, in the order given; one outcome each, each in a transaction of its own."""
    every = list(decisions)
    undone = _undone(every)
    users = {
        user.username: user for user in User.objects.filter(username__in={d.by for d in every})
    }
    for told in every:
        outcome = one(told, users.get(told.by))
        failed = outcome.kind not in (Kind.APPLIED, Kind.THERE)
        if failed and told.uid in undone:
            outcome = Outcome(Kind.UNDONE, told, "It had been undone.")
        yield outcome


def _undone(decisions: list[Told]) -> set[UUID]:
    """Those that are out of force in the end, with the undoings themselves."""
    by = {told.undoes: told for told in decisions if told.undoes}
    out: set[UUID] = set()
    for told in decisions:
        chain = [told.uid]
        while later := by.get(chain[-1]):
            chain.append(later.uid)
        if not told.undoes and len(chain) % 2 == 0:
            out.update(chain)
    return out


def one(told: Told, by: User | None) -> Outcome:
    """Do one again, as ``by``, who decided it."""
    if Decision.objects.filter(uid=told.uid).exists():
        return Outcome(Kind.THERE, told)
    if by is None:
        return Outcome(Kind.NOT_FOUND, told, f"No user “{told.by}”; make that account first.")
    try:
        with transaction.atomic(), keeping(uid=told.uid, at=told.at, batch=told.batch):
            return _done(told, by)
    except Needless as error:
        return Outcome(Kind.THERE, told, str(error))
    except (CurationConflict, Contradiction) as error:
        return Outcome(Kind.CONFLICTING, told, str(error))
    except (NotHere, CurationError) as error:
        return Outcome(Kind.NOT_FOUND, told, str(error))


def _done(told: Told, by: User) -> Outcome:
    lock_speakers()  # speakers may have to be made
    if told.undoes:
        _undo(told, by)
    elif told.deed in _ON_SPEAKERS:
        _ON_SPEAKERS[told.deed](told, by)
    elif "exact" in told.anchor:
        article, place = _place(told)
        if not place.exact:
            return propose(told, article, place)
        settle_as(told, article, place.start - told.anchor["start"], by=by, why=told.why)
    else:
        _on_article(told, by)
    return Outcome(Kind.APPLIED, told)


def propose(told: Told, article: Article, place: Place | None) -> Outcome:
    """Ask a curator whether a decision holds for words that are nearly those decided on."""
    _, new = Carryover.objects.get_or_create(
        uid=told.uid,
        defaults={
            "article": article,
            "told": told.annotation(),
            "start": place and place.start,
            "end": place and place.end,
            "likeness": place.likeness if place else 0,
        },
    )
    if not new:
        return Outcome(Kind.THERE, told, "It waits for a curator, or one has answered.")
    likeness = place.likeness if place else 0
    near = f"{likeness:.0%} like words of {article.slug}; a curator is asked."
    return Outcome(Kind.PROPOSED, told, near)


def _place(told: Told) -> tuple[Article, Place]:
    """The article and the place in it. Another text than the one decided on must be its heir."""
    sha256, url = told.anchor["text_sha256"], told.anchor.get("url")
    if same := Article.objects.filter(text_sha256=sha256).first():
        start, end = told.anchor["start"], told.anchor["end"]
        if same.text[start:end] != told.anchor["exact"]:
            raise NotHere(f"{same.slug} has other words at {start} to {end}.")
        return same, Place(start, end, exact=True)
    current = Article.objects.filter(superseded_by=None)
    heir = current.at(url or "").first() or current.filter(slug=told.anchor["article"]).first()
    if heir is None:
        raise NotHere(f"No article with the text {sha256[:12]}… ({told.anchor['article']}).")
    place = find(heir.text, told.anchor)
    if place is None:
        raise NotHere(f"{heir.slug} has another text now, without these words.")
    return heir, place


def _undo(told: Told, by: User) -> None:
    assert told.undoes
    earlier = Decision.objects.filter(uid=told.undoes).first()
    if earlier is None:
        raise NotHere("The decision that it undoes is not here.")
    undo(earlier, by=by, why=told.why)


def _on_article(told: Told, by: User) -> None:
    article = Article.objects.filter(text_sha256=told.anchor["text_sha256"]).first()
    if article is None:
        raise NotHere(f"No article with that text ({told.anchor['article']}).")
    act: Any = {
        DecisionKind.WITHHOLD: withhold,
        DecisionKind.RELEASE: release,
        DecisionKind.REVIEW: mark_reviewed,
    }
    act[told.deed](article, by=by, why=told.why)


# Who is who ---------------------------------------------------------------------------------


def _pair(told: Told) -> tuple[Speaker, Speaker]:
    """Both records, as they were before; made where a machine hasn't met them yet."""
    return get_speaker(told.judged["speaker"]), get_speaker(told.judged["other"])


def _new(told: Told, by: User) -> None:
    wanted = told.settled["speaker"]
    if find_speaker(wanted):
        raise Needless("That speaker is there.")
    speakers.new_speaker(
        wanted["name"],
        wanted["kind"],
        by=by,
        party=wanted["party"],
        role=wanted["role"],
        namesake=not wanted["identity"],
        slug=wanted["slug"],
        why=told.why,
    )


def _describe(told: Told, by: User) -> None:
    was, wanted = told.judged["speaker"], told.settled["speaker"]
    speaker = find_speaker(was)
    if speaker is None:
        raise NotHere(f"No speaker {was['name']}.")
    changed = [name for name in ("name", "kind", "party", "role") if was[name] != wanted[name]]
    columns = {"party": "party_id"}
    now = {name: getattr(speaker, columns.get(name, name)) for name in changed}
    if any(now[name] not in (was[name], wanted[name]) for name in changed):
        raise CurationConflict(f"{speaker} was changed otherwise here.", seen=was, now=now)

    act = speakers.begin_change(speaker, by=by, why=told.why)
    values = {columns.get(name, name): wanted[name] for name in changed}
    family = speakers.family_of(wanted["name"], wanted["kind"])
    Speaker.objects.filter(pk=speaker.pk).update(**values, family=family)
    for name in told.settled.get("names", ()):
        Alias.objects.get_or_create(
            speaker=speaker, folded=fold_name(name), defaults={"name": name}
        )
    if speakers.end_change(act) is None:
        raise Needless("It is so already.")


def _merge(told: Told, by: User) -> None:
    kept, other = _pair(told)
    if kept.pk in other.with_merged() or other.pk in kept.with_merged():
        raise Needless("They are one already.")
    despite = bool(told.settled.get("despite"))
    merging.merge(kept, other, by=by, why=told.why, despite=despite)


def _split(told: Told, by: User) -> None:
    speaker, target = get_speaker(told.judged["speaker"]), get_speaker(told.settled["other"])
    moved = [_attribution(place) for place in told.settled["moved"]]
    theirs = [one for one in moved if one and one.speaker == speaker]
    if moved and all(one and one.speaker == target for one in moved):
        raise Needless("They are the other's already.")
    if len(theirs) < len(moved):
        raise NotHere(f"{len(moved) - len(theirs)} of {len(moved)} are not {speaker}'s here.")
    merging.split(speaker, theirs, into=target, by=by, why=told.why)


def _attribution(place: dict[str, Any]) -> Attribution | None:
    return (
        Attribution.objects.live()
        .filter(
            statement__article__text_sha256=place["text_sha256"],
            statement__content=place["content"],
            statement__withdrawn_at=None,
        )
        .first()
    )


def _different(told: Told, by: User) -> None:
    speakers.not_the_same(*_pair(told), by=by, why=told.why)


def _perhaps(told: Told, by: User) -> None:
    speakers.maybe_the_same(*_pair(told), by=by, why=told.why)


_ON_SPEAKERS: dict[str, Callable[[Told, User], None]] = {
    DecisionKind.NEW: _new,
    DecisionKind.DESCRIBE: _describe,
    DecisionKind.MERGE: _merge,
    DecisionKind.SPLIT: _split,
    DecisionKind.NOT_THE_SAME: _different,
    DecisionKind.MAYBE_THE_SAME: _perhaps,
}
