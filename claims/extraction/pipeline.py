"""From links to findings: each stage in turn, then the confidence and the notes for a curator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claims.extraction import acts, edges, parties, quotations
from claims.extraction.coreference.answers import Answer
from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.gate import is_possible_speaker
from claims.extraction.coreference.hops import hop
from claims.extraction.coreference.resolver import MentionResolver
from claims.extraction.coreference.sources import Resolver
from claims.extraction.coreference.speaker_mentions import mention
from claims.extraction.links import (
    block_quotations,
    headline_labels,
    labelled_quotations,
    nested,
    normalize,
    quoted_replies,
    redirection,
    relay_links,
    relay_phrases,
    source_chain,
    turns,
)
from claims.extraction.links.link_neighbours import Neighbours
from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of
from claims.extraction.statement_confidence import Basis, StatementConfidence
from claims.extraction.types import Finding, Hop, Link, MentionKind, Spans
from claims.extraction.word_lists import word_lists

NEIGHBOURING_STATEMENTS = 12  # statements looked back over, and ahead
_GOING_ON = word_lists().continuing
_CARRYING = (MentionKind.OUTLET, MentionKind.DOCUMENT)


@dataclass(slots=True)
class _Draft:
    """One statement on its way to a finding."""

    link: Link
    answer: Answer
    relays: bool  # it only passes on what another link states
    hops: list[tuple[Entity, Spans]]
    carried: bool = False

    @property
    def start(self) -> int:
        parts = (*self.link.source, *self.link.cue) if self.link.cue else ()
        return min(piece.start for piece in (*parts, *self.link.content))


def findings(doc: Doc, links: Sequence[Link], mentions: MentionResolver) -> list[Finding]:
    """The findings of a parsed text, given its links, in text order.

    ``doc`` holds what the tagger left there: entities and vectors.
    """
    sure = StatementConfidence(doc)
    return [
        replace(finding, confidence=sure.of(finding, basis))
        for finding, basis in unrated_findings(doc, links, mentions)
    ]


def unrated_findings(
    doc: Doc, links: Sequence[Link], mentions: MentionResolver
) -> Iterator[tuple[Finding, Basis]]:
    """The findings before they have a confidence, each with what that will rest on."""
    spoken = turns.with_turns(normalize.tidy(doc, links), doc)
    spoken = block_quotations.with_block_quotations(spoken, doc)
    spoken = quoted_replies.with_quoted_replies(spoken, doc)
    spoken = labelled_quotations.with_free_quotations(spoken, doc)
    spoken = headline_labels.with_headline_labels(spoken, doc)
    unfolded = nested.unfold(doc, relay_phrases.with_relay_phrases(spoken, doc))
    around = Neighbours([*unfolded, *turns.question_links(doc)])
    resolver = Resolver(doc, unfolded, mentions)
    drafts = [_draft(doc, link, around, resolver) for link in unfolded]
    drafts = [
        draft
        for number, draft in enumerate(drafts)
        if not draft.relays
        and not _own_thought(
            draft,
            drafts[max(0, number - NEIGHBOURING_STATEMENTS) : number + NEIGHBOURING_STATEMENTS],
        )
    ]
    _carry(doc, drafts, resolver)
    quoted = quotations_of(doc)
    for draft in drafts:
        finding = _finding(doc, draft, quoted)
        if finding.content:
            answer = draft.answer
            yield (
                finding,
                Basis(draft.link.confidence, answer.factor, answer.entity, draft.carried),
            )


def _draft(doc: Doc, link: Link, around: Neighbours, resolver: Resolver) -> _Draft:
    redirected = redirection.redirected(doc, link)
    relays = source_chain.sources(doc, redirected or link, around)
    if redirected is not None:
        relays[:0] = [link.source] if link.source else []
        link = redirected
    relaying = relay_links.passes_on(doc, link, around)
    answer = resolver.speaker(link, remember=not relaying)
    hops: list[tuple[Entity, Spans]] = []
    for spans in relays:
        entity = hop(resolver, spans, link.content)
        if entity is None or _same(entity, answer.entity) or not is_possible_speaker(entity):
            continue
        if not any(_same(entity, other) for other, _ in hops):
            hops.append((entity, spans))
    return _Draft(link, answer, relaying, hops)


def _same(entity: Entity, other: Entity | None) -> bool:
    """One entity, or one and a document that is its voice."""
    if other is None:
        return False
    if entity is other or entity.owner is other or other.owner is entity:
        return True
    documents = (entity.kind is MentionKind.DOCUMENT, other.kind is MentionKind.DOCUMENT)
    voice, issuer = (entity, other) if documents[0] else (other, entity)
    return any(documents) and voice.name.startswith(issuer.name + " ")


def _own_thought(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """ "She said she hopes": an inner statement of the speaker's own is no second one."""
    for other in drafts:
        if other is draft or other.answer.entity is not draft.answer.entity:
            continue
        held = all(
            any(o.start <= piece.start and piece.end <= o.end for o in other.link.content)
            for piece in (*draft.link.source, *draft.link.cue, *draft.link.content)
        )
        if held and draft.answer.entity is not None and draft.link.cue:
            return True
    return False


