"""What every act on who is who does: lock, look, write, and leave its decision in the log."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q

from claims.curation import changes, states
from claims.curation.changes import Picture
from claims.curation.errors import CurationError
from claims.curation.log import reason_given, written
from claims.locks import lock_speakers
from claims.models import Alias, Attribution, Decision, DecisionKind, Source, Speaker


class IdentityAct:
    """One act on one speaker or two: who they were before, and who does it and why.

    ``speakers`` are the records as they are now, in the order given. What the act does to their
    own rows, names and members is seen; other tables it changes through ``write``.
    """

    def __init__(self, *speakers: Speaker, by: User, why: str) -> None:
        self.by, self.why = by, reason_given(why)
        lock_speakers()
        found = Speaker.objects.select_related("party", "merged_into").in_bulk(
            [one.pk for one in speakers]
        )
        if len(found) != len(speakers):
            raise CurationError("Choose two different speakers that are there.")
        self.speakers = [found[one.pk] for one in speakers]
        self._was = [states.speaker_in_words(one) for one in self.speakers]
        self.before = self._look()
        self._written: tuple[Picture, Picture] = ({}, {})

    def write(self, name: str, pks: list[int], **columns: Any) -> None:
        """Write columns of rows of the table ``name``, and remember what stood there."""
        rows = changes.TABLES[name]._default_manager
        for start in range(0, len(pks), changes.AT_ONCE):
            some = rows.filter(pk__in=pks[start : start + changes.AT_ONCE])
            for pk, *old in some.values_list("pk", *columns):
                self._remember(self._written[0], name, pk, dict(zip(columns, old, strict=True)))
                self._remember(self._written[1], name, pk, columns)
            some.update(**columns)

    def made(self, name: str, pk: int) -> None:
        """Remember a row that was made in the table ``name``."""
        rows = changes.TABLES[name]._default_manager.filter(pk=pk)
        self._written[0].setdefault(name, {})[str(pk)] = None
        self._written[1].setdefault(name, {}).update(changes.picture(**{name: rows})[name])

    def _remember(self, picture: Picture, name: str, pk: int, row: dict[str, Any]) -> None:
        here = picture.setdefault(name, {}).setdefault(str(pk), {})
        assert here is not None
        here.update({column: changes.plain(value) for column, value in row.items()})

    def log(self, deed: DecisionKind, *, batch: UUID | None = None, **told: Any) -> Decision:
        """``told`` is what else the log should say."""
        was, became = changes.difference(self.before, self._look())
        first, second = (*self.speakers, None)[:2]
        now = [states.speaker_in_words(one) for one in self.speakers]
        return written(
            deed=deed,
            by=self.by,
            why=self.why,
            speaker=first,
            other=second,
            before={**was, **self._written[0]},
            after={**became, **self._written[1]},
            judged=_pair(self._was),
            settled={**_pair(now), **told},
            batch=batch,
        )

    def has_changed(self) -> bool:
        return self.before != self._look()

    def names(self) -> list[str]:
        """All that the first speaker is called now."""
        return [alias.name for alias in Alias.objects.filter(speaker=self.speakers[0])]

    def add(self, speaker: Speaker) -> None:
        """A speaker that the act has just made."""
        self.speakers.append(speaker)

    def _look(self) -> Picture:
        pks = [one.pk for one in self.speakers]
        members = Speaker.members.through.objects
        return changes.picture(
            speaker=Speaker.objects.filter(pk__in=pks),
            alias=Alias.objects.filter(speaker__in=pks),
            membership=members.filter(Q(from_speaker__in=pks) | Q(to_speaker__in=pks)),
        )


def _pair(told: list[dict[str, Any]]) -> dict[str, Any]:
    return dict(zip(("speaker", "other"), told, strict=False))


def attributions_of(speaker: Speaker) -> list[int]:
    found = Attribution.objects.filter(speaker=speaker).order_by("pk")
    return list(found.values_list("pk", flat=True))


def hops_of(speaker: Speaker) -> list[int]:
    found = Source.objects.filter(speaker=speaker).order_by("pk")
    return list(found.values_list("pk", flat=True))
