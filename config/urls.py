from django.contrib import admin
from django.urls import include, path

from accounts.invitations import WelcomeView

handler500 = "config.outage.server_error"

urlpatterns = [
    path("admin/review/", include("claims.staff.review.urls")),
    path("admin/speakers/", include("claims.staff.speakers.urls")),
    path("admin/claims-desk/", include("claims.staff.claims.urls")),
    path("admin/welcome/<uidb64>/<token>/", WelcomeView.as_view(), name="welcome"),
    path("admin/", admin.site.urls),
    path("", include("claims.web.urls")),
]
