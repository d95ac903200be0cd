"""Who runs this site, for every page to say."""

from django.conf import settings
from django.http import HttpRequest


def operator(request: HttpRequest) -> dict[str, str]:
    return {"operator": settings.OPERATOR, "contact": settings.CONTACT}
