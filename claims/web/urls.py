from django.urls import include, path, re_path

from claims.export import formats
from claims.web.api import views as api
from claims.web.views import (
    accuracy,
    articles,
    changes,
    citation,
    claim_shares,
    claims,
    design,
    exchange,
    exports,
    feeds,
    oembed,
    pages,
    parties,
    reports,
    search,
    sources,
    speakers,
    statements,
    verify,
)
from claims.web.views.home import home

LISTS = "statements|claims|speakers|articles|sources|parties"
ENDINGS = "|".join(formats.ENDINGS)
TABLE_ENDINGS = "|".join(ending for ending in formats.ENDINGS if ending != "jsonld")
CITE = (
    r"^statements/(?P<key>[-\w]+)/cite"
    r"\.(?P<ending>txt|apa\.txt|chicago\.txt|mla\.txt|bib|ris|json|wiki|html)$"
)
BIBLIOGRAPHIES = r"bib|ris|csl\.json"

urlpatterns = [
    re_path(
        rf"^(?P<name>{LISTS})\.(?P<ending>{ENDINGS})$", exports.list_export, name="list_export"
    ),
    re_path(
        rf"^(?P<name>statements)\.(?P<ending>{BIBLIOGRAPHIES})$",
        exports.list_export,
        name="bibliography",
    ),
    re_path(
        rf"^statements/(?P<key>[-\w]+)\.(?P<ending>{BIBLIOGRAPHIES})$",
        citation.citation,
        name="statement_reference",
    ),
    re_path(
        rf"^(?P<name>chains)\.(?P<ending>{TABLE_ENDINGS})$",
        exports.list_export,
        name="chains_export",
    ),
    re_path(
        rf"^(?P<name>{LISTS}|chains)\.(?P<ending>csv|tsv)-metadata\.json$",
        exports.metadata,
        name="list_metadata",
    ),
    path("statements.atom", feeds.statement_feed, name="statement_feed"),
    path("articles.atom", feeds.article_feed, name="article_feed"),
    path("statements/<slug:key>.jsonld", exports.statement_linked, name="statement_linked"),
    path("claims/<slug:key>.atom", feeds.claim_feed, name="claim_feed"),
    re_path(
        rf"^claims/(?P<key>[-\w]+)\.(?P<ending>{BIBLIOGRAPHIES})$",
        claim_shares.claim_reference,
        name="claim_reference",
    ),
    path("claims/<slug:key>.jsonld", claim_shares.claim_linked, name="claim_linked"),
    path("speakers/<slug:slug>.jsonld", exports.speaker_linked, name="speaker_linked"),
    path("articles/<slug:slug>.jsonld", exports.article_linked, name="article_linked"),
    re_path(
        rf"^exchange\.(?P<ending>{TABLE_ENDINGS})$",
        exchange.exchange_export,
        name="exchange_export",
    ),
    re_path(
        rf"^methods\.(?P<ending>{TABLE_ENDINGS})$", accuracy.methods_export, name="methods_export"
    ),
    path("data/", exports.data, name="data"),
    path("api/", api.api_page, name="api"),
    path("api/openapi.json", api.api_description, name="api_description"),
    re_path(rf"^api/(?P<name>{LISTS})$", api.api_list, name="api_list"),
    re_path(rf"^api/(?P<name>{LISTS})/(?P<key>[\w-]+)$", api.api_record, name="api_record"),
    path("api/<path:rest>", api.api_nothing, name="api_nothing"),
    path("add/", include("claims.web.adding.urls")),
    path("", home, name="home"),
    path("statements/", statements.StatementList.as_view(), name="statement_list"),
    path("statements/<slug:key>/", statements.statement, name="statement"),
    path("statements/<slug:key>/embed", citation.embed, name="statement_embed"),
    path("statements/<slug:key>/report", reports.report_mistake, name="report_mistake"),
    path("reports/<slug:token>/", reports.report, name="report"),
    re_path(CITE, citation.citation, name="statement_cite"),
    path("statements/<slug:key>/card.png", citation.card, name="statement_card"),
    path("oembed", oembed.oembed, name="oembed"),
    path("claims/", claims.ClaimList.as_view(), name="claim_list"),
    path("claims/<slug:key>/", claims.claim, name="claim"),
    path("claims/<slug:key>/embed", claim_shares.claim_embed, name="claim_embed"),
    path("claims/<slug:key>/card.png", claim_shares.claim_card, name="claim_card"),
    path("claims/<slug:key>/report", reports.report_claim, name="report_claim"),
    path("articles/", articles.ArticleList.as_view(), name="article_list"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("articles/<slug:slug>/changes/", changes.changes, name="article_changes"),
    path("speakers/", speakers.SpeakerList.as_view(), name="speaker_list"),
    path("speakers/<slug:slug>/", speakers.speaker, name="speaker"),
    path("parties/", parties.PartyList.as_view(), name="party_list"),
    path("parties/<slug:code>/", parties.party, name="party"),
    path("sources/", sources.SourceList.as_view(), name="source_list"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("design/", design.design, name="design"),
    path("search/", search.search, name="search"),
    path("search/names/", search.suggest, name="search_names"),
    path("verify/", verify.verify, name="verify"),
    path("methods/", pages.methods, name="methods"),
    path("reading/", pages.how_to_read, name="how_to_read"),
    path("livez", pages.livez, name="livez"),
    path("readyz", pages.readyz, name="readyz"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.Favicon.as_view(), name="favicon"),
]
