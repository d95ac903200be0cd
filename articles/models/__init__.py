from articles.models.article import (
    Article,
    DateBasis,
    ExtractionState,
    RemovedPart,
    heavy_columns,
)
from articles.models.corpus_word import CorpusWord
from articles.models.fetching import FeedSchedule, FetchedPage, FetchSite, WatchedFeed
from articles.models.outlet import Outlet, Rights
from articles.models.reading_progress import ReadingProgress
from articles.models.submission import Submission, SubmissionState

__all__ = [
    "Article",
    "CorpusWord",
    "DateBasis",
    "ExtractionState",
    "WatchedFeed",
    "FeedSchedule",
    "FetchSite",
    "FetchedPage",
    "Outlet",
    "ReadingProgress",
    "RemovedPart",
    "Rights",
    "Submission",
    "SubmissionState",
    "heavy_columns",
]
