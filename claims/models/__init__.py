from claims.models.attribution import Attribution, Source, Status
from claims.models.carryover import Carryover
from claims.models.claim import (
    AGAINST,
    FOR,
    Claim,
    ClaimMember,
    CommonKey,
    RebuildPart,
    RebuildStep,
    Stance,
    StatementLink,
    StatementMeaning,
)
from claims.models.decision import Decision, DecisionKind, Reason
from claims.models.distinction import Distinction
from claims.models.index import (
    ArticleCount,
    FacetCount,
    SourceCount,
    SpeakerCount,
    StatementIndex,
    StatementSample,
)
from claims.models.party import Party
from claims.models.report import CLAIM_FAULTS, Fault, Report, ReportAnswer, ReportState
from claims.models.review_lock import ReviewLock
from claims.models.spans import Span, SpansField
from claims.models.speaker import Alias, Speaker, SpeakerKey, SpeakerKind
from claims.models.statement import About, Mode, Quotation, Statement, words

__all__ = [
    "AGAINST",
    "CLAIM_FAULTS",
    "FOR",
    "About",
    "Alias",
    "ArticleCount",
    "Attribution",
    "Carryover",
    "Claim",
    "ClaimMember",
    "CommonKey",
    "FacetCount",
    "Decision",
    "DecisionKind",
    "Distinction",
    "Fault",
    "Mode",
    "Party",
    "Quotation",
    "Reason",
    "RebuildPart",
    "RebuildStep",
    "Report",
    "ReportAnswer",
    "ReportState",
    "ReviewLock",
    "Stance",
    "StatementLink",
    "StatementMeaning",
    "StatementSample",
    "StatementIndex",
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
