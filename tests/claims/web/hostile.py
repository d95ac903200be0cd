"""Hostile words, and what a browser would make of a page that shows them."""

import re
from html.parser import HTMLParser

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}{% debug %}",
    "\"><svg onload='alert(1)'>'-alert(1)-' onmouseover=alert(1) x='&lt;b&gt;&#60;script&#62;",
    "</title></textarea></style><iframe src=javascript:alert(1)>\u202egnp.exe \u200b\ufeff",
)


OUR_SCRIPT = re.compile(r"/static/js/(article|copy|keys|list|suggest)(\.[0-9a-f]{12})?\.js")


class Page(HTMLParser):
    """Tags, attributes and headings of one page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.ids, self.headings = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
