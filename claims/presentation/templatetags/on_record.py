"""Template tags and filters for statements, parties, confidence and dates."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from zlib import crc32

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.models import Article
from claims import confidence, glossary, rights
from claims.dates import INFERRED, MONTHS, ReportDay, day_of
from claims.extraction import acts
from claims.models import Attribution, Claim, Mode, Party, Quotation, Source, Statement
from claims.presentation import citation
from claims.presentation.lead import colon, leading_verb

register = template.Library()
register.filter("confidence_in_words", confidence.in_words)
register.filter("percent", confidence.percent)
register.filter("sure_in_words", confidence.in_a_phrase)
register.filter("sure_of_what", confidence.of_speaker_and_words)
register.filter("did_in_words", glossary.did)
register.filter("speaker_kind", glossary.speaker_kind)
register.filter("words_in_marks", citation.words_in_marks)
register.filter("rights_of", rights.rights_of)
register.filter("day_of_publication", day_of)  # as text, for heads of pages

HUES = SHAPES = 6
INFERRED_NOTE = SafeString(f'<span class="inferred">, {INFERRED}</span>')
DAY_IN_WORDS = re.compile(rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}}")
NO_VALUE = SafeString('<span class="none">–</span>')
NO_HOPS = SafeString('<span class="none">none named</span>')
HIT_START, HIT_END = "\ue000", "\ue001"  # private characters, around what a search matches
# Pairs that stay apart for colour-blind readers, for the parties that meet most often.
SIGN_BY_PARTY = {
    "cn": (1, 1), "ru": (2, 2), "us": (3, 3), "ua": (4, 4),
    "nato": (5, 5), "eu": (3, 6), "un": (6, 5), "gb": (6, 2), "de": (4, 1), "fr": (5, 2),
    "tw": (5, 4), "hk": (4, 6),
}  # fmt: skip


@register.simple_tag
def likely_line() -> str:
    """Below it a statement is doubtful: "80%"."""
    return confidence.percent(confidence.LIKELY)


@register.simple_tag
def party_sign(party: Party) -> SafeString:
    """The sign alone, for where the name stands beside it already or in a title."""
    return format_html('<span title="{}">{}</span>', party.name, _sign(party))


@register.simple_tag
def sign_key(claims: Iterable[Claim]) -> SafeString:
    """What the signs beside the speakers of these claims stand for; needs their ``outline``."""
    sides = (side for claim in claims for side in claim.outline.sides)  # type: ignore[attr-defined]
    speakers = (speaker for side in sides for speaker in side.speakers)
    parties = {speaker.party for speaker in speakers if speaker and speaker.party}
    ordered = sorted(parties, key=str)
    return format_html_join(" ", "{}", ((party(each, link=False),) for each in ordered))


@register.simple_tag
def party(party: Party | None, link: bool = True) -> SafeString | str:
    """The party's name with its sign before it; nothing when there is none."""
    if party is None:
        return ""
    sign = _sign(party)
    if not link:
        return format_html('<span class="party">{}{}</span>', sign, party.name)
    return format_html(
        '<a class="party" href="{}">{}{}</a>', party.get_absolute_url(), sign, party.name
    )


def _sign(party: Party) -> SafeString:
    return _sign_of(*look_of(party))


@cache
def _sign_of(hue: int, shape: int) -> SafeString:
    return format_html('<span class="sign hue-{} shape-{}" aria-hidden="true"></span>', hue, shape)


