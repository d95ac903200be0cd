"""Words that are said and words that are handed on, as records."""

from tests.make import (
    make_article,
    make_attribution,
    make_speaker,
    make_statement,
    numbers,
)

SAID = "China will face responsibility for any steps it takes to assist Russia"


TOLD = "China will face penalties for any steps it takes to encourage Russia"


def make_said(words=SAID, **fields):
    article = make_article(f"“{words},” she said. It rained on Monday. ({next(numbers)})", **fields)
    statement = make_statement(words, article=article, quotation="direct")
    make_attribution(statement, speaker=make_speaker("Ann Chen"))
    return statement
