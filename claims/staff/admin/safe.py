"""Lists and forms of the admin that no address, no form and no other person at work can break."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from claims.staff.admin.widgets import RecordSelect, RecordsSelect, could_be_key

UNUSED_LOOKUPS = ("range", "regex", "iregex")  # no filter asks so, and they need not be well-formed


class SafeChangeList(ChangeList):
    """A value in the address that the database can't compare is a wrong address, not a fault."""

    def get_results(self, request: HttpRequest) -> None:
        # Only here does the database see the values: a year 0, a NUL.
        try:
            with transaction.atomic():
                super().get_results(request)
        except (ValueError, OverflowError, DataError) as error:
            raise IncorrectLookupParameters(error) from error

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except OverflowError as error:  # a year beyond all numbers
            raise IncorrectLookupParameters(error) from error


class SafeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when it runs
    """No address, form or other person at work ends in a fault of the server."""

    list_per_page = 50
    show_full_result_count = False  # a count of everything on each view

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        if lookup.rpartition("__")[2] in UNUSED_LOOKUPS:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SafeChangeList

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        return super().get_object(request, object_id, from_field or None)  # "" names no field

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        ticks = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(could_be_key(self.model, key) for key in ticks):
            return super().response_action(request, queryset)
        text = "Nothing was changed: what was ticked is no record of this list."
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordsSelect(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            text = "Not saved: somebody else saved something that contradicts it. Look again."
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # Headed by what is in the list, for most of them are read and not changed.
        context = {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        answer = super().changelist_view(request, context)
        if answer.status_code == 302 and answer["Location"] == f"{request.path}?{ERROR_FLAG}=1":
            text = "A filter in the address can't be read; all filters were dropped."
            self.message_user(request, text, messages.WARNING)
        return answer


class PermanentAdmin(SafeAdmin):
    """Records that have an address: it is for ever."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
