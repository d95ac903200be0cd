"""Users and their roles. Whoever manages users must not be able to become more than they are."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from accounts import invitations
from claims.staff.admin.safe import SafeAdmin

POWERS = ("is_superuser", "user_permissions")  # a role comes from a group, all else from these
ROLES = {
    "viewer": "Viewer: looks at everything here, changes nothing",
    "curator": "Curator: decides on statements, speakers and articles",
    "admin": "Admin: all that, and manages users",
}


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """Makes an account of a name, an e-mail address and a role; the user chooses the password."""

    name = forms.CharField(max_length=150, help_text="The name colleagues use.")
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ModelChoiceField(Group.objects.none(), widget=forms.RadioSelect, empty_label=None)

    class Meta:
        model = User
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.queryset = Group.objects.order_by("pk")
        role.label_from_instance = lambda group: ROLES.get(group.name, group.name)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if taken := User.objects.filter(email__iexact=email).first():
            raise forms.ValidationError(f"{taken.username} already has this address.")
        return email

    def save(self, commit: bool = True) -> User:
        """With a password that nobody has; a user whom the caller saves gets the role after it."""
        user = self.instance
        user.email = self.cleaned_data["email"]
        user.username = invitations.new_username(user.email)
        user.first_name, _, user.last_name = self.cleaned_data["name"].rpartition(" ")
        user.is_staff = True
        user.set_unusable_password()
        return super().save(commit)

    def _save_m2m(self) -> None:
        self.instance.groups.set([self.cleaned_data["role"]])


# Django's own labels speak of groups, designating and unselecting.
WORDS_OF_FIELDS = {
    "groups": ("Role", "What they may do here. One is enough."),
    "is_active": (
        "May log in",
        "Untick it instead of deleting an account.",
    ),
    "is_staff": ("Sees the curators’ pages", "Everybody with a role needs this."),
    "is_superuser": ("May do everything", "Without any role, and whatever the permissions below."),
    "user_permissions": ("Single permissions", "Beside those of the role."),
    "date_joined": ("Account made on", ""),
    "username": ("Name for logging in", "Letters, digits and @ . + - _ only."),
    "email": ("E-mail", ""),
}


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.title = "role"


class PeopleAdmin(SafeAdmin, UserAdmin):
    """Only a superuser hands out powers beyond the groups, or touches another superuser."""

    list_display = ("username", "name", "email", "roles", "is_active", "last_login")
    list_filter = (("groups", RoleFilter), "is_active")
    add_form = InvitationForm
    add_fieldsets = ((None, {"fields": ("name", "email", "role")}),)
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "password")}),
        ("Role", {"fields": ("groups", "is_active", "is_staff")}),
        ("Permissions beyond the role", {"fields": POWERS, "classes": ("collapse",)}),
        ("Dates", {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )
    filter_horizontal = ("user_permissions",)
    actions = ("invite_again",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, *POWERS)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in WORDS_OF_FIELDS:
            field.label, field.help_text = WORDS_OF_FIELDS[db_field.name]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # it would ask for no permission on each
        return actions

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        _invite(self, request, obj)
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))

    @admin.action(permissions=["change"], description="Invite again: a new link for a password")
    def invite_again(self, request: HttpRequest, selected: Any) -> None:
        for user in selected:
            if _may_touch(request, user) and user.is_active:
                _invite(self, request, user)
            else:
                text = f"{user.username} cannot get a link from you."
                self.message_user(request, text, messages.WARNING)

    @admin.display(description="name", ordering="last_name")
    def name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"


def _invite(model_admin: PeopleAdmin, request: HttpRequest, user: User) -> None:
    """Mail the link; show it where no mail goes out."""
    if (
        user.email
        and invitations.is_mail_configured()
        and invitations.send_invitation(request, user)
    ):
        text = f"{user.username} was sent an invitation at {user.email}."
        model_admin.message_user(request, text, messages.SUCCESS)
        return
    why = "The mail could not be sent. " if invitations.is_mail_configured() else ""
    html = format_html(
        "{}Give {} this link; with it they choose a password, once, until {}: <code>{}</code>",
        why,
        user.username,
        invitations.last_valid_day(),
        invitations.invitation_link(request, user),
    )
    model_admin.message_user(request, html, messages.WARNING if why else messages.SUCCESS)


def _may_touch(request: HttpRequest, user: Any) -> bool:
    return request.user.is_superuser or user is None or not user.is_superuser


class RolesAdmin(SafeAdmin, GroupAdmin):
    """What users of each role may do."""


admin.site.unregister([User, Group])
admin.site.register(User, PeopleAdmin)
admin.site.register(Group, RolesAdmin)
