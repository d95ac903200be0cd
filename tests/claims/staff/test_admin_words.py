"""The admin speaks of what fields mean, not of what they are called in the code."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, label_for_field
from django.utils import formats, timezone
from django.utils.dateformat import format as date_format

from claims import curation
from claims.models import Decision, Speaker
from claims.staff.admin.word_filters import MergedFilter
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db
CODE_WORDS = {"slug", "uid", "key", "start", "end", "code", "extractor version"}


def labels(rf, admin_user):
    """Of every field that an admin page shows, and of every column of a list."""
    request = rf.get("/")
    request.user = admin_user
    for model, model_admin in admin.site._registry.items():
        fields = flatten_fieldsets(model_admin.get_fieldsets(request, model()))
        for name in (*fields, *model_admin.list_display):
            yield f"{model.__name__}.{name}", str(label_for_field(name, model, model_admin))


def test_no_label_is_the_name_of_a_field_in_the_code(rf, admin_user):
    raw = {
        place: label
        for place, label in labels(rf, admin_user)
        if label.lower() in CODE_WORDS or label.endswith(" at") or "_" in label
    }

    assert not raw


def test_filters_by_what_is_there_or_not_say_so_in_words(admin_client):
    make_attribution(make_statement("It was late"))
    for path in ("statement", "speaker", "attribution"):
        page = admin_client.get(f"/admin/claims/{path}/").content.decode()
        assert "Not empty" not in page
    assert "shown, unless rejected" in admin_client.get("/admin/claims/statement/").content.decode()


def test_such_a_filter_tells_the_two_apart(rf):
    heir = make_speaker("Ann Chen")
    merged = make_speaker("A. Chen", merged_into=heir)

    def listed(value):
        asked, speakers = {"merged": [value]}, admin.site._registry[Speaker]
        chosen = MergedFilter(rf.get("/"), asked, Speaker, speakers)
        return set(chosen.queryset(rf.get("/"), Speaker.objects.all()))

    assert (listed("yes"), listed("no")) == ({merged}, {heir})


def test_an_account_is_described_without_djangos_own_words(admin_client, admin_user):
    page = admin_client.get(f"/admin/auth/user/{admin_user.pk}/change/").content.decode()

    assert "Designates" not in page
    assert "By groups" not in admin_client.get("/admin/auth/user/").content.decode()
    assert "May log in" in page


def test_times_read_as_on_every_other_page(admin_client, curator):
    curation.accept(make_attribution(), by=curator)
    decision = Decision.objects.get()

    page = admin_client.get("/admin/claims/decision/").content.decode()

    assert date_format(timezone.localtime(decision.at), "j F Y, H:i") in page
    assert str(decision).endswith(date_format(timezone.localtime(decision.at), ", j F Y, H:i"))
    assert formats.date_format(decision.at, "DATETIME_FORMAT").count(":") == 1
    assert "a.m." not in formats.date_format(decision.at, "DATETIME_FORMAT")


def test_kinds_of_speakers_are_called_as_readers_know_them(admin_client):
    make_attribution(speaker=make_speaker("a US source", kind="anonymous"))

    for path in ("speaker", "attribution"):
        page = admin_client.get(f"/admin/claims/{path}/").content.decode()
        assert ">unnamed<" in page
        assert ">anonymous<" not in page
