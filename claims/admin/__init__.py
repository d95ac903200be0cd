"""The curators' side. What settles an attribution goes through ``claims.curation`` alone."""

from django.contrib import admin

from claims.admin.attributions import AttributionAdmin
from claims.admin.carryovers import CarryoverAdmin
from claims.admin.decisions import DecisionAdmin
from claims.admin.people import PeopleAdmin
from claims.admin.reports import ReportAdmin
from claims.admin.speakers import PartyAdmin, SpeakerAdmin
from claims.admin.statements import StatementAdmin

__all__ = [
    "AttributionAdmin",
    "CarryoverAdmin",
    "DecisionAdmin",
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
