"""Boxes for records that bear whatever a form or an address puts into them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db.models import Model


def could_be_key(model: type[Model], value: object) -> bool:
    """Whether the database can look for a record of this primary key."""
    if "\0" in str(value):
        return False
    try:
        model._meta.pk.to_python(value)
    except ValidationError:
        return False
    return True


class _SafeOptions(AutocompleteMixin):
    """Django looks up every value, those that its form has refused too."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        model = self.choices.queryset.model
        keys = [key for key in value if not key or could_be_key(model, key)]
        return super().optgroups(name, keys, attr)


class RecordSelect(_SafeOptions, AutocompleteSelect):
    """One record, found by typing."""


class RecordsSelect(_SafeOptions, AutocompleteSelectMultiple):
    """Several records, found by typing."""
