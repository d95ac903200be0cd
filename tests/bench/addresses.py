"""The addresses that ``tests.bench.pages`` asks for, ours and Datasette's."""

FACETS = (
    "&".join(
        f"_facet={name}" for name in "party act quotation mode outlet review speaker_name".split()
    )
    + "&_facet_array=about"
)
LIST = f"/on-record/statements?_size=30&{FACETS}"


def pages(names: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """Page → addresses of ours, and of Datasette's where it has such a page."""
    speakers, articles, words = names["speakers"], names["articles"], names["words"]
    count = "select party, about, count(*) from statements group by party, about"
    return {
        "home": (["/"], []),
        "list, with facets": (["/statements/"], [LIST + "&_sort_desc=published_on"]),
        "list by speaker's name": (
            ["/statements/?sort=speaker"],
            [LIST + "&_sort=speaker_name"],
        ),
        "list far down": (names["far"], []),
        "facet, one": (
            ["/statements/?party=cn", "/statements/?act=denies", "/statements/?party=us"],
            [f"{LIST}&party=cn", f"{LIST}&act=denies", f"{LIST}&party=us"],
        ),
        "facet, of most statements": (
            [f"/statements/?{one}" for one in ("source=none", "mode=said", "quotation=indirect")],
            [f"{LIST}&mode=said", f"{LIST}&quotation=indirect"],
        ),
        "facets, two": (
            ["/statements/?party=cn&act=denies", "/statements/?party=ru&quotation=direct"],
            [f"{LIST}&party=cn&act=denies", f"{LIST}&party=ru&quotation=direct"],
        ),
        "words in the list": (
            [f"/statements/?q={word}" for word in words],
            [f"{LIST}&_search={word}" for word in words],
        ),
        "search": (
            [f"/search/?q={word}" for word in words],
            [f"/on-record/statements?_size=20&_search={word}" for word in words],
        ),
        "search, a name and a word": (
            [f"/search/?q={slug.split('-')[1]}+military" for slug in speakers],
            [],
        ),
        "speakers": (
            ["/speakers/"],
            ["/on-record/speakers?_size=30&_sort_desc=statements&_facet=party&_facet=kind"],
        ),
        "speaker": (
            [f"/speakers/{slug}/" for slug in speakers],
            [f"{LIST}&speaker={slug}" for slug in speakers],
        ),
        "party": (["/parties/cn/", "/parties/ru/"], []),
        "claims": (["/claims/"], []),
        "claims, sorted otherwise": (
            [f"/claims/?sort={name}" for name in ("-latest", "-statements", "-outlets", "claim")],
            [],
        ),
        "claims, disputed and such": (
            [f"/claims/?show={name}" for name in ("disputed", "reworded", "one-source")],
            [],
        ),
        "claims of a speaker": ([f"/claims/?speaker={slug}" for slug in speakers], []),
        "claims of a party": (["/claims/?party=cn", "/claims/?party=ru&show=disputed"], []),
        "claims since a day": (["/claims/?since=2023-06-01", "/claims/?until=2022-06-01"], []),
        "claims with words": ([f"/claims/?q={word}" for word in words], []),
        "claim, largest": ([f"/claims/{names['claims'][0]}/"], []),
        "claim": ([f"/claims/{key}/" for key in names["claims"][1:]], []),
        "statement in a claim": ([f"/statements/{key}/" for key in names["statements"]], []),
        "articles": (
            ["/articles/"],
            ["/on-record/articles?_size=30&_sort_desc=published_on&_facet=outlet"],
        ),
        "article": (
            [f"/articles/{slug}/" for slug in articles],
            [f"/on-record/statements?article={slug}" for slug in articles],
        ),
        "matrix, everything": (["/exchange/"], [f"/on-record?sql={count.replace(' ', '+')}"]),
        "matrix, filtered": (
            ["/exchange/?act=denies", "/exchange/?party=ru&since=2022-06-01"],
            [
                _sql(count, "act='denies'"),
                _sql(count, "party='ru' and published_on>='2022-06-01'"),
            ],
        ),
    }


def _sql(count: str, where: str) -> str:
    sql = count.replace(" group", f" where {where} group")
    return f"/on-record?sql={sql.replace(' ', '+')}"


def names_of_records() -> dict[str, list[str]]:
    """Speakers from the most quoted to the least, articles, words, and places far down."""
    from django.http import QueryDict

    from articles.models import Article
    from claims.listing import filters
    from claims.listing.keyset import encode_cursor
    from claims.models import Claim, ClaimMember, SpeakerCount, StatementIndex

    ranked = SpeakerCount.objects.order_by("-statements").values_list("speaker__slug", flat=True)
    chosen = filters.statements(QueryDict())
    places = StatementIndex.objects.filter(statement__lt=900_000).order_by("-statement")
    far = [
        encode_cursor(chosen.order, one)
        for one in places.values_list(*(key.path for key in chosen.keys))[:1000:250]
    ]
    # The largest; then those at a tenth, a half and all of the list, with a member of each.
    ids = list(Claim.objects.order_by("-statements", "pk").values_list("pk", flat=True))
    some = [ids[n] for n in (0, len(ids) // 10, len(ids) // 2, len(ids) - 1)]
    claims = Claim.objects.in_bulk(some)
    firsts = (
        ClaimMember.objects.filter(claim__in=some).order_by("claim_id", "pk").distinct("claim_id")
    )
    return {
        "claims": [claims[pk].key for pk in some],
        "statements": list(firsts.values_list("statement__key", flat=True)),
        "speakers": [ranked[n] for n in (0, 10, 200, 5_000) if n < len(ranked)],
        "articles": list(Article.objects.order_by("pk").values_list("slug", flat=True)[:400:100]),
        "words": ["military", "sanctions+china", "%22president+biden%22", "verfar"],
        "far": [f"/statements/?after={one}" for one in far],
    }
