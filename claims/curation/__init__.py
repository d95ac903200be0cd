"""Curation: the only writer of decisions; admin, review desk and commands call it.

Every decision is one transaction, under the lock of the article that the extractor takes too or
under the one of speakers, and leaves one ``Decision`` with the diff of its rows. That is enough to
undo it, and to undo the undo. A statement that changed since the curator looked at it (whose
``state_token`` is no longer the ``expected_token``) raises ``StaleStatement`` with both states.
"""

from claims.curation.articles import mark_reviewed, release, withhold
from claims.curation.attributions import accept, reassign, reject
from claims.curation.bulk import BulkResult, accept_all, accept_rest, reassign_all, reject_all
from claims.curation.carryovers import carry_over, dismiss
from claims.curation.claims import join_claim, part_claim, set_stance, word_claim
from claims.curation.descriptions import (
    attribution_values,
    state_token,
    state_tokens,
    statement_state,
)
from claims.curation.edits import add_statement, edit
from claims.curation.errors import ContradictsDistinction, CurationError, StaleStatement
from claims.curation.log import MAX_WHY_CHARS
from claims.curation.merging import merge, split
from claims.curation.speakers import (
    begin_speaker_change,
    distinguish,
    end_speaker_change,
    new_speaker,
    rename,
    withdraw_distinction,
)
from claims.curation.undoing import undo, undo_all, undo_batch

__all__ = [
    "MAX_WHY_CHARS",
    "ContradictsDistinction",
    "StaleStatement",
    "CurationError",
    "BulkResult",
    "accept",
    "accept_all",
    "accept_rest",
    "add_statement",
    "attribution_values",
    "begin_speaker_change",
    "carry_over",
    "dismiss",
    "edit",
    "end_speaker_change",
    "withdraw_distinction",
    "mark_reviewed",
    "join_claim",
    "merge",
    "new_speaker",
    "distinguish",
    "part_claim",
    "reassign",
    "reassign_all",
    "reject",
    "reject_all",
    "release",
    "rename",
    "set_stance",
    "split",
    "statement_state",
    "state_token",
    "state_tokens",
    "undo",
    "undo_all",
    "undo_batch",
    "withhold",
    "word_claim",
]