def look_of(party: Party) -> tuple[int, int]:
    """Hue and shape of a party's sign."""
    number = crc32(party.code.encode())
    return SIGN_BY_PARTY.get(party.code) or (number % HUES + 1, number // HUES % SHAPES + 1)


@register.filter
def did(statement: Statement) -> str:
    """What its speaker did, by the glossary: "denied"."""
    attribution = statement.live_attribution
    negated = bool(attribution and attribution.negated)
    return glossary.did(attribution.act if attribution else acts.UNKNOWN, negated)


@register.filter
def lead(statement: Statement) -> str:
    """The verb that leads in the words: "denied", "declined to", "said:"."""
    return f"{leading_verb(statement)}{colon(statement)}"


@register.filter
def cue_words(statement: Statement) -> str:
    """The article's own words for it: "reiterated". Empty where readers may not see its text."""
    attribution = statement.live_attribution
    if attribution is None or not rights.shows_words(statement):
        return ""
    text = statement.article.text
    return " … ".join(text[span.start : span.end] for span in attribution.cue)


@register.filter
def quoted(statement: Statement) -> str:
    """quoted, partly quoted or paraphrased; and whether it was only thought."""
    kind = glossary.quotations()[statement.quotation]
    return f"{kind}, a thought" if statement.mode == Mode.THOUGHT else kind


@register.filter
def public_words(statement: Statement) -> str:
    """As the tag ``words``, without markup: for feeds and titles."""
    if not rights.shows_words(statement):
        return f"[{rights.HIDDEN}]"
    return citation.words_in_marks(statement)


def _mark_hits(words: str) -> SafeString:
    """Escaped, with what stands between the two signs of a search in a mark."""
    pieces = re.split(f"{HIT_START}([^{HIT_START}{HIT_END}]*){HIT_END}", words)
    pairs = zip(pieces[::2], [*pieces[1::2], None], strict=True)
    return format_html_join(
        "",
        "{}{}",
        (
            (_plain(text), format_html('<b class="hit">{}</b>', hit) if hit is not None else "")
            for text, hit in pairs
        ),
    )


def _plain(text: str) -> str:
    return text.replace(HIT_START, "").replace(HIT_END, "")


@register.simple_tag
def words(statement: Statement) -> SafeString:
    """The words in their marks; what is verbatim is set apart, matches of a search highlighted.

    Where the outlet lets us show none, that is said instead.
    """
    if not rights.shows_words(statement):
        return format_html('<span class="withheld">{}</span>', rights.HIDDEN)
    opening, closing = citation.marks(statement)
    text = f"{opening}{getattr(statement, 'headline', statement.words).strip()}{closing}"
    return format_html_join("", "{}", ((piece,) for piece in _typeset(text, statement.quotation)))


def _typeset(text: str, quotation: str) -> Iterator[SafeString]:
    """What is not verbatim never looks verbatim: only what is quoted is in the class for it."""
    if quotation == Quotation.DIRECT:
        yield format_html('<span class="verbatim">{}</span>', _mark_hits(text))
        return
    end = 0
    for span in citation.quoted_spans(text) if quotation == Quotation.MIXED else ():
        yield _mark_hits(text[end : span.start])
        yield format_html(
            '<span class="verbatim">{}</span>', _mark_hits(text[span.start : span.end])
        )
        end = span.end
    yield _mark_hits(text[end:])


@register.filter
def unbroken(words: str) -> str:
    """A day in a sentence stays on one line: "14 March 2022" with spaces that don't break."""
    return DAY_IN_WORDS.sub(lambda match: match.group().replace(" ", "\N{NO-BREAK SPACE}"), words)


@register.filter
def shorten(text: object, max_chars: int) -> str:
    """At most so many characters: what ``truncatechars`` gives, at once where nothing is cut."""
    words = str(text)
    return words if len(words) <= max_chars else Truncator(words).chars(max_chars)


@register.filter
def thousands(number: int | None) -> str:
    """12,345. Humanize's ``intcomma`` takes ten times as long, and some pages have a thousand."""
    return "" if number is None else f"{number:,}"


@register.simple_tag
def published(article: Article) -> SafeString | str:
    """The day an article was published; never without saying when it is inferred."""
    return report_day(day_of(article))


@register.simple_tag
def outlet_and_day(article: Article, before_day: str = "") -> SafeString:
    """ "The Daily, 18 March 2022". Where no outlet is known the day stands alone: lists would say
    of each article that nobody knows."""
    outlet = format_html("{}, ", article.outlet) if article.outlet else ""
    before_day = before_day if article.published_on else ""
    if not outlet:
        before_day = before_day.capitalize()
    return format_html("{}{}{}", outlet, before_day, published(article))


@register.simple_tag
def report_day(day: ReportDay) -> SafeString | str:
    if day.day is None:
        return str(day)
    return format_html(
        '<span class="when"><time datetime="{}">{}</time>{}</span>',
        day.day.isoformat(),
        day.about,
        INFERRED_NOTE if day.inferred else "",
    )


@register.simple_tag
def chain_links(attribution: Attribution | None) -> SafeString | str:
    """The sources, innermost first, each a link to what rests on it; or "none named"."""
    hops = attribution.sources.all() if attribution else ()
    links = (
        (format_html('<a href="{}">{}</a>', reverse("source", args=[speaker.slug]), speaker.name),)
        for speaker in (hop.speaker for hop in hops)
    )
    return format_html_join(" → ", "{}", links) or NO_HOPS


@register.filter
def chain_in_words(sources: Iterable[Source]) -> str:
    return " → ".join(source.speaker.name for source in sources)


@register.filter
def in_code(text: str) -> SafeString:
    """What stands between `backticks` set as code; all else is text."""
    pieces = text.split("`")
    pairs = zip(pieces[::2], [*pieces[1::2], None], strict=True)
    return format_html_join(
        "",
        "{}{}",
        ((text, format_html("<code>{}</code>", code) if code else "") for text, code in pairs),
    )
