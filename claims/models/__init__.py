from claims.models.attribution import Attribution, Source, Status
from claims.models.carryover import Carryover
from claims.models.decision import Decision, Deed, Reason
from claims.models.distinction import Distinction
from claims.models.index import ArticleCount, Counted, Sampled, Shown, SourceCount, SpeakerCount
from claims.models.party import Party
from claims.models.report import Fault, Report, ReportAnswer, ReportState
from claims.models.review_lock import ReviewClaim
from claims.models.spans import Span, SpansField
from claims.models.speaker import Alias, Speaker, SpeakerKey, SpeakerKind
from claims.models.statement import About, Mode, Quotation, Statement, words

__all__ = [
    "About",
    "Alias",
    "ArticleCount",
    "Attribution",
    "Carryover",
    "Counted",
    "Decision",
    "Deed",
    "Distinction",
    "Fault",
    "Mode",
    "Party",
    "Quotation",
    "Reason",
    "Report",
    "ReportAnswer",
    "ReportState",
    "ReviewClaim",
    "Sampled",
    "Shown",
    "Source",
    "SourceCount",
    "Span",
    "SpansField",
    "Speaker",
    "SpeakerCount",
    "SpeakerKey",
    "SpeakerKind",
    "Statement",
    "Status",
    "words",
]
