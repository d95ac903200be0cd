"""The citation of a statement: its words, speaker, chain of sources, and confidence.

Every format says the same and says it carefully: words that are not verbatim never stand in
quotation marks, and the speaker is named as reported by whoever reported them.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from django.utils import timezone

from articles.models import Article, DateBasis
from claims import confidence, rights
from claims.dates import INFERRED, date_in_words
from claims.extraction.edges import missing_marks
from claims.extraction.types import Span
from claims.models import Attribution, Mode, Quotation, Statement
from claims.presentation import text_fragments
from claims.presentation.lead import colon, leading_verb

# Line breaks would end a field, and what turns the direction of writing would reorder it.
CONTROL_CHARS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]+")
MARK_PAIRS = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'"))
CLOSING_MARKS = "".join({closing for _, closing in MARK_PAIRS})
QUOTED_PIECE = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
SAFE_URL_CHARS = "%/:?#@!$&()*+,;=-._~"

NOTES_BY_QUOTATION = {
    Quotation.DIRECT: "",
    Quotation.MIXED: "only what stands in quotation marks is given as verbatim",
    Quotation.INDIRECT: "the article’s words, not the speaker’s",
}
# Whoever is named with these does not stand behind the words.
DENYING_ACTS = frozenset({"denies", "doubts", "declines", "opposes"})
HIDDEN_NOTE = f"[{rights.HIDDEN.lower()}]"
THOUGHT_NOTE = "a thought that the article ascribes, not an utterance"


@dataclass(frozen=True, slots=True)
class Citation:
    """Everything a citation may say, each part on one line and in words for readers.

    ``address`` is permanent, with the host. ``verbatim`` are the pieces that stand in quotation
    marks in the article, without the marks; empty where none is sure to.
    """

    key: str
    speaker: str
    deed: str
    words: str
    verbatim: tuple[str, ...]
    kind: str
    relays: tuple[str, ...]
    title: str
    outlet: str
    outlet_address: str
    published: date | None
    date_is_inferred: bool
    review: str
    address: str
    accessed: date
    colon: str = ""
    is_untitled: bool = False  # ``title`` is the article's first words

    @property
    def attributed_words(self) -> str:
        """Speaker, act and words, with a note on what the words are not."""
        kind = f" [{self.kind}]" if self.kind else ""
        return f"{self._speaker_did} {self.words}{kind}"

    @property
    def _speaker_did(self) -> str:
        comma = "," if "," in self.speaker else ""  # after a role: "Ann Chen, envoy, denied"
        return f"{self.speaker}{comma} {self.deed}{self.colon}"

    @property
    def sentence(self) -> str:
        """The same with a full stop, unless the words bring their own."""
        has_full_stop = self.attributed_words.rstrip(CLOSING_MARKS).endswith((".", "!", "?", "…"))
        return self.attributed_words if has_full_stop else f"{self.attributed_words}."

    @property
    def narration(self) -> str:
        """One sentence in the order of a report: who, what they did, words, via, where, when."""
        kind = f" [{self.kind}]" if self.kind else ""
        via = f"via {' → '.join(self.relays)}, " if self.relays else ""
        place = ", ".join(filter(None, [self.outlet, self.day_with_basis]))
        return f"{self._speaker_did} {self.words}{kind} ({via}{place})"

    @property
    def reporters(self) -> tuple[str, ...]:
        """Who passed the words on, up to the outlet."""
        return tuple(filter(None, [*self.relays, self.outlet]))

    @property
    def reported_by(self) -> str:
        """From the innermost source to the outlet; "the article cited" where nobody is named."""
        return " ▸ ".join(self.reporters) or "the article cited"

    @property
    def source_phrase(self) -> str:
        """How the title is led in: "by The Wire ▸ Daily, in", or "in" where nobody is named."""
        return f"by {self.reported_by}, in" if self.reporters else "in"

    @property
    def title_in_marks(self) -> str:
        """The title as a sentence names it; of an article without one, that it has none."""
        return (
            f"an {self.described[:1].lower()}{self.described[1:]}"
            if self.is_untitled
            else f"“{self.title}”"
        )

    @property
    def described(self) -> str:
        """For styles that describe what has no title."""
        return f"Untitled article beginning “{self.title}”"

    @property
    def title_field(self) -> str:
        """For a field of titles: a description of our own stands in brackets there."""
        return f"[{self.described}]" if self.is_untitled else self.title

    @property
    def day(self) -> str:
        return date_in_words(self.published) if self.published else "date unknown"

    @property
    def day_with_basis(self) -> str:
        return f"about {self.day} [{INFERRED}]" if self.date_is_inferred else self.day


def cite(statement: Statement, *, address: str, accessed: date | None = None) -> Citation:
    """The citation of a statement that has a live attribution; ``accessed`` is today by default."""
    attribution = statement.live_attribution
    if attribution is None:
        raise ValueError(f"{statement.key} has no live attribution and can't be cited.")
    article = statement.article
    outlet = one_line(str(article.outlet or ""))
    return Citation(
        key=statement.key,
        speaker=speaker(attribution),
        deed=leading_verb(statement),
        words=citable_words(statement),
        verbatim=verbatim(statement),
        kind=kind(statement),
        relays=tuple(one_line(hop.speaker.name) for hop in attribution.sources.all()),
        title=one_line(article.title),
        outlet=outlet,
        outlet_address=outlet_address(article),
        published=article.published_on,
        date_is_inferred=article.published_basis == DateBasis.INFERRED,
        review=review(attribution),
        address=address,
        accessed=accessed or timezone.localdate(),
        colon=colon(statement),
        is_untitled=has_no_title(statement),
    )


def has_no_title(statement: Statement) -> bool:
    """Whether what stands for the title of its article is the beginning of the text, cut short."""
    title = statement.article.title
    if not title.endswith("…"):
        return False
    opening: str | None = getattr(statement, "article_opening", None)
    opening = statement.article.text if opening is None else opening
    return opening.startswith(title[:-1]) and not opening.startswith(title)


def one_line(text: str) -> str:
    return " ".join(CONTROL_CHARS.sub(" ", text).split())


def speaker(attribution: Attribution) -> str:
    """Name and role, as this article states it."""
    name = one_line(str(attribution.speaker or "")) or "Speaker unknown"
    role = one_line(attribution.role)
    return f"{name}, {role}" if role else name


def is_denial(attribution: Attribution) -> bool:
    """Whether the speaker denies the words, or is said not to have said them."""
    return attribution.negated or attribution.act in DENYING_ACTS


def words_in_marks(statement: Statement) -> str:
    """The words, with quotation marks around what is verbatim, and around nothing else.

    A direct quotation whose marks lie outside its span gets a pair; all else keeps what it has.
    """
    opening, closing = marks(statement)
    return f"{opening}{statement.words.strip()}{closing}"


def citable_words(statement: Statement) -> str:
    """The words on one line, in marks if they are verbatim; that they are hidden if they are."""
    words = one_line(rights.visible_words(statement))
    if not words:
        return HIDDEN_NOTE
    opening, closing = marks(statement)
    return f"{opening}{words}{closing}"


def marks(statement: Statement) -> tuple[str, str]:
    """The quotation marks that its words still need: a pair, or none.

    A mark that the text lacks, because its writer never opened or closed it, stands in brackets;
    but not before another one, for then it is missing somewhere within, and nobody can tell where.
    """
    words = statement.words.strip()
    opening, closing = missing_marks(words)
    if opening and words.startswith(opening):
        opening = ""
    if opening or closing:
        return f"[{opening}]" if opening else "", f"[{closing}]" if closing else ""
    marked = any(words.startswith(a) or words.endswith(b) for a, b in MARK_PAIRS)
    return ("“", "”") if statement.quotation == Quotation.DIRECT and not marked else ("", "")


def verbatim(statement: Statement) -> tuple[str, ...]:
    """What stands in quotation marks, without them; nothing where the marks don't pair up."""
    words = one_line(rights.visible_words(statement))
    if statement.quotation == Quotation.DIRECT and words:
        return (_bare(words),)
    if statement.quotation == Quotation.INDIRECT or not _pairs_up(words):
        return ()
    return tuple("".join(groups) for groups in QUOTED_PIECE.findall(words))


