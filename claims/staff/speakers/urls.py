"""``/admin/speakers/``: everything here asks for a login of the staff; to write, for a curator."""

from django.contrib import admin
from django.urls import path

from claims.staff.speakers import pairs, splitting

app_name = "identities"

urlpatterns = [
    path("duplicates/", admin.site.admin_view(pairs.pair), name="pair"),
    path("<slug:slug>/split/", admin.site.admin_view(splitting.split), name="split"),
]
