"""Claims told by a noun: "Moscow’s assertion that …", "the administration’s worry that …"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction import acts, parties
from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of, words_of
from claims.extraction.parsing.syntax import SUBJECTS, subtree
from claims.extraction.spans import any_contains
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

# A claim told by a noun rests on the parse alone.
CONFIDENCE = 0.7
HOLDER_PREPOSITIONS = word_lists().among


def noun_claims(doc: Doc, around: Neighbours, within: Span | None = None) -> list[Link]:
    """Links for nouns of telling with an owner and a that-clause, which no link has as its cue.

    "Russian claims that …" counts only where no statement holds it: whoever reiterates baseless
    Russian claims has made them a statement of their own.
    """
    claims = []
    for noun in _telling_nouns(doc) if within is None else reader.tokens_of(doc, *within):
        if not noun.tag_.startswith("NN") or not acts.is_telling_noun(noun.text):
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss" and c.tag_ != "PRP$"), None)
        holder = find_holder(doc, noun)
        owner = owner or holder
        # "Worry among teachers that …": the parser may hang the clause on the teachers.
        clauses = (*noun.children, *(holder.children if holder is not None else ()))
        if holder is not None:
            clauses = (*clauses, *_beside(noun))
        clause = next((child for child in clauses if _is_that_clause(child)), None)
        party = next((c for c in noun.children if c.dep_ == "amod" and _is_demonym(c)), None)
        source = owner or party
        if clause is None or source is None:
            continue
        last = clause.right_edge
        content = Span(clause.left_edge.idx, last.idx + len(last))
        cue = Span(noun.idx, noun.idx + len(noun))
        span = subtree(source)
        span = Span(
            span.start, min(span.end, content.start - 1) if span.start < content.start else span.end
        )
        claim = Link((content,), (span,), (cue,), CONFIDENCE)
        taken = any(_is_cue(noun, link) for link in around.of(claim))
        stated = any(reports_content(doc, link, content) for link in around.of(claim))
        if not taken and (owner or not stated):
            claims.append(claim)
    return claims


def find_holder(doc: Doc, noun: Token) -> Token | None:
    """Who has the worry or claim where no genitive says so ("Moscow’s", the owner).

    "Concern *within the government* that", "information published *by the Tribune*, that".
    """
    for child in (*noun.children, *_beside(noun)):
        if child.i < noun.i:
            continue
        if child.dep_ == "prep" and child.lower_ in HOLDER_PREPOSITIONS:
            holder = next((c for c in child.children if c.dep_ == "pobj"), None)
        elif child.dep_ == "acl" and child.tag_ == "VBN" and not _is_that_clause(child):
            agents = (c for c in child.children if c.dep_ == "agent")
            holder = next((c for agent in agents for c in agent.children), None)
        else:
            continue
        if holder is not None and reader.read(doc, (subtree(holder),)).kind is not PhraseKind.OTHER:
            return holder
    return None


def _beside(noun: Token) -> tuple[Token, ...]:
    """What hangs on the verb in "there is fury *among drivers that the road is shut*"."""
    beside = tuple(noun.head.children)
    return beside if any(child.dep_ == "expl" for child in beside) else ()


def _telling_nouns(doc: Doc) -> Iterator[Token]:
    return (doc[n] for n, word in enumerate(words_of(doc)) if acts.is_telling_noun(word))


def owned_claim(doc: Doc, link: Link) -> Link | None:
    """ "Underlined *the administration’s worry that* …": the worry is the administration’s."""
    cue = [token for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)]
    if not any(acts.is_relaying(token.text) for token in cue):
        return None
    for claim in noun_claims(doc, Neighbours(()), link.content[0]):
        at_start = claim.source[0].start <= link.content[0].start + 4
        if at_start and _is_possessive(text_of(doc), claim.source[0]):
            return claim
    return None


def only_relays_noun_claim(doc: Doc, link: Link, around: Neighbours) -> bool:
    """Is all that this link states somebody else's worry or claim, which it merely relays?"""
    claim = owned_claim(doc, link)
    return claim is not None and any(
        other.cue == claim.cue and other.content[0].end >= link.content[-1].end - 2
        for other in around.of(link)
    )


def _is_that_clause(child: Token) -> bool:
    that = any(word.lower_ == "that" and word.i < child.i for word in child.children)
    if child.dep_ == "relcl":  # so read after a comma; a true one has "that" for its subject
        subject = next((word for word in child.children if word.dep_ in SUBJECTS), None)
        return that and subject is not None and subject.lower_ != "that"
    return that and child.dep_ in ("acl", "ccomp")


def _is_demonym(token: Token) -> bool:
    match = parties.load().whole(token.text)
    return match is not None and match.kind is parties.Kind.DEMONYM


def _is_possessive(text: str, source: Span) -> bool:
    named, after = text[source.start : source.end], text[source.end : source.end + 1]
    return after in ("’", "'") or named.endswith(("’s", "'s", "’", "'"))


def _is_cue(noun: Token, link: Link) -> bool:
    """Already the cue of a link: "denied *accusations* that"."""
    return any(p.start <= noun.idx < p.end for p in link.cue)


def reports_content(doc: Doc, link: Link, content: Span) -> bool:
    """Does a link hold the claim and report it, as "reinforcing Russian claims" does not?"""
    cue = [token for p in link.cue for token in reader.tokens_of(doc, p.start, p.end)]
    reports = any(acts.is_reporting(t.text) or acts.is_telling_noun(t.text) for t in cue)
    return (reports or not cue) and any_contains(link.content, content, slack=2)