def _carry(doc: Doc, drafts: list[_Draft], resolver: Resolver) -> None:
    """Let a chain reach on to the next sentence of the same speaker that plainly continues it."""
    for number, draft in enumerate(drafts):
        if draft.hops or draft.answer.entity is None:
            continue
        for before in reversed(drafts[max(0, number - NEIGHBOURING_STATEMENTS) : number]):
            hops = [hop for hop in before.hops if hop[0].kind in _CARRYING or not draft.link.cue]
            if not _is_same_or_one_of(draft.answer.entity, before.answer.entity):
                if before.answer.entity is None or _is_held(before.link, draft.link):
                    continue
                break  # another source has spoken since
            if not hops:
                continue
            if _goes_on(doc, before, draft, resolver):
                draft.hops, draft.carried = hops, True
            break


def _is_same_or_one_of(entity: Entity, before: Entity | None) -> bool:
    """ "One of the three said" goes on with what three people said."""
    if before is None or entity is before:
        return entity is before
    unnamed = entity.kind is MentionKind.ANONYMOUS and before.kind is MentionKind.ANONYMOUS
    return unnamed and before.plural and not entity.plural and bool(entity.heads & before.heads)


def _is_held(inner: Link, outer: Link) -> bool:
    """Is one statement's cue or content inside the other's content?"""
    place = (inner.cue or inner.content)[0].start
    return any(piece.start <= place < piece.end for piece in outer.content)


def _goes_on(doc: Doc, before: _Draft, draft: _Draft, resolver: Resolver) -> bool:
    """The next sentence, in the same paragraph or with a pronoun or "also" to tie it."""
    last = max(piece.end for piece in (*before.link.content, *before.link.cue)) - 1
    registry = resolver.registry
    if not 0 <= registry.sentence(draft.start) - registry.sentence(last) <= 1:
        return False
    if not draft.link.cue and draft.link.source == before.link.source:
        return True  # "On the injury: “…”" is told to the same outlet
    return registry.paragraph(draft.start) == registry.paragraph(last) or _ties(doc, draft.link)


def _ties(doc: Doc, link: Link) -> bool:
    """A pronoun for a source, or "also", "added" beside the cue."""
    if not link.source or not link.cue:
        return False
    source = text_of(doc)[link.source[0].start : link.source[-1].end]
    if source.lower() in PRONOUNS:
        return True
    start = min(link.source[0].start, link.cue[0].start)
    end = max(link.source[-1].end, link.cue[-1].end)
    return bool(_GOING_ON & set(text_of(doc)[start:end].lower().split()))


def _finding(doc: Doc, draft: _Draft, quoted: Sequence[quotations.Quoted]) -> Finding:
    link, answer = draft.link, draft.answer
    pieces = edges.fit(text_of(doc), link.content, quoted, (*link.source, *link.cue))
    cue = " ".join(text_of(doc)[piece.start : piece.end] for piece in link.cue)
    content = " ".join(text_of(doc)[piece.start : piece.end] for piece in pieces)
    act = acts.act(cue, content)
    notes = answer.notes
    if draft.carried:
        notes = (*notes, "The chain is taken over from the sentence before.")
    return Finding(
        content=pieces,
        source=link.source,
        cue=link.cue,
        quotation=quotations.kind(text_of(doc), pieces or link.content),
        mode=act.mode,
        act=act.name,
        negated=act.negated,
        speaker=mention(answer.entity, draft.start) if answer.entity else None,
        chain=tuple(Hop(mention(entity, draft.start), spans) for entity, spans in draft.hops),
        about=parties.about(text_of(doc), pieces),
        notes=notes,
    )
