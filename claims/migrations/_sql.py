"""SQL that several migrations install."""

from pathlib import Path

FOLDER = Path(__file__).parent / "sql"

SPANS_ARE_VALID = """
CREATE FUNCTION spans_are_valid(spans int4range[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- Every range bounded and non-empty, 0 <= start < end, in order, none over another.
    SELECT coalesce(bool_and(coalesce(
        NOT isempty(span) AND lower(span) >= 0 AND upper(span) IS NOT NULL
        AND (place = 1 OR upper(previous) <= lower(span)), false)), true)
    FROM (
        SELECT span, place, lag(span) OVER (ORDER BY place) AS previous
        FROM unnest(spans) WITH ORDINALITY AS one(span, place)
    ) AS pairs
$$
"""
NO_SPANS_ARE_VALID = "DROP FUNCTION spans_are_valid(int4range[])"


def read(name):
    """A file of the folder sql as an operand of RunSQL, whose signs % stay as they are."""
    return [((FOLDER / name).read_text(), None)]


def append_only(table, function, message):
    """SQL by which rows of ``table`` are added and never changed, and SQL that takes it back."""
    return (
        f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{message}';
END
$$;
CREATE TRIGGER {function} BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}();
""",
        f"""
DROP TRIGGER {function} ON {table};
DROP FUNCTION {function}();
""",
    )


DECISIONS_ONLY_GROW = append_only(
    "claims_decision",
    "decision_log_is_append_only",
    "The log of decisions is append-only: undo a decision by another one.",
)
ANSWERS_ONLY_GROW = append_only(
    "claims_reportanswer",
    "report_answers_are_append_only",
    "The log of answers is append-only: answer the report anew.",
)
