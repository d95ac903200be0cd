"""The only writer of decisions: admin, review page and commands all call it.

Every act is one transaction, under the lock of the article that the extractor takes too or under
the one that guards who is who, and leaves one ``Decision`` with what it changed. That is enough to
undo it, and to undo the undoing. Nobody decides on what they haven't seen: a statement that changed
since it was read (``seen`` is its ``state_token``) raises ``CurationConflict`` with both versions.
"""

from claims.curation.articles import mark_reviewed, release, withhold
from claims.curation.attributions import accept, reassign, reject
from claims.curation.bulk import Tally, accept_all, accept_rest, reassign_all, reject_all
from claims.curation.carryovers import carry_over, dismiss
from claims.curation.edits import add_statement, edit
from claims.curation.errors import Contradiction, CurationConflict, CurationError
from claims.curation.log import LONGEST_WHY
from claims.curation.merging import merge, split
from claims.curation.speakers import (
    begin_change,
    end_change,
    maybe_the_same,
    new_speaker,
    not_the_same,
    rename,
)
from claims.curation.states import as_json, state, state_token, state_tokens
from claims.curation.undoing import undo, undo_all, undo_batch

__all__ = [
    "LONGEST_WHY",
    "Contradiction",
    "CurationConflict",
    "CurationError",
    "Tally",
    "accept",
    "accept_all",
    "accept_rest",
    "add_statement",
    "as_json",
    "begin_change",
    "carry_over",
    "dismiss",
    "edit",
    "end_change",
    "maybe_the_same",
    "mark_reviewed",
    "merge",
    "new_speaker",
    "not_the_same",
    "reassign",
    "reassign_all",
    "reject",
    "reject_all",
    "release",
    "rename",
    "split",
    "state",
    "state_token",
    "state_tokens",
    "undo",
    "undo_all",
    "undo_batch",
    "withhold",
]
