"""The form of a report as a reader sends it."""

import time

from django.core import signing

from claims.curation.reports import SALT
from claims.models import Statement
from tests.make import make_attribution, make_speaker, make_statement


def make_quoted_statement() -> Statement:
    return make_attribution(make_statement("We agree"), speaker=make_speaker("Ann Chen")).statement


def opened(statement, ago=60):
    """What the form carries that was opened so many seconds ago."""
    return signing.dumps([statement.key, f"n{time.time()}", int(time.time()) - ago], salt=SALT)


def send(client, statement, **fields):
    form = {"fault": "wrong_speaker", "comment": "It was Bob.", "website": ""}
    form |= {"opened": opened(statement), **fields}
    return client.post(f"/statements/{statement.key}/report", form)
