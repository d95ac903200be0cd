"""The style page: every component in every state, for whoever changes one. Only with DEBUG."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Outlet
from claims.extraction.folding import slug_of
from claims.listing import filters
from claims.models import Attribution, Mode, Party, Quotation, Source, Speaker, Statement, Status
from claims.presentation.templatetags.on_record import (
    HIT_END,
    HIT_START,
    HUES,
    SHAPES,
    SIGN_BY_PARTY,
)
from claims.web.tables import StatementTable
from claims.web.views.exchange import whole_exchange

SAMPLE_ROWS = 3  # of the sample table
COLOURS = "paper leaf ink soft line edge accent tint-0 tint tint-2 tint-3 alarm".split()


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Statements and parties are made up and never saved; lists and charts are the site's own."""
    if not settings.DEBUG:
        raise Http404("The style page is for development: set DEBUG=1.")
    statements: Any = filters.statements(QueryDict()).qs
    context = {
        "colours": COLOURS,
        "hues": [f"hue-{number}" for number in range(1, HUES + 1)],
        "shades": [f"shade-{number}" for number in range(1, 6)],
        "parties": [Party(code=code, name=code.upper()) for code in SIGN_BY_PARTY],
        "others": [Party(code=f"x{number}", name=f"X{number}") for number in range(HUES * SHAPES)],
        "samples": samples(),
        "listing": filters.statements(QueryDict("quotation=indirect")),
        "table": StatementTable(statements.for_list()[:SAMPLE_ROWS]),
        "charts": whole_exchange(),
    }
    return render(request, "design/page.html", context)


def samples() -> list[tuple[str, Statement]]:
    """A statement in every state that a reader may meet, with the name of the state."""
    direct, mixed, indirect = Quotation.DIRECT, Quotation.MIXED, Quotation.INDIRECT
    settled: Any = {"status": Status.ACCEPTED}
    return [
        ("quoted, likely", sample("We agree to talks", direct)),
        ("quoted, checked by a curator", sample("“We agree to talks,”", direct, **settled)),
        (
            "partly quoted, corrected",
            sample("that talks “may begin”", mixed, status=Status.CORRECTED),
        ),
        ("paraphrased, doubtful", sample("talks will begin on Monday", indirect, confidence=0.41)),
        ("denied", sample("any plan of war", indirect, act="denies")),
        ("said not to have been done", sample("the plan", indirect, act="confirms", negated=True)),
        ("thought", sample("talks will fail", indirect, mode=Mode.THOUGHT, act="fears")),
        ("via two sources", sample("it will help", indirect, via=("a readout", "The Wire"))),
        ("speaker unknown", sample("the deal is done", indirect, speaker=None)),
        ("with what was sought", sample_with_hit("the talks begin", "talks")),
        ("words not shown", without_words(sample("the talks begin", indirect))),
        ("no date, long words", sample("and so on, " * 40, indirect, day=None)),
    ]


def sample(
    words: str, quotation: str, *, via: tuple[str, ...] = (), mode: str = Mode.SAID,
    day: date | None = date(2022, 3, 18), **attribution_fields: Any,
) -> Statement:  # fmt: skip
    outlet = Outlet(slug="daily", name="The Daily")
    basis = "inferred" if day else ""
    article = Article(
        slug="talks", title="Talks begin", outlet=outlet, published_on=day, published_basis=basis
    )
    ann = Speaker(slug="ann", name="Ann Chen", party=Party(code="cn", name="China"))
    fields = {
        "speaker": ann,
        "role": "envoy",
        "act": "says",
        "confidence": 0.92,
        **attribution_fields,
    }
    attribution = Attribution(pk=1, **fields)
    hops = [
        Source(speaker=Speaker(slug=slug_of(name, max_chars=80, default="speaker"), name=name))
        for name in via
    ]
    attribution._prefetched_objects_cache = {"sources": hops}  # type: ignore[attr-defined]
    statement = Statement(pk=1, article=article, words=words, quotation=quotation, mode=mode)
    statement.prefetched_live = [attribution]  # type: ignore[attr-defined]
    return statement


def sample_with_hit(words: str, hit: str) -> Statement:
    statement = sample(words, Quotation.INDIRECT)
    statement.headline = words.replace(hit, f"{HIT_START}{hit}{HIT_END}")  # type: ignore[attr-defined]
    return statement


def without_words(statement: Statement) -> Statement:
    """The statement, in an outlet whose texts may not be shown."""
    if outlet := statement.article.outlet:
        outlet.rights = "metadata"
    return statement
