"""Which tables are dumped, in an order in which they can be loaded, and what the public gets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable

from articles.models import Article, Outlet, RemovedPart
from claims import rights
from claims.models import (
    About,
    Alias,
    Attribution,
    Carryover,
    Claim,
    ClaimMember,
    Decision,
    Distinction,
    Party,
    Report,
    ReportAnswer,
    Source,
    Speaker,
    Statement,
    StatementLink,
)


@dataclass(frozen=True)
class DumpTable:
    """``public``: the rows of a public dump; without it, it has none. ``masks``: what stands in
    place of a column there."""

    name: str
    model: type[models.Model]
    public: Callable[[], QuerySet[Any]] | None = None
    masks: dict[str, Callable[[], Combinable]] = field(default_factory=dict)

    def rows(self, *, public: bool) -> QuerySet[Any]:
        """In the order of their ids."""
        if not public:
            return self.model._default_manager.order_by("pk")
        return self.public().order_by("pk") if self.public else self.model._default_manager.none()


def _parties() -> QuerySet[Any]:
    speakers = _speakers().filter(party=OuterRef("pk"))
    about = _mentions().filter(party=OuterRef("pk"))
    return Party.objects.filter(Exists(speakers) | Exists(about))


def _outlets() -> QuerySet[Any]:
    return Outlet.objects.filter(Exists(Article.objects.public().filter(outlet=OuterRef("pk"))))


def _statements() -> QuerySet[Any]:
    return Statement.objects.public()


def _attributions() -> QuerySet[Any]:
    return Attribution.objects.public()


def _sources() -> QuerySet[Any]:
    return Source.objects.filter(attribution__in=_attributions())


def _mentions() -> QuerySet[Any]:
    return About.objects.filter(statement__in=_statements())


def _speakers() -> QuerySet[Speaker]:
    """Those who speak or relay in public statements."""
    speaks = _attributions().filter(speaker=OuterRef("pk"))
    relays = _sources().filter(speaker=OuterRef("pk"))
    return Speaker.objects.filter(Exists(speaks) | Exists(relays))


def _claims() -> QuerySet[Any]:
    return Claim.objects.public()


def _claim_members() -> QuerySet[Any]:
    return ClaimMember.objects.filter(statement__in=_statements(), claim__in=_claims())


def _aliases() -> QuerySet[Any]:
    return Alias.objects.filter(speaker__in=_speakers())


def _memberships() -> QuerySet[Any]:
    speakers = _speakers()
    return Speaker.members.through.objects.filter(
        from_speaker__in=speakers, to_speaker__in=speakers
    )


NO_TEXT = Value("", output_field=models.TextField())


def _null() -> Combinable:
    return Value(None, output_field=models.TextField())


def _nothing() -> Combinable:
    return Value("")


def _notes() -> Combinable:
    """They quote the words that name the speaker."""
    none = Value([], output_field=ArrayField(models.CharField()))
    return rights.if_words_are_shown(F("notes"), "statement__article__", otherwise=none)


TABLES = (
    DumpTable("parties", Party, _parties),
    DumpTable("outlets", Outlet, _outlets),
    DumpTable(
        "articles",
        Article,
        lambda: Article.objects.public(),
        {
            "text": lambda: rights.if_text_is_shown(F("text"), "", otherwise=NO_TEXT),
            "raw": lambda: Value(b""),
            "file_name": _nothing,
            "extraction_note": _nothing,
            "copy_of": _null,
            "reviewed_by": _null,
            "reviewed_at": _null,
        },
    ),
    DumpTable("removed", RemovedPart),
    DumpTable("speakers", Speaker, _speakers, {"merged_into": _null}),
    DumpTable("aliases", Alias, _aliases),
    DumpTable("memberships", Speaker.members.through, _memberships),
    DumpTable(
        "statements",
        Statement,
        _statements,
        {
            "words": lambda: rights.if_words_are_shown(F("words"), otherwise=NO_TEXT),
            "disagreement": _null,
        },
    ),
    DumpTable("about", About, _mentions),
    DumpTable("attributions", Attribution, _attributions, {"notes": _notes}),
    DumpTable("sources", Source, _sources),
    DumpTable("claims", Claim, _claims, {"worded_by": _null, "merged_into": _null}),
    DumpTable("claim_members", ClaimMember, _claim_members, {"by": _null, "stance_by": _null}),
    DumpTable("statement_links", StatementLink),
    DumpTable("distinctions", Distinction),
    DumpTable("decisions", Decision),
    DumpTable("carryovers", Carryover),
    DumpTable("reports", Report),
    DumpTable("report_answers", ReportAnswer),
)

# What is in no dump, and why.
NOT_DUMPED = {
    "articles.CorpusWord": "kept by a trigger",
    "articles.ReadingProgress": "how far a file of this machine was read",
    "articles.WatchedFeed": "of this site's watching",
    "articles.FetchedPage": "of this site's watching",
    "articles.FetchSite": "robots.txt of sites, asked for again after a day",
    "articles.Submission": "what curators have handed in; its articles are there",
    "claims.StatementMeaning": "worked out from the words by claims --rebuild",
    "claims.CommonKey": "counted from the meanings",
    "claims.RebuildPart": "what claims --rebuild has still to do",
    "claims.ReviewLock": "who is looking at what, gone in minutes",
    "claims.StatementIndex": "kept by triggers",
    "claims.StatementSample": "kept by triggers",
    "claims.FacetCount": "kept by triggers",
    "claims.SpeakerKey": "kept by triggers",
    "claims.SpeakerCount": "kept by triggers",
    "claims.SourceCount": "kept by triggers",
    "claims.ArticleCount": "kept by triggers",
    "accounts.LoginAttempts": "of this site's accounts",
}
