"""The login of curators, with a limit on how often it may fail."""

from datetime import datetime
from math import ceil
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import limits
from accounts.addresses import client_address


class LoginForm(AdminAuthenticationForm):
    """Says the same of an account that does not exist as of one whose password was wrong."""

    def clean(self) -> dict[str, Any]:
        account, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if account is None or not password:
            return super().clean()
        assert self.request is not None  # the login view gives it
        address = client_address(self.request)
        if until := limits.count_attempt(account, address):
            raise ValidationError(refusal(until), code="locked")
        cleaned = super().clean()
        limits.forget_attempts(account, address)
        return cleaned


def refusal(until: datetime) -> str:
    minutes = ceil((until - timezone.now()).total_seconds() / 60)
    soon = f"in {minutes} minute{'' if minutes == 1 else 's'}"
    return f"Too many failed logins. Try again at {until:%H:%M} UTC, {soon}."
