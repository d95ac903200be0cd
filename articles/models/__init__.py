from articles.models.article import Article, DateBasis, ExtractionState, RemovedPart
from articles.models.corpus_word import CorpusWord
from articles.models.outlet import Outlet, Rights

__all__ = [
    "Article",
    "CorpusWord",
    "DateBasis",
    "ExtractionState",
    "Outlet",
    "RemovedPart",
    "Rights",
]
