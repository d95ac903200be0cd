"""Whether a content holds a clause of its own, as reported words mostly do."""

from spacy.tokens import Token

from claims.extraction.parsing.syntax import SUBJECTS

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBORDINATE = ("relcl", "acl", "advcl")


def has_clause(content: list[Token], cue: list[Token]) -> bool:
    """Whether a content holds a finite verb of its own, or opens as a clause does."""
    for token in content:
        if token.dep_ == "mark" and token.lower_ in ("that", "whether", "if"):
            return True
        governed = token.dep_ in SUBJECTS and token.head not in cue
        if governed and token.head.dep_ not in ("relcl", "acl"):
            return True
        if token.tag_ in _FINITE and token not in cue and not _is_subordinate(token):
            return True
    return False


def _is_subordinate(verb: Token) -> bool:
    """Is it the verb of a relative or adverbial clause, or joined to one?"""
    while verb.dep_ in ("aux", "auxpass", "conj") and verb.head is not verb:
        verb = verb.head
    return verb.dep_ in _SUBORDINATE
