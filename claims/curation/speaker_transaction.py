"""Transactions on speakers: lock them, take a snapshot, change them, log the decision."""

from typing import Any, Unpack

from django.db.models import Q

from claims.batches import batches
from claims.curation import descriptions, snapshots
from claims.curation.errors import CurationError
from claims.curation.log import Signature, checked, write_decision
from claims.curation.snapshots import Snapshot
from claims.curation.states import SpeakerState
from claims.locks import lock_speakers
from claims.models import Alias, Decision, DecisionKind, Speaker


class SpeakerTransaction:
    """A change of one speaker or two: their snapshot before it, and who makes it and why.

    ``speakers`` are the records as they are now, in the order given. Changes of their own rows,
    names and members are found by a diff; other tables are changed through ``write``.
    """

    def __init__(self, *speakers: Speaker, **signature: Unpack[Signature]) -> None:
        self.signature = checked(signature)
        self.by, self.why = signature["by"], self.signature["why"]
        lock_speakers()
        records = Speaker.objects.select_related("party", "merged_into").in_bulk(
            [speaker.pk for speaker in speakers]
        )
        if len(records) != len(speakers):
            raise CurationError("Choose two different speakers that are there.")
        self.speakers = [records[speaker.pk] for speaker in speakers]
        self._states_before = [descriptions.describe_speaker(speaker) for speaker in self.speakers]
        self._snapshot_before = self._snapshot()
        self._other_rows: tuple[Snapshot, Snapshot] = ({}, {})

    def write(self, table: str, pks: list[int], **columns: Any) -> None:
        """Write columns of rows of ``table``, and keep the old values for the log."""
        old_rows, new_rows = self._other_rows
        for batch in batches(pks, snapshots.MAX_IDS_PER_QUERY):
            rows = snapshots.TABLES[table]._default_manager.filter(pk__in=batch)
            for pk, *old in rows.values_list("pk", *columns):
                _add_columns(old_rows, table, pk, dict(zip(columns, old, strict=True)))
                _add_columns(new_rows, table, pk, columns)
            rows.update(**columns)

    def record_created(self, table: str, pk: int) -> None:
        """Keep for the log that a row of ``table`` was created."""
        rows = snapshots.TABLES[table]._default_manager.filter(pk=pk)
        self._other_rows[0].setdefault(table, {})[str(pk)] = None
        created = snapshots.take_snapshot(**{table: rows})[table]
        self._other_rows[1].setdefault(table, {}).update(created)

    def log(self, deed: DecisionKind, **details: Any) -> Decision:
        """Write the decision; ``details`` are more keys of its ``state_after``."""
        diff_before, diff_after = snapshots.diff(self._snapshot_before, self._snapshot())
        first, second = (*self.speakers, None)[:2]
        states_after = [descriptions.describe_speaker(speaker) for speaker in self.speakers]
        return write_decision(
            self.signature,
            deed=deed,
            speaker=first,
            other=second,
            diff_before={**diff_before, **self._other_rows[0]},
            diff_after={**diff_after, **self._other_rows[1]},
            state_before=_pair(self._states_before),
            state_after={**_pair(states_after), **details},
        )

    def has_changed(self) -> bool:
        return self._snapshot_before != self._snapshot()

    def alias_names(self) -> list[str]:
        """All names of the first speaker."""
        return [alias.name for alias in Alias.objects.filter(speaker=self.speakers[0])]

    def add_speaker(self, speaker: Speaker) -> None:
        """Add a speaker that this transaction has created."""
        self.speakers.append(speaker)

    def _snapshot(self) -> Snapshot:
        pks = [speaker.pk for speaker in self.speakers]
        members = Speaker.members.through.objects
        return snapshots.take_snapshot(
            speaker=Speaker.objects.filter(pk__in=pks),
            alias=Alias.objects.filter(speaker__in=pks),
            membership=members.filter(Q(from_speaker__in=pks) | Q(to_speaker__in=pks)),
        )


def _add_columns(rows: Snapshot, table: str, pk: int, columns: dict[str, Any]) -> None:
    row = rows.setdefault(table, {}).setdefault(str(pk), {})
    assert row is not None
    row.update({column: snapshots.to_json(value) for column, value in columns.items()})


def _pair(states: list[SpeakerState]) -> dict[str, Any]:
    described = [state.to_json() for state in states]
    return dict(zip(("speaker", "other"), described, strict=False))


def attribution_ids(speaker: Speaker) -> list[int]:
    return list(speaker.attributions.order_by("pk").values_list("pk", flat=True))


def hop_ids(speaker: Speaker) -> list[int]:
    return list(speaker.relayed.order_by("pk").values_list("pk", flat=True))
