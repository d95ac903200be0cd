"""Three statements by three speakers, two of them in one claim."""

from claims.grouping.grouping import group_articles
from claims.models import Statement
from tests.make import make_article, make_attribution, make_statement

TEXTS = (
    "Vandals broke two windows of the old school.",
    "Two windows of the old school were broken by vandals.",
    "The harbour will reopen on Monday.",
)


def make_statements() -> list[Statement]:
    statements = [make_statement(t, article=make_article(f"Report. {t}")) for t in TEXTS]
    for statement in statements:
        make_attribution(statement)
        group_articles(statement.article)
    return statements
