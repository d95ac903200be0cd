"""Words, at a place in an article, that belong to somebody other than the writer."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, When
from django.db.models.functions import Left, Length, Substr
from django.urls import reverse

from articles.models import heavy_columns
from articles.search import vector, web_query
from claims.extraction import types
from claims.models.attribution import Attribution, Source, Status
from claims.models.party import Party
from claims.models.spans import Spans, SpansField, spans_are_valid
from claims.models.speaker import Speaker

MAX_LEAD_IN_CHARS = 80  # from the cue to the content, see ``live_attributions``
KEY_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that is misread for something else


def new_key() -> str:
    """Eight characters, 30^8 = 656 thousand million of them; the unique constraint has the say."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(8))


def words(text: str, content: Spans) -> str:
    """What the pieces of a text cover, joined by an ellipsis, on one line."""
    return " ".join(" … ".join(text[start:end] for start, end in content).split())


class Quotation(models.TextChoices):
    DIRECT = types.QuotationKind.DIRECT.value, "direct"
    MIXED = types.QuotationKind.MIXED.value, "mixed"
    INDIRECT = types.QuotationKind.INDIRECT.value, "indirect"


class Mode(models.TextChoices):
    SAID = types.ReportingMode.SAID.value, "said"
    THOUGHT = types.ReportingMode.THOUGHT.value, "thought"


def live_attributions() -> "models.QuerySet[Attribution]":
    """Attributions that are not rejected, with their speakers and chains.

    ``lead_in``: the article's text from the cue to the content; empty unless both are near. Lists
    draw it without the whole text.
    """
    cue, content = F("cue__0__startswith"), F("statement__start")
    is_near = Q(statement__start__gt=cue, statement__start__lte=cue + MAX_LEAD_IN_CHARS)
    lead_in = Case(When(is_near, then=Substr("statement__article__text", cue + 1, content - cue)))
    hops = Source.objects.select_related("speaker", "speaker__party").order_by("position")
    members = Speaker.objects.select_related("party").order_by("name")
    return (
        Attribution.objects.live()
        .annotate(lead_in=lead_in)
        .select_related("speaker", "speaker__party", "decided_by")
        .prefetch_related(Prefetch("sources", hops), Prefetch("speaker__members", members))
    )


class StatementQuerySet(models.QuerySet["Statement"]):
    """The vocabulary in which pages, files and tests ask for statements."""

    def public(self) -> "StatementQuerySet":
        """What lists and counts have: with a live attribution, in a current article."""
        return self.filter(public_row__isnull=False)  # by triggers, see claims/models/index.py

    def in_texts(self) -> "StatementQuerySet":
        """``public``, and what stands in copies of a text, which lists and counts have once."""
        statements = self.filter(
            withdrawn_at=None, article__withdrawn_at=None, article__superseded_by=None
        )
        return statements.with_live()

    def by(self, speaker: Any) -> "StatementQuerySet":
        """Said by this speaker as far as we know: rejected attributions don't count."""
        return self.with_live(speaker=speaker)

    def matching(self, words: str, with_synonyms: bool = False) -> "StatementQuerySet":
        """Full text, in web search syntax: words, "phrases", or, -not."""
        return self.filter(search=web_query(words, with_synonyms))

    def with_live(self, **match: Any) -> "StatementQuerySet":
        """Whose live attribution matches."""
        # Exists, not a join: no duplicate rows, and the filters chain in any order. Two of them
        # speak of the same attribution because the database allows one live row a statement.
        live = Attribution.objects.live().filter(statement=OuterRef("pk"), **match)
        return self.filter(Exists(live))

    def with_attribution(self) -> "StatementQuerySet":
        """Fetches all that ``templates/claims/_statement.html`` draws, in four queries in all."""
        live = Prefetch("attributions", live_attributions(), to_attr="prefetched_live")
        return self.select_related("article", "article__outlet", "public_row").prefetch_related(
            live
        )

    def for_list(self) -> "StatementQuerySet":
        """With all that a list draws, without what is heavy: the articles' texts and indexes.

        ``article_opening``: where the title may be the text's first words, these words.
        """
        opening = Left("article__text", Length("article__title"))
        may_be_opening = When(article__title__endswith="…", then=opening)
        return (
            self.with_attribution()
            .annotate(article_opening=Case(may_be_opening))
            .defer("search", *heavy_columns("article__"))
        )

    def with_mentions(self) -> "StatementQuerySet":
        """Fetches the parties spoken of, in one query."""
        mentions = About.objects.select_related("party").order_by("party__name")
        return self.prefetch_related(Prefetch("mentions", mentions))


