from django.urls import path, re_path

from claims.views import exports, pages, parties, search, sources, speakers, statements
from claims.views.home import home

FILE = r"\.(?P<ending>csv|tsv|ndjson)$"

urlpatterns = [
    re_path(rf"^statements{FILE}", exports.statement_export, name="statement_export"),
    re_path(rf"^speakers{FILE}", exports.speaker_export, name="speaker_export"),
    re_path(rf"^articles{FILE}", exports.article_export, name="article_export"),
    path("", home, name="home"),
    path("statements/", statements.StatementList.as_view(), name="statement_list"),
    path("statements/<slug:key>/", statements.statement, name="statement"),
    path("speakers/", speakers.SpeakerList.as_view(), name="speaker_list"),
    path("speakers/<slug:slug>/", speakers.speaker, name="speaker"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<slug:code>/", parties.party, name="party"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("search/", search.search, name="search"),
    path("search/names/", search.suggest, name="search_names"),
    path("methods/", pages.methods, name="methods"),
    path("livez", pages.livez, name="livez"),
    path("readyz", pages.readyz, name="readyz"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.Favicon.as_view(), name="favicon"),
]
