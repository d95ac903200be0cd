"""``/admin/claims-desk/``: everything here asks for a login of the staff; to write, a curator."""

from django.contrib import admin
from django.urls import path

from claims.staff.claims import proposals, settling

app_name = "claim_desk"

urlpatterns = [
    path("", admin.site.admin_view(proposals.proposals), name="proposals"),
    path("<slug:key>/", admin.site.admin_view(settling.settle_claim), name="claim"),
]
