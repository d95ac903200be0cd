"""A search of signs alone, or of more signs than words, is answered wherever one can be sent."""

from urllib.parse import quote

import pytest

from tests.world import make_world

pytestmark = pytest.mark.django_db

SIGNS = (
    "-" * 33, "-a " * 90, '-"a b" ' * 40, "a or " * 60, "-or -", "()" * 150, "!" * 300, "&|" * 150,
    "<->" * 90, "a<1>b:*", "'" * 299, '"a' * 140, "\\'" * 150, "%_*" * 100, "—…" * 150, "‘a’" * 90,
    "\u200b" * 300, "\x00", "a." * 150, "1," * 150, "😀" * 300,
)  # fmt: skip
PLACES = (
    *("/search/?q=", "/search/names/?q=", "/verify/?quote=", "/exchange/?q=", "/statements/?q="),
    *("/speakers/?q=", "/articles/?q=", "/sources/?q=", "/statements.csv?q="),
    *("/statements.atom?q=", "/api/statements?q=", "/api/speakers?q="),
    *("/statements/?speaker=", "/statements/?date="),
)


def test_signs_are_answered_and_break_nothing(client):
    make_world()
    failures = []
    for address in (place + quote(signs) for place in PLACES for signs in SIGNS):
        answer = client.get(address)
        if answer.status_code not in (200, 400) or (answer.streaming and not answer.getvalue()):
            failures.append((answer.status_code, address))

    assert not failures
