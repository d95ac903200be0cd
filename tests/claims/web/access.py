"""Every address of the site, who may open it, and one record of each kind that has a page."""

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse

from articles import submissions
from articles.models import Article, Outlet, Submission, WatchedFeed
from claims import curation
from claims.curation.anchors import AnchorMatch
from claims.curation.annotations import PortableDecision
from claims.curation.replay import propose
from claims.models import (
    Attribution,
    Carryover,
    Claim,
    ClaimMember,
    Decision,
    Party,
    Report,
    Speaker,
    Statement,
)
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_report,
    make_speaker,
    make_statement,
)

ROLES = ("anonymous", "viewer", "curator", "admin")

# One letter a role, in that order: o 200, l to the login page, r to another page, x 403, n 404,
# m 405 (only POST).
EVERYBODY, STAFF, CURATORS, ADMINS, NOBODY = "oooo", "looo", "lxoo", "lxxo", "lxxx"

ACCESS = {
    **dict.fromkeys(
        (
            *(
                "home",
                "statement_list",
                "statement",
                "claim_list",
                "claim",
                "claim_linked",
                "claim_feed",
                "claim_reference",
                "claim_embed",
                "claim_card",
            ),
            *("speaker_list", "speaker", "party_list"),
            *("party", "source_list", "source", "article_list", "article", "search", "methods"),
            *("search_names", "article_changes", "how_to_read"),
            *("list_export", "bibliography", "chains_export", "list_metadata"),
            "statement_reference",
            *("statement_feed", "article_feed", "data"),
            *("statement_linked", "speaker_linked", "article_linked"),
            *("api", "api_description", "api_list", "api_record"),
            *("statement_cite", "statement_embed", "statement_card", "oembed", "verify"),
            *("report_mistake", "report_claim", "report"),
            *("exchange", "exchange_export", "methods_export"),
            *("livez", "readyz", "robots"),
        ),
        EVERYBODY,
    ),
    **dict.fromkeys(
        (
            *("admin:index", "admin:password_change", "admin:password_change_done"),
            *("admin:jsi18n", "admin:autocomplete", "admin:article_raw"),
        ),
        STAFF,
    ),
    # The desk: viewers look, curators decide.
    **dict.fromkeys(("review:queue", "review:item", "review:article"), STAFF),
    **dict.fromkeys(("review:edit", "review:add"), CURATORS),
    **dict.fromkeys(("add", "submission", "feeds"), CURATORS),
    "feed": "lxmm",
    "review:speakers": STAFF,
    "identities:pair": STAFF,
    **dict.fromkeys(("claim_desk:proposals", "claim_desk:claim"), STAFF),
    "identities:split": STAFF,
    **dict.fromkeys(("review:next", "review:undo", "review:hold"), "lmmm"),
    "welcome": "oooo",  # whoever has the link
    "favicon": "rrrr",
    "api_nothing": "nnnn",
    "design": "nnnn",  # there only with DEBUG
    "admin:login": "orrr",
    "admin:logout": "rmmm",
    "admin:view_on_site": "lrrr",
    "admin:app_list": "looo",
    "admin/(?P<url>.*)$": "lnnn",
    "admin:auth_user_password_change": ADMINS,
}

# Model → who sees, adds, changes and deletes.
MODELS = {
    "articles_article": (STAFF, NOBODY, NOBODY),
    "articles_outlet": (STAFF, CURATORS, NOBODY),
    "claims_attribution": (STAFF, NOBODY, NOBODY),
    "claims_carryover": (STAFF, NOBODY, NOBODY),
    "claims_decision": (STAFF, NOBODY, NOBODY),
    "claims_party": (STAFF, CURATORS, NOBODY),
    "claims_report": (STAFF, NOBODY, NOBODY),
    "claims_speaker": (STAFF, CURATORS, NOBODY),
    "claims_statement": (STAFF, NOBODY, NOBODY),
    "auth_user": (ADMINS, ADMINS, ADMINS),
    "auth_group": (ADMINS, NOBODY, NOBODY),
}


for model, (see, add, delete) in MODELS.items():
    label, name = model.split("_")
    ACCESS |= {
        **{f"admin:{model}_{page}": see for page in ("changelist", "change", "history")},
        f"admin:{model}_add": add,
        f"admin:{model}_delete": delete,
        f"admin/{label}/{name}/<path:object_id>/": "lrrr",  # to the record's page, which asks
    }


# The history of these is the log of decisions, which asks for itself.
for model in ("attribution", "carryover", "decision", "report", "statement"):
    ACCESS[f"admin:claims_{model}_history"] = "lrrr"

ACCESS |= {"admin:app_list:auth": "lnno"}


