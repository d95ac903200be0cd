"""Bulk reads and writes of an article's statements, in a fixed number of queries."""

from typing import Any

from django.db.models import Model, Prefetch
from django.utils import timezone

from articles.models import Article
from claims.models import About, Attribution, Source, Statement, words
from claims.recording.match import (
    Change,
    ChangeKind,
    Columns,
    ResolvedFinding,
    StoredAttribution,
    StoredStatement,
)

BATCH_SIZE = 2000  # rows of one UPDATE


def load_stored(article: Article) -> list[StoredStatement]:
    """The article's statements in order of the text, in four queries."""
    hops: Prefetch[Any, Any, Any] = Prefetch("sources", Source.objects.order_by("position"))
    attributions: Prefetch[Any, Any, Any] = Prefetch(
        "attributions", Attribution.objects.prefetch_related(hops)
    )
    return [
        StoredStatement(
            statement,
            tuple(map(_stored_attribution, statement.attributions.all())),
            {about.party_id: about.spans for about in statement.mentions.all()},
        )
        for statement in article.statements.defer("search").prefetch_related(
            attributions, "mentions"
        )
    ]


def _stored_attribution(attribution: Attribution) -> StoredAttribution:
    hops = ((hop.speaker_id, hop.spans) for hop in attribution.sources.all())
    return StoredAttribution(attribution, tuple(hops))


class ChangeWriter:
    """Collects the rows of changes; ``save`` writes them all."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.now = timezone.now()
        self.statements: list[Statement] = []
        self.attributions: list[Attribution] = []
        self.abouts: list[About] = []
        self.hops: list[Source] = []
        self.updates = PendingUpdate(Statement), PendingUpdate(Attribution)
        self.without_about: list[int] = []  # ids of statements whose parties are replaced
        self.without_hops: list[int] = []  # ids of attributions whose chain is replaced

    def add(self, change: Change) -> None:
        """What is to be written of one statement."""
        stored, resolved = change.stored, change.resolved
        if stored is None:
            if resolved is not None:
                self._create(resolved, change.attribution)
            return
        columns = change.statement
        if change.kind is ChangeKind.WITHDRAWN:
            columns = {**columns, "withdrawn_at": self.now}
        self.updates[0].assign(stored.record, columns)
        if resolved is None:
            return
        if change.replaces_about:
            self.without_about.append(stored.record.pk)
            self._add_about(stored.record, resolved)
        if stored.live is None:
            if change.attribution:
                self._attribute(stored.record, resolved, change.attribution)
            return
        self.updates[1].assign(stored.live.record, change.attribution)
        if change.replaces_hops:
            self.without_hops.append(stored.live.record.pk)
            self._add_hops(stored.live.record, resolved)

    def save(self) -> None:
        """Write it all; the number of queries does not depend on how much it is."""
        if self.without_about:
            About.objects.filter(statement__in=self.without_about).delete()
        if self.without_hops:
            Source.objects.filter(attribution__in=self.without_hops).delete()
        for update in self.updates:
            update.save()
        # Readers see a statement from when it has an attribution: the earlier inserts cost the
        # triggers little.
        Statement.objects.bulk_create(self.statements)
        About.objects.bulk_create(self.abouts)
        Attribution.objects.bulk_create(self.attributions)
        Source.objects.bulk_create(self.hops)

    def _create(self, resolved: ResolvedFinding, attribution: Columns) -> None:
        finding = resolved.finding
        statement = Statement(
            article=self.article,
            content=finding.content,
            start=finding.content[0].start,
            end=finding.content[-1].end,
            words=words(self.article.text, finding.content),
            quotation=finding.quotation,
            mode=finding.mode,
        )
        self.statements.append(statement)
        self._add_about(statement, resolved)
        self._attribute(statement, resolved, attribution)

    def _attribute(self, statement: Statement, resolved: ResolvedFinding, columns: Columns) -> None:
        attribution = Attribution(statement=statement, **columns)
        self.attributions.append(attribution)
        self._add_hops(attribution, resolved)

    def _add_about(self, statement: Statement, resolved: ResolvedFinding) -> None:
        self.abouts += (
            About(statement=statement, party_id=code, spans=spans)
            for code, spans in resolved.about().items()
        )

    def _add_hops(self, attribution: Attribution, resolved: ResolvedFinding) -> None:
        self.hops += (
            Source(attribution=attribution, position=position, speaker=speaker, spans=spans)
            for position, (speaker, spans) in enumerate(resolved.hops)
        )


class PendingUpdate:
    """Rows of one model that change, and the columns in which some of them do."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.rows: dict[int, Model] = {}
        self.columns: set[str] = set()

    def assign(self, row: Model, columns: Columns) -> None:
        """Give the row the values that differ from its own."""
        for name, value in columns.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                self.columns.add(name)
                self.rows[row.pk] = row

    def save(self) -> None:
        if self.rows:
            self.model._default_manager.bulk_update(
                self.rows.values(), sorted(self.columns), batch_size=BATCH_SIZE
            )
