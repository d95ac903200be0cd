"""The figures from curators' verdicts as a file."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from claims import export
from claims.export import Column
from claims.export.formats import Sheet
from claims.quality import accuracy
from claims.web.views.exports import dialect_problems, open_to_all, refused

COLUMNS = {
    "by": Column("by", f"what is told apart: {', '.join(accuracy.DIMENSIONS)}", "code"),
    "value": Column("value", "the version, kind, band, outlet or cue; none where it has none"),
    "judged": Column(
        "judged", "verdicts of curators on what the extractor had proposed", "integer"
    ),
    "right": Column("right", "those by which content and source were right", "integer"),
    "precision": Column("precision", "right by judged", "number"),
    "low": Column("low", "lower end of its 95% interval (Wilson)", "number"),
    "high": Column("high", "upper end of its 95% interval (Wilson)", "number"),
    "confidence": Column("confidence", "mean of what the extractor had said", "number"),
}


@open_to_all
@require_safe
def methods_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All lines of all tables of /methods/ on curators' verdicts."""
    dialect = request.GET.get("for") or "excel"
    problems = [
        f"There is no filter “{name}”. Known: for." for name in request.GET if name != "for"
    ]
    if problems := [*problems, *dialect_problems(dialect)]:
        return refused(problems)
    rows = [_row(line) for lines in accuracy.cached_accuracy().lines.values() for line in lines]
    return export.small_file(Sheet("methods", COLUMNS, dialect), rows, ending)


def _row(line: accuracy.AccuracyRow) -> tuple[object, ...]:
    shares = (line.precision, line.low, line.high, line.confidence)
    return (line.by, line.value, line.judged, line.right, *(round(share, 4) for share in shares))
