"""Who may open what: every address of the site, for every role. A new one must be listed here."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from articles.models import Article, Outlet
from claims import curation
from claims.curation.anchors import AnchorMatch
from claims.curation.annotations import PortableDecision
from claims.curation.replay import propose
from claims.models import Attribution, Carryover, Decision, Party, Report, Speaker, Statement
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_report,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "viewer", "curator", "admin")
# One letter a role, in that order: o 200, l to the login page, r to another page, x 403, n 404,
# m 405 (only POST).
EVERYBODY, STAFF, CURATORS, ADMINS, NOBODY = "oooo", "looo", "lxoo", "lxxo", "lxxx"
LETTERS = {200: "o", 302: "r", 301: "r", 403: "x", 404: "n", 405: "m"}

ACCESS = {
    **dict.fromkeys(
        (
            *("home", "statement_list", "statement", "speaker_list", "speaker", "party_list"),
            *("party", "source_list", "source", "article_list", "article", "search", "methods"),
            "search_names",
            *("list_export", "chains_export", "list_metadata"),
            *("statement_feed", "article_feed", "data"),
            *("statement_linked", "speaker_linked", "article_linked"),
            *("api", "api_description", "api_list", "api_record"),
            *("statement_cite", "statement_embed", "oembed", "verify"),
            *("report_mistake", "report"),
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
    "review:speakers": STAFF,
    "identities:pair": STAFF,
    "identities:split": STAFF,
    **dict.fromkeys(("review:next", "review:undo", "review:hold"), "lmmm"),
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


KNOWN = list(dict.fromkeys(name for _, name in addresses(get_resolver())))


@pytest.fixture
def records(django_user_model):
    """One record of each kind, and a user of each role."""
    users = {"anonymous": AnonymousUser()}
    for role in ROLES[1:]:
        users[role] = django_user_model.objects.create(username=role, is_staff=True)
        users[role].groups.add(Group.objects.get(name=role))
    make_records(users["curator"])
    return users


def make_records(curator: User) -> None:
    """One of each kind that has a page."""
    china, paper = make_party(), make_outlet("Paper")
    statement = make_statement(article=make_article(outlet=paper))
    agency = make_speaker(kind="outlet")
    attribution = make_attribution(statement, speaker=make_speaker(party=china), via=(agency,))
    make_report(statement, token="sesame")
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
        pk = kind.objects.first().pk
        if name == f"admin/{model.replace('_', '/')}/<path:object_id>/":
            return f"/admin/{model.replace('_', '/')}/{pk}/"
        if name.startswith(f"admin:{model}_"):
            alone = name.endswith(("_changelist", "_add"))
            return reverse(name, args=[] if alone else [pk])
    arguments = {
        "statement": [attribution.statement.key],
        "report_mistake": [attribution.statement.key],
        "report": ["sesame"],
        "identities:split": [attribution.speaker.slug],
        "speaker": [attribution.speaker.slug],
        "party": ["cn"],
        "list_export": ["statements", "csv"],
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
    if name == "statement_embed":
        return reverse(name, args=[attribution.statement.key])
    if name == "oembed":
        return f"{reverse(name)}?url=http://testserver{attribution.statement.get_absolute_url()}"
    return reverse(name, args=arguments.get(name, []))


def letter(response) -> str:
    if response.streaming:
        response.getvalue()  # to the end, as a server would: until then it holds its snapshot
    if response.status_code == 302 and response["Location"].startswith("/admin/login/?"):
        return "l"
    return LETTERS.get(response.status_code, str(response.status_code))


def log_in(client, user) -> None:
    if user.is_authenticated:
        client.force_login(user)
    else:
        client.logout()


def test_every_address_is_listed_and_every_listed_one_exists():
    listed = set(ACCESS) - {"admin:app_list:auth"}

    assert set(KNOWN) - listed == set(), "say in ACCESS who may open these"
    assert listed - set(KNOWN) == set(), "these exist no longer"


@pytest.mark.parametrize("name", KNOWN)
def test_an_address_opens_for_whom_it_should(client, records, name):
    address = address_of(name)
    found = ""
    for role in ROLES:
        log_in(client, records[role])
        found += letter(client.get(address))

    assert found == ACCESS[name]


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("role", ["anonymous", "viewer"])
def test_whoever_may_only_read_writes_nothing(client, records, name, role):
    address = address_of(name)
    post = {
        "deed": "accept",
        "action": "accept",
        "_selected_action": "1",
        "name": "x",
        "post": "yes",
    }
    log_in(client, records[role])

    with CaptureQueriesContext(connection) as queries:
        response = client.post(address, post)

    assert not letter(response).startswith("5")
    assert [sql for sql in map(_written_to, queries) if sql] == []


def _written_to(query: dict[str, str]) -> str:
    sql = query["sql"]
    own = ("django_session", "last_login")  # a visit's own traces
    writes = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    return sql if writes and not any(trace in sql for trace in own) else ""


def test_a_curator_finds_no_users_in_the_admin(client, records):
    for role, expected in zip(ROLES, ACCESS["admin:app_list:auth"], strict=True):
        log_in(client, records[role])
        assert letter(client.get(reverse("admin:app_list", args=["auth"]))) == expected


@pytest.mark.parametrize("path", ["/statements.csv", "/", "/search/?q=x"])
def test_reading_needs_no_session(client, records, path):
    response = client.get(path)

    assert letter(response) == "o"
    assert not response.cookies
