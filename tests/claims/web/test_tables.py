"""The tables of the lists."""

import re

import pytest

from claims.web.tables import ArticleTable, PartyTable, SourceTable, SpeakerTable, StatementTable
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/statements/", StatementTable),
        ("/speakers/", SpeakerTable),
        ("/articles/", ArticleTable),
        ("/sources/", SourceTable),
        ("/parties/", PartyTable),
    ],
)
def test_each_cell_is_labelled_by_its_column_for_when_the_table_folds(client, address, table):
    make_attribution(speaker=make_speaker(party=make_party()), via=(make_speaker("The Wire"),))
    heads = [one.header for one in table([]).columns if not one.column.under]

    page = client.get(address).content.decode()

    assert re.findall(r'data-label="([^"]+)"', page) == heads
