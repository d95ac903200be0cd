from django.urls import path

from claims.views import pages, parties, search, sources, speakers, statements
from claims.views.home import home

urlpatterns = [
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
    path("methods/", pages.methods, name="methods"),
    path("livez", pages.livez, name="livez"),
    path("readyz", pages.readyz, name="readyz"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.Favicon.as_view(), name="favicon"),
]
