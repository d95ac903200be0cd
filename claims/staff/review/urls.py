"""``/admin/review/``: everything here asks for a login of the staff; to write, for a curator."""

from django.contrib import admin
from django.urls import path

from claims.staff.review.pages import articles, edits, items, queue, speakers

app_name = "review"


def of_staff(view):  # type: ignore[no-untyped-def]
    return admin.site.admin_view(view)


urlpatterns = [
    path("", of_staff(queue.queue), name="queue"),
    path("next/", of_staff(queue.take_next), name="next"),
    path("undo/", of_staff(items.undo), name="undo"),
    path("speakers/", of_staff(speakers.suggest), name="speakers"),
    path("statements/<slug:key>/", of_staff(items.item), name="item"),
    path("statements/<slug:key>/hold/", of_staff(items.renew_lock), name="hold"),
    path("statements/<slug:key>/edit/", of_staff(edits.edit), name="edit"),
    path("articles/<slug:slug>/", of_staff(articles.article), name="article"),
    path("articles/<slug:slug>/add/", of_staff(edits.add), name="add"),
]
