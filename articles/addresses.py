"""A word in addresses that no record may be called by."""

from django.db.models import CheckConstraint, Q

NONE = "none"  # the value of a filter for rows that have no speaker, no outlet, no party


def not_called_none(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(
        condition=~Q(**{field: NONE}),
        name=name,
        violation_error_message=f"“{NONE}” is what filters call rows without one; choose another.",
    )
