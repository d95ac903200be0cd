"""Whole numbers that somebody typed, or that a form or an address carries."""

MAX_ID = 2**63 - 1  # the greatest id that the database can look for


def whole_number(typed: str, maximum: int = MAX_ID) -> int:
    """From 1 to ``maximum``, in plain digits; 0 for anything else: no record has that as its id."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(maximum))):
        return 0
    number = int(typed)
    return number if number <= maximum else 0