def addresses(resolver, route="", namespace=""):
    """(route, qualified name) of every address, those of included modules too."""
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, here, inner)
        else:
            yield here, f"{namespace}{pattern.name}" if pattern.name else here


ADDRESS_NAMES = list(dict.fromkeys(name for _, name in addresses(get_resolver())))


def make_records(curator: User) -> None:
    """One of each kind that has a page."""
    china, paper = make_party(), make_outlet("Paper")
    statement = make_statement(article=make_article(outlet=paper))
    agency = make_speaker(kind="outlet")
    attribution = make_attribution(statement, speaker=make_speaker(party=china), via=(agency,))
    make_report(statement, token="sesame")
    WatchedFeed.objects.create(url="https://paper.example/feed", added_by=curator)
    claim = Claim.objects.create(wording="It rained", statements=2)
    ClaimMember.objects.create(statement=statement, claim=claim, utterance=statement.pk)
    submissions.submit(b"A headline\n\nIt rained.", file_name="a.txt", by=curator)
    decision = curation.accept(attribution, by=curator)
    propose(
        PortableDecision.of(decision),
        statement.article,
        AnchorMatch(0, 8, exact=False, likeness=0.8),
    )


def address_of(name: str) -> str:
    """An address of that name that leads to one of the ``records``."""
    attribution = Attribution.objects.get()
    keys = {
        "articles_article": Article, "articles_outlet": Outlet, "claims_party": Party,
        "claims_attribution": Attribution, "claims_decision": Decision, "claims_speaker": Speaker,
        "claims_report": Report, "claims_statement": Statement, "claims_carryover": Carryover,
        "auth_user": User, "auth_group": Group,
    }  # fmt: skip
    for model, kind in keys.items():
        if name == f"admin/{model.replace('_', '/')}/<path:object_id>/":
            return f"/admin/{model.replace('_', '/')}/{kind.objects.first().pk}/"
        if name.startswith(f"admin:{model}_"):
            alone = name.endswith(("_changelist", "_add"))
            return reverse(name, args=[] if alone else [kind.objects.first().pk])
    claim = Claim.objects.get()
    arguments = {
        "statement": [attribution.statement.key],
        "report_mistake": [attribution.statement.key],
        "report": ["sesame"],
        "feed": [WatchedFeed.objects.first().pk],
        "submission": [Submission.objects.first().pk],
        "identities:split": [attribution.speaker.slug],
        "claim": [claim.key],
        "claim_desk:claim": [claim.key],
        "claim_linked": [claim.key],
        "claim_feed": [claim.key],
        "claim_reference": [claim.key, "ris"],
        "claim_embed": [claim.key],
        "claim_card": [claim.key],
        "report_claim": [claim.key],
        "speaker": [attribution.speaker.slug],
        "party": ["cn"],
        "welcome": ["MQ", "none"],
        "list_export": ["statements", "csv"],
        "bibliography": ["statements", "csl.json"],
        "statement_reference": [attribution.statement.key, "ris"],
        "chains_export": ["chains", "csv"],
        "list_metadata": ["statements", "csv"],
        "exchange_export": ["csv"],
        "methods_export": ["csv"],
        "api_list": ["statements"],
        "api_record": ["statements", attribution.statement.key],
        "api_nothing": ["no-such-list"],
        "statement_linked": [attribution.statement.key],
        "speaker_linked": [attribution.speaker.slug],
        "article_linked": [attribution.statement.article.slug],
        "source": [attribution.sources.get().speaker.slug],
        "article_changes": [attribution.statement.article.slug],
        "article": [attribution.statement.article.slug],
        "admin:article_raw": [attribution.statement.article.pk],
        **{f"review:{page}": [attribution.statement.key] for page in ("item", "edit", "hold")},
        **{f"review:{page}": [attribution.statement.article.slug] for page in ("article", "add")},
        "admin:app_list": ["claims"],
        "admin:view_on_site": [
            ContentType.objects.get_for_model(Statement).pk,
            attribution.statement.pk,
        ],
    }
    if name == "admin/(?P<url>.*)$":
        return "/admin/no-such-page/"
    if name == "admin:autocomplete":
        which = "app_label=claims&model_name=attribution&field_name=speaker"
        return f"{reverse(name)}?term=a&{which}"
    if name == "statement_cite":
        return reverse(name, args=[attribution.statement.key, "bib"])
    if name in ("statement_embed", "statement_card"):
        return reverse(name, args=[attribution.statement.key])
    if name == "oembed":
        return f"{reverse(name)}?url=http://testserver{attribution.statement.get_absolute_url()}"
    return reverse(name, args=arguments.get(name, []))
