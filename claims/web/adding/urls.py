"""``/add/``: for curators alone."""

from django.urls import path

from claims.web.adding import feeds, views

urlpatterns = [
    path("", views.add, name="add"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("<int:pk>/", views.submission, name="submission"),
]
