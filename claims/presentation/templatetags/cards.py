"""Link previews (Open Graph): the title, text and image that other sites show."""

from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator

register = template.Library()

MAX_TITLE_CHARS, MAX_TEXT_CHARS = 120, 300


@register.simple_block_tag(takes_context=True)
def card(context: dict[str, Any], content: str, title: object, image: str = "") -> SafeString | str:
    """``{% card title %}text{% endcard %}`` in a page's head; nothing where no page was asked for.

    ``image`` is the address of a picture that shows the text; without one all share the site's.

    The text is what the block renders, on one line, and is escaped anew after it is cut.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    parts = {
        "title": Truncator(" ".join(str(title).split())).chars(MAX_TITLE_CHARS),
        "text": Truncator(" ".join(unescape(content).split())).chars(MAX_TEXT_CHARS),
        "site": f"{request.scheme}://{request.get_host()}",
        "path": request.path,
        "image": image,
    }
    return render_to_string("_card.html", parts)
