from articles.models.article import Article, DateBasis, ExtractionState, RemovedPart
from articles.models.outlet import Outlet, Rights

__all__ = ["Article", "DateBasis", "ExtractionState", "Outlet", "RemovedPart", "Rights"]
