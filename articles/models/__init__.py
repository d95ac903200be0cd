from articles.models.article import Article, DateBasis, ExtractionState, RemovedPart, web_query
from articles.models.outlet import Outlet

__all__ = ["Article", "DateBasis", "ExtractionState", "Outlet", "RemovedPart", "web_query"]
