"""Speaker records that may be one, with reasons. Machines propose, people decide.

Records are compared only where a surname, a form of the name, a rare word of it, its beginning or
its initials bring them together, so the work grows with the records and not with their square
(but with that of the people who share a surname). Two whom a curator has told apart are never
proposed, nor is anybody who is not named. Spelling is compared by difflib's ratio, after Ratcliff
and Metzener 1988.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations

from claims.extraction import names
from claims.extraction.folding import fold_name
from claims.models import Alias, Distinction, Speaker, SpeakerKind

CROWD = 40  # what brings more records together than this says little: "ministry", "the agency"
LEAST = 0.4  # pairs below this score aren't worth a curator's time
NEAR = 0.75  # likeness from which two words are spellings of one ("defence", "defense")
NEAR_NAME = 0.9  # and two names of people ("Zelensky", "Zelenskyy"): one letter in ten
COMMON = frozenset("of the and for in on at to de la le".split())
NAMED = (SpeakerKind.PERSON, SpeakerKind.INSTITUTION, SpeakerKind.GROUP, SpeakerKind.OUTLET)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one; ``score`` orders pairs from 0 to 1 and is no probability."""

    first: Speaker
    second: Speaker
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A speaker with the folded forms of its name and the words of that name."""

    speaker: Speaker
    forms: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(fold_name(self.speaker.name).split()) - COMMON

    @cached_property
    def name(self) -> names.Name:
        return names.parse(self.speaker.name)

    @property
    def is_person(self) -> bool:
        return self.speaker.kind == SpeakerKind.PERSON


def duplicates() -> list[Pair]:
    """All pairs of unmerged, named records that may be one, surest first."""
    records = {one.speaker.pk: one for one in _records()}
    apart = _told_apart()
    found = []
    for one, other in _brought_together(records.values()) - apart:
        if pair := compare(records[one], records[other]):
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.first.name, pair.first.pk))


def compare(one: Record, other: Record) -> Pair | None:
    """The pair with its reasons, or None where nothing speaks for it."""
    if one.is_person != other.is_person:
        return None
    if one.speaker.pk > other.speaker.pk:
        one, other = other, one  # the reasons name them in this order too
    score, reason = (_people if one.is_person else _institutions)(one, other)
    if not score:
        return None
    score, reasons = _weighed(one.speaker, other.speaker, score, [reason])
    return Pair(one.speaker, other.speaker, score, tuple(reasons)) if score >= LEAST else None


def _people(one: Record, other: Record) -> tuple[float, str]:
    """How much speaks for two people's names being one person's, and what.

    One surname and one party are not enough where both have first names: officials of one state
    share surnames.
    """
    parsed = (one.name, other.name)
    likeness = names.likeness(*parsed)
    if likeness is names.Likeness.FULL:
        return 0.8, "first name and surname fit"
    shared = [form for form in one.forms & other.forms if " " in form]
    if shared:
        return 0.8, f"both are called “{min(shared)}”"
    if likeness is names.Likeness.FAMILY:
        return 0.45, "one is named by a surname that the other has"
    if all(name.suffix for name in parsed) and parsed[0].suffix != parsed[1].suffix:
        return 0, ""  # father and son
    return _nearly_namesakes(one, other, *parsed)


def _nearly_namesakes(
    one: Record, other: Record, name: names.Name, second: names.Name
) -> tuple[float, str]:
    if name.is_full and second.is_full:
        if _near(" ".join(name.keys), " ".join(second.keys), NEAR_NAME):
            return 0.6, "the names are spelt nearly alike"
        if name.family == second.family and _same_role(one.speaker, other.speaker):
            return 0.3, "one surname"
    elif _near(name.family, second.family, NEAR_NAME):
        return 0.35, "the surnames are spelt nearly alike"  # with party or role: worth a look
    return 0, ""


def _institutions(one: Record, other: Record) -> tuple[float, str]:
    if shared := one.forms & other.forms:
        return 0.75, f"both are called “{min(shared)}”"
    left, right = one.words - other.words, other.words - one.words
    if not left and not right:
        return 0.75, "the same words in the name"
    if _is_short_for(one, other) or _is_short_for(other, one):
        return 0.6, "one is the initials of the other"
    spelt = len(left) == len(right) and all(any(_near(a, b) for b in right) for a in left)
    if spelt:
        return 0.6, "the names are spelt nearly alike"
    within = not left or not right
    if within and len(one.words & other.words) > 1:
        return 0.45, "one name holds the other"
    return 0, ""


def _weighed(
    one: Speaker, other: Speaker, score: float, reasons: list[str]
) -> tuple[float, list[str]]:
    """With what party, role and kind say for and against."""
    if one.party and other.party:
        if one.party == other.party:
            score, reasons = score + 0.1, [*reasons, f"both speak for {one.party}"]
        else:
            score, reasons = score - 0.4, [*reasons, f"but for {one.party} and {other.party}"]
    if _same_role(one, other):
        score, reasons = score + 0.1, [*reasons, f"both are “{one.role}”"]
    if one.kind != other.kind:
        score, reasons = score - 0.1, [*reasons, f"but {one.kind} and {other.kind}"]
    return round(score, 2), reasons


def _same_role(one: Speaker, other: Speaker) -> bool:
    return bool(one.role) and fold_name(one.role) == fold_name(other.role)


def _near(one: str, other: str, least: float = NEAR) -> bool:
    # In order, as the ratio depends on it; the quick ratio is never below it.
    first, second = sorted((one, other))
    compared = SequenceMatcher(None, first, second, autojunk=False)
    return compared.quick_ratio() >= least and compared.ratio() >= least


def _is_short_for(short: Record, long: Record) -> bool:
    letters = short.speaker.name.replace(".", "")
    return letters.isupper() and letters.casefold() == _initials(long)


def _initials(record: Record) -> str:
    """ "International Atomic Energy Agency" → "iaea"; empty for fewer than three words."""
    words = [word for word in fold_name(record.speaker.name).split() if word not in COMMON]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _records() -> Iterator[Record]:
    speakers = Speaker.objects.filter(merged_into=None, article=None, kind__in=NAMED)
    forms: dict[int, set[str]] = defaultdict(set)
    aliases = Alias.objects.filter(speaker__in=speakers)
    for pk, folded in aliases.values_list("speaker", "folded"):
        forms[pk].add(folded)
    for speaker in speakers.select_related("party"):
        yield Record(speaker, frozenset({fold_name(speaker.name), *forms[speaker.pk]}))


def _brought_together(records: Iterable[Record]) -> set[tuple[int, int]]:
    """Pairs of ids, the lower first, that some key of a name brings together."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for record in records:
        for key in set(_keys(record)):
            blocks[key].append(record.speaker.pk)
    return {
        pair
        for key, block in blocks.items()
        if len(block) <= CROWD or key.startswith("family ")
        for pair in combinations(sorted(block), 2)
    }


def _keys(record: Record) -> Iterator[str]:
    yield from (f"form {form}" for form in record.forms)
    if record.is_person:
        family = record.speaker.family or record.name.family
        yield f"family {family}"
        yield f"beginning {family[:4]}"  # transliterations differ at the end
        return
    yield from (f"word {word}" for word in record.words)
    yield f"beginning {fold_name(record.speaker.name)[:4]}"
    yield f"initials {record.speaker.name.replace('.', '').casefold()}"
    if initials := _initials(record):
        yield f"initials {initials}"


def _told_apart() -> set[tuple[int, int]]:
    """Pairs of ids that a curator has called different, after all merges, the lower first."""
    merged = Speaker.objects.exclude(merged_into=None).values_list("pk", "merged_into")
    into: dict[int, int | None] = dict(merged)

    def final(speaker: int) -> int:
        while target := into.get(speaker):
            speaker = target
        return speaker

    said = Distinction.objects.standing().values_list("first", "second")
    pairs = (sorted((final(one), final(other))) for one, other in said)
    return {(low, high) for low, high in pairs}
