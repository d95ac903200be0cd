from django.contrib import admin
from django.urls import include, path

handler500 = "config.outage.server_error"

urlpatterns = [
    path("admin/review/", include("claims.admin.review.urls")),
    path("admin/speakers/", include("claims.admin.identities.urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
    path("", include("claims.urls")),
]
