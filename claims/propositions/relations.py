"""What two statements have to do with each other: one claim, one utterance, or nothing."""

from dataclasses import dataclass
from datetime import date

from claims.propositions.decision import Comparison, compare_unless_apart, thresholds
from claims.propositions.outline import shared_at_most
from claims.propositions.stances import AGAINST, StanceKind
from claims.propositions.types import Proposition, TermKind

MIN_COVERED = 0.8  # of a denial's words; what is denied is often told shorter than it was said
MIN_MATCHED = 3.0  # weight of the terms that a denial shares
MIN_OPPOSITE_SCORE = 0.85  # score from which "did" and "did not" are taken for one claim
MAX_DAYS_APART = 30  # days between the articles, from which one speaker has spoken twice
MAX_DAYS_OF_ONE_WEEKDAY = 6  # in articles further apart "on Friday" is another Friday
# "I did not invent the data", and "denied that he had invented the data"
DENIED_EITHER_WAY = {StanceKind.ASSERTS, StanceKind.DENIES}
# Where one speaker said both, or one side of the same dispute, context says what words do not.
MIN_MATCHED_IN_CONTEXT = 7.0
# By one speaker less will do, if the words are not too unlike.
MIN_MATCHED_BY_SPEAKER = 4.0
MIN_MATCHED_WHOLE = 3.0  # where the shorter is wholly in the longer
MIN_SCORE_BY_SPEAKER = 0.4
MAX_RESTRICTION = 1.0
MIN_WHOLE_SHARE = 0.95
# Pieces of a sentence, in quotation marks, tell it whatever they leave out.
MIN_MATCHED_PIECES = 2.1  # three words
MAX_DAYS_OF_PIECES = 3


@dataclass(frozen=True, slots=True)
class StatedReading:
    """A statement as it is related to others.

    ``speaker`` is the record's id, 0 for none; ``party`` the code of whom the speaker speaks for.
    """

    proposition: Proposition
    stance: StanceKind
    speaker: int = 0
    party: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """``joins``: one claim; else it is proposed. ``opposite``: one denies what the other says."""

    score: float
    joins: bool
    opposite: bool = False
    one_utterance: bool = False


def relate(first: StatedReading, second: StatedReading) -> Relation | None:
    """How two statements are related; none if they are not, or hardly."""
    if not _may_be_related(first, second):
        return None
    comparison = compare_unless_apart(first.proposition, second.proposition)
    return judge(first, second, comparison) if comparison is not None else None


def _may_be_related(first: StatedReading, second: StatedReading) -> bool:
    """Could any comparison of the two lead to a relation? Most candidates are told apart here."""
    shared = shared_at_most(first.proposition, second.proposition)
    if shared.reaches_score() or _may_be_pieces(first, second, shared.matched):
        return True
    if (first.stance in AGAINST) != (second.stance in AGAINST):
        least = MIN_MATCHED
    elif _are_in_context(first, second):
        least = MIN_MATCHED_IN_CONTEXT
    else:
        return False
    return shared.most_covered >= MIN_COVERED and shared.matched >= least


def judge(first: StatedReading, second: StatedReading, comparison: Comparison) -> Relation | None:
    """The same, of two whose words are compared already."""
    against = (first.stance in AGAINST) != (second.stance in AGAINST)
    if comparison.reasons or _are_topics(first, second) or _weekdays_differ(first, second):
        return None
    one_speaker = first.speaker == second.speaker != 0
    opposite = comparison.opposite != against
    score = comparison.score
    covered = comparison.most_covered >= MIN_COVERED and comparison.predicate_matched
    covered = covered and not comparison.opposite and (against or not comparison.narrowed)
    if covered and comparison.matched >= _least_matched(first, second, comparison, against):
        score = max(score, thresholds().join)
    least = MIN_OPPOSITE_SCORE if comparison.opposite else thresholds().join
    if is_piece := comparison.is_piece and _may_be_pieces(first, second, comparison.matched):
        score = max(score, least)
    joins = score >= least and (against or is_piece or not comparison.narrowed)
    if score < thresholds().propose:
        return None
    joins = joins and not (opposite and one_speaker)
    stances = {first.stance, second.stance}
    one_stance = len(stances) == 1 or (comparison.opposite and stances == DENIED_EITHER_WAY)
    utterance = one_speaker and joins and one_stance and _near(first, second, MAX_DAYS_APART)
    return Relation(round(score, 4), joins, opposite, utterance)


def _may_be_pieces(first: StatedReading, second: StatedReading, matched: float) -> bool:
    """Does one speaker say it, within days, and one side give pieces of it?"""
    in_pieces = first.proposition.in_pieces or second.proposition.in_pieces
    one_speaker = first.speaker == second.speaker != 0
    near = in_pieces and one_speaker and _near(first, second, MAX_DAYS_OF_PIECES)
    return near and matched >= MIN_MATCHED_PIECES


def _are_topics(first: StatedReading, second: StatedReading) -> bool:
    """Two that only name what was talked about say nothing of it: "the invasion of Ukraine"."""
    sides = (first, second)
    return not any(side.proposition.has_predicate or side.stance in AGAINST for side in sides)


def _least_matched(
    first: StatedReading, second: StatedReading, comparison: Comparison, against: bool
) -> float:
    """Weight of matched terms from which the shorter statement is taken for the longer, cut."""
    if against:
        return MIN_MATCHED
    one_speaker = first.speaker == second.speaker != 0
    alike = comparison.score >= MIN_SCORE_BY_SPEAKER and comparison.restriction < MAX_RESTRICTION
    if one_speaker and alike:
        return MIN_MATCHED_WHOLE if comparison.is_whole(MIN_WHOLE_SHARE) else MIN_MATCHED_BY_SPEAKER
    return MIN_MATCHED_IN_CONTEXT if _are_in_context(first, second) else float("inf")


def _are_in_context(first: StatedReading, second: StatedReading) -> bool:
    """One speaker, or two who speak for one party."""
    one_speaker = first.speaker == second.speaker != 0
    return one_speaker or bool(first.party and first.party == second.party)


def _near(first: StatedReading, second: StatedReading, days: int) -> bool:
    if first.on is None or second.on is None:
        return True
    return abs((first.on - second.on).days) <= days


def _weekdays_differ(first: StatedReading, second: StatedReading) -> bool:
    """Do both say "on Friday", in articles of different weeks?"""
    if _near(first, second, MAX_DAYS_OF_ONE_WEEKDAY):
        return False
    days, others = (
        {term.lemma for term in side.proposition.terms if term.kind is TermKind.TIME}
        for side in (first, second)
    )
    return any(day.startswith("weekday") for day in days & others)
