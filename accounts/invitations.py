"""Accounts are made by invitation: a link with which a new user chooses a password, once.

The link is a signed token of Django's for setting a password: it stops working once a password is
set, the user logs in, or ``PASSWORD_RESET_TIMEOUT`` is over.
"""

import logging
import re
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from claims.dates import date_in_words

UNUSABLE_IN_NAMES = re.compile(r"[^\w.+-]+")
MAX_USERNAME_CHARS = 140
log = logging.getLogger(__name__)

MAIL = """Hello {name},

you have an account at {site}, with the role {role}. Your user name is {username}.

Choose your password here; the link works once, until {until}:
{link}
"""


class WelcomeView(PasswordResetConfirmView):
    """The page of the link; whoever has chosen a password is logged in."""

    title = "Choose your password"
    post_reset_login = True
    success_url = reverse_lazy("admin:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return (
            context if context["validlink"] else {**context, "title": "This link no longer works"}
        )


def new_username(email: str) -> str:
    """From the e-mail address, and taken by nobody: ``ann.chen``, ``ann.chen2``."""
    stem = UNUSABLE_IN_NAMES.sub("", email.partition("@")[0])[:MAX_USERNAME_CHARS] or "user"
    names = set(User.objects.filter(username__istartswith=stem).values_list("username", flat=True))
    folded = {name.casefold() for name in names}
    numbered = (f"{stem}{n}" for n in range(2, len(folded) + 3))
    return next(name for name in (stem, *numbered) if name.casefold() not in folded)


def invitation_link(request: HttpRequest, user: User) -> str:
    """The absolute address at which this user chooses a password."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return request.build_absolute_uri(reverse("welcome", args=[uid, token]))


def last_valid_day() -> str:
    """Until when a link made now works."""
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return date_in_words(timezone.localdate(until))


def is_mail_configured() -> bool:
    return bool(settings.EMAIL_HOST)


def send_invitation(request: HttpRequest, user: User) -> bool:
    """Mail the link to the user; whether that worked. What went wrong is in the log."""
    role = ", ".join(user.groups.values_list("name", flat=True)) or "none yet"
    text = MAIL.format(
        name=user.get_full_name() or user.username,
        site=request.get_host(),
        role=role,
        username=user.username,
        until=last_valid_day(),
        link=invitation_link(request, user),
    )
    try:
        send_mail("Your account at On Record", text, None, [user.email])
    except (SMTPException, OSError) as error:
        log.warning("The invitation of %s could not be sent: %s", user.username, error)
        return False
    return True