def quoted_spans(words: str) -> list[Span]:
    """What stands in quotation marks, with them; nothing where the marks don't pair up."""
    return (
        [Span(*match.span()) for match in QUOTED_PIECE.finditer(words)] if _pairs_up(words) else []
    )


def _bare(words: str) -> str:
    for opening, closing in MARK_PAIRS:
        if words.startswith(opening) or words.endswith(closing):
            return words.removeprefix(opening).removesuffix(closing).strip()
    return words


def _pairs_up(words: str) -> bool:
    return not set('“”"«»') & set(QUOTED_PIECE.sub("", words))


def kind(statement: Statement) -> str:
    """What the words are not, for whoever would take them for the speaker's own."""
    if not rights.shows_words(statement):
        return ""
    parts = [NOTES_BY_QUOTATION[Quotation(statement.quotation)]]
    if statement.mode == Mode.THOUGHT:
        parts.append(THOUGHT_NOTE)
    return "; ".join(filter(None, parts))


def review(attribution: Attribution) -> str:
    """How sure we are, in one phrase."""
    return confidence.in_a_phrase(attribution)


def outlet_address(article: Article) -> str:
    """Where the outlet has the article; empty where that is not known."""
    return web_address(article.url)


def web_address(url: str) -> str:
    """Percent-encoded so that it is safe in any format; empty for what is no page on the web."""
    address = one_line(url)
    try:
        parts = urlsplit(address)
    except ValueError:  # e.g. "http://[": no page has such an address
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(address, safe=SAFE_URL_CHARS)


def outlet_page(statement: Statement) -> str:
    """The outlet's page, opened at the words; empty where its address is not known."""
    article = statement.article
    return text_fragments.at_words(
        outlet_address(article), article.text, statement.content, rights.window(statement)
    )
