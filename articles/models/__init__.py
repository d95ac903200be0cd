from articles.models.article import Article, DateBasis, ExtractionState, RemovedPart, web_query
from articles.models.outlet import Outlet, Rights

__all__ = [
    "Article",
    "DateBasis",
    "ExtractionState",
    "Outlet",
    "RemovedPart",
    "Rights",
    "web_query",
]