class Statement(models.Model):
    """``words`` repeats what ``content`` covers (pieces joined by " … ") for lists and search."""

    key = models.CharField(
        "key in addresses", max_length=12, unique=True, default=new_key, editable=False
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="statements"
    )
    content = SpansField()
    start = models.PositiveIntegerField("begins at character", editable=False)  # of the first piece
    end = models.PositiveIntegerField("ends before character", editable=False)  # of the last piece
    words = models.TextField(editable=False)
    quotation = models.CharField(max_length=8, choices=Quotation)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.SAID)
    parties: "models.ManyToManyField[Party, About]" = models.ManyToManyField(
        "claims.Party", through="About", related_name="statements"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(max_length=300, blank=True, editable=False)
    # Who withdrew it; empty: the extractor no longer finds it, and may find it again.
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # The statement of the leading article that has the same words, see claims/appearances.py.
    lead = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="appearances",
    )
    # What the extractor says now where it differs from what a curator settled; None: it agrees.
    disagreement = models.JSONField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField("found on", auto_now_add=True)

    search = models.GeneratedField(
        expression=vector("words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("article", "start", "pk")
        indexes = [
            models.Index(fields=["article", "start"], name="statement_in_article"),
            models.Index(fields=["quotation"], name="statement_quotation"),
            models.Index(fields=["-created_at", "-id"], name="statement_newest"),
            GinIndex(fields=["search"], name="statement_search"),
            models.Index(
                fields=["id"], condition=Q(disagreement__isnull=False), name="statement_disagreeing"
            ),
        ]
        constraints = [
            # A withdrawn one keeps its address, but not its place.
            models.UniqueConstraint(
                fields=["article", "content"],
                condition=Q(withdrawn_at=None),
                name="statement_once_a_place",
            ),
            models.CheckConstraint(
                condition=spans_are_valid("content") & Q(content__len__gt=0),
                name="content_spans_are_valid",
                violation_error_message="The content needs pieces in order, each start < end.",
            ),
            models.CheckConstraint(
                condition=Q(start__lt=models.F("end")), name="statement_start_before_end"
            ),
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else self.words[:79] + "…"

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.key])

    @property
    def article_count(self) -> int:
        """In how many articles of its story these words stand; 0 where readers see no row of it.

        Costs no query where ``with_attribution`` has fetched the row.
        """
        row = getattr(self, "public_row", None)
        return len(row.articles) if row else 0

    @property
    def live_attribution(self) -> Attribution | None:
        """The attribution that is not rejected, if there is one.

        Costs no query where ``with_attribution`` or a plain prefetch has fetched the attributions.
        """
        live: Iterable[Attribution] | None = getattr(self, "prefetched_live", None)
        if live is None and "attributions" in getattr(self, "_prefetched_objects_cache", {}):
            live = (
                attribution
                for attribution in self.attributions.all()
                if attribution.status != Status.REJECTED
            )
        if live is None:
            live = live_attributions().filter(statement=self)
        return next(iter(live), None)


class About(models.Model):
    """A party that the content speaks of, and with which words."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="mentions")
    party = models.ForeignKey("claims.Party", on_delete=models.PROTECT, related_name="mentions")
    spans = SpansField()

    class Meta:
        ordering = ("statement", "party")
        verbose_name_plural = "about"
        constraints = [
            models.UniqueConstraint(fields=["statement", "party"], name="about_party_once"),
            models.CheckConstraint(
                condition=spans_are_valid("spans") & Q(spans__len__gt=0),
                name="about_spans_are_valid",
            ),
        ]

    def __str__(self) -> str:
        return f"about {self.party_id}"
