"""``/add/``: for curators alone."""

from django.urls import path

from claims.web.adding import views

urlpatterns = [
    path("", views.add, name="add"),
    path("<int:pk>/", views.submission, name="submission"),
]
