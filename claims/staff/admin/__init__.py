"""The curators' side. What settles an attribution goes through ``claims.curation`` alone."""

from django.contrib import admin

from claims.staff.admin.articles import ArticleAdmin, OutletAdmin
from claims.staff.admin.attributions import AttributionAdmin
from claims.staff.admin.carryovers import CarryoverAdmin
from claims.staff.admin.decisions import DecisionAdmin
from claims.staff.admin.people import PeopleAdmin
from claims.staff.admin.reports import ReportAdmin
from claims.staff.admin.speakers import PartyAdmin, SpeakerAdmin
from claims.staff.admin.statements import StatementAdmin

__all__ = [
    "ArticleAdmin",
    "AttributionAdmin",
    "CarryoverAdmin",
    "DecisionAdmin",
    "OutletAdmin",
    "PartyAdmin",
    "PeopleAdmin",
    "ReportAdmin",
    "SpeakerAdmin",
    "StatementAdmin",
]

admin.site.site_header = "On Record: curation"
admin.site.site_title = "On Record"
admin.site.index_title = "What needs a curator"
admin.site.enable_nav_sidebar = False  # the lists need the width
