"""The tagger's networks: tokens in context, cues among them, each cue's source and content.

Token features and encoder vectors -> 2-layer BiLSTM -> (a) which tokens are cues; (b) for a cue,
a biaffine scorer (Dozat & Manning 2017) of every token near it, corrected by a few dilated
convolutions along the text that see the syntax between cue and token.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from claims.extraction.coreference import evidence
from claims.extraction.tagger.features import COLUMNS, FAR, MARKS, PLACES, SHAPES, Vocabulary
from claims.extraction.tagger.named_entities import LEXICAL, TAGS

SIZES = {"word": 48, "tag": 16, "dep": 16}
TABLES = ("word", "tag", "dep", "word", "tag", "dep")  # of the first six columns
LARGEST_SCORE = 15  # of a role, beyond which sequences are not trained
REACH = 128  # tokens on either side of a cue in which its words are looked for
CHANGE = 0.5  # nats that every change of role costs before training
ROLES = 4  # none, source, content, cue


class Context(nn.Module):
    """Features (b, t, columns), vectors (b, t, w) to states (b, t, 2 * hidden), cue scores."""

    def __init__(self, sizes: dict[str, int], width: int, upper: int, hidden: int = 128) -> None:
        super().__init__()
        self.embed = nn.ModuleDict({k: nn.Embedding(sizes[k], d) for k, d in SIZES.items()})
        self.way, self.mark, self.place = (nn.Embedding(n, 8) for n in (2 * FAR + 1, MARKS, PLACES))
        width_of_features = sum(SIZES[k] for k in TABLES) + 24
        self.seen = nn.Linear(width_of_features, 160)
        self.read = nn.Linear(width, 160)
        self.read_upper = nn.Linear(upper, 160, bias=False)
        nn.init.zeros_(self.read_upper.weight)  # until deepen.py teaches it
        self.shape = nn.Embedding(SHAPES, 160)
        nn.init.zeros_(self.shape.weight)
        self.rnn = nn.LSTM(160, hidden, 2, bidirectional=True, batch_first=True, dropout=0.3)
        self.drop = nn.Dropout(0.3)
        self.cue = nn.Linear(2 * hidden, 3)

    def forward(
        self, table: Tensor, vectors: Tensor, upper: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        parts = [self.embed[k](table[..., i]) for i, k in enumerate(TABLES)]
        parts += [
            e(table[..., len(TABLES) + i]) for i, e in enumerate((self.way, self.mark, self.place))
        ]
        x = self.seen(torch.cat(parts, -1)) + self.read(vectors)
        if upper is not None:
            x = x + self.read_upper(upper)
        x = F.gelu(x + self.shape(table[..., COLUMNS.index("shape")]))
        states = self.drop(self.rnn(self.drop(x))[0])
        return states, self.cue(states)


class Roles(nn.Module):
    """For each cue (q,) the role scores of the tokens around it, (q, 2 * REACH, ROLES)."""

    def __init__(self, labels: int, hidden: int = 128, arc: int = 128, near: int = 64) -> None:
        super().__init__()
        self.from_cue = nn.Sequential(nn.Linear(2 * hidden, arc), nn.GELU())
        self.to_token = nn.Sequential(nn.Linear(2 * hidden, arc), nn.GELU())
        self.biaffine = nn.Parameter(torch.randn(arc + 1, ROLES * (arc + 1)) * 0.02)
        self.distance = nn.Embedding(2 * REACH, ROLES)
        nn.init.zeros_(self.distance.weight)
        self.scored, self.near_cue = nn.Linear(ROLES, near), nn.Linear(arc, near)
        self.near_token = nn.Linear(arc, near)
        self.branch, self.above = nn.Embedding(labels, near), nn.Embedding(labels, near)
        self.along = nn.ModuleList(
            nn.Conv1d(near, near, 3, padding=d, dilation=d) for d in (1, 3, 9)
        )
        self.drop, self.out = nn.Dropout(0.2), nn.Linear(near, ROLES)
        # What a change of role from one token to the next scores, from row to column.
        self.change = nn.Parameter(torch.eye(ROLES) * CHANGE - CHANGE)

    def forward(
        self, states: Tensor, row: Tensor, cue: Tensor, branches: Tensor
    ) -> tuple[Tensor, Tensor]:
        """``states`` (b, t, h); cue number i stands at ``cue[i]`` of ``row[i]``.

        ``branches`` (q, t, 2). Gives the final scores and the biaffine ones; what lies outside
        the window is scored as its edge and is for the caller to leave out.
        """
        t = states.shape[1]
        place = (cue[:, None] + torch.arange(-REACH, REACH)).clamp(0, t - 1)
        head, token = self.from_cue(states[row, cue]), self.to_token(states)
        ones = torch.ones_like(head[:, :1])
        bent = torch.cat([head, ones], 1) @ self.biaffine
        bent = bent.view(-1, ROLES, self.biaffine.shape[0])
        near = token[row[:, None], place]
        scores = near @ bent[:, :, :-1].transpose(1, 2) + bent[:, None, :, -1]
        scores = scores + self.distance(torch.arange(2 * REACH))
        x = self.scored(scores) + self.near_cue(head)[:, None]
        x = x + self.near_token(token)[row[:, None], place]
        hangs = branches.gather(1, place[..., None].expand(-1, -1, 2))
        x = self.drop(F.gelu(x + self.branch(hangs[..., 0]) + self.above(hangs[..., 1])))
        x = x.transpose(1, 2)
        for layer in self.along:
            x = x + F.gelu(layer(x))
        return scores + self.out(self.drop(x.transpose(1, 2))), scores


class Entities(nn.Module):
    """Features (b, t, columns), vectors (b, t, w), lexical bits to tag scores (b, t, TAGS).

    The tags are those of ``claims/extraction/tagger/named_entities.py``. Trained last, on finished
    vectors, whose main components ``main`` picks out; it reads all of them, too, and
    those (b, t, upper) of the upper encoder.
    """

    SEEN = {
        "tag": (64, 12),
        "dep": (64, 12),
        "mark": (MARKS + 1, 4),
        "place": (PLACES + 1, 4),
        "shape": (8, 6),
    }

    def __init__(
        self,
        width: int,
        upper: int,
        near: int = 160,
        main: int = 256,
        steps: Sequence[int] = (1, 2, 1),
    ) -> None:
        super().__init__()
        self.main = nn.Linear(width, main)
        self.gender = nn.Linear(main, 1)  # of a given name: above 0 a woman's, below a man's
        self.embed = nn.ModuleList(nn.Embedding(n, d) for n, d in self.SEEN.values())
        sizes = sum(size for _, size in self.SEEN.values())
        self.read = nn.Linear(main + sizes + LEXICAL, near)
        self.read_all = nn.Linear(width + upper, near, bias=False)
        self.along = nn.ModuleList(nn.Conv1d(near, near, 3, padding=d, dilation=d) for d in steps)
        self.norms = nn.ModuleList(nn.LayerNorm(near) for _ in self.along)
        self.drop, self.out = nn.Dropout(0.2), nn.Linear(near, TAGS)

    def forward(self, table: Tensor, vectors: Tensor, lexical: Tensor, upper: Tensor) -> Tensor:
        return self.from_main(table, self.main(vectors), vectors, lexical, upper)

    def from_main(
        self, table: Tensor, main: Tensor, vectors: Tensor, lexical: Tensor, upper: Tensor
    ) -> Tensor:
        """The same with the vectors' main components, which training keeps, at hand."""
        embedded = [
            embed(table[..., COLUMNS.index(name)].clamp(max=embed.num_embeddings - 1))
            for name, embed in zip(self.SEEN, self.embed, strict=True)
        ]
        x = self.read(torch.cat([self.drop(main), *embedded, lexical], -1))
        x = x + self.read_all(self.drop(torch.cat([vectors, upper], -1)))
        return self.out(self.around(self.drop(torch.relu(x))))

    def around(self, x: Tensor) -> Tensor:
        """Each token (b, t, near) with what stands around it."""
        for layer, norm in zip(self.along, self.norms, strict=True):
            x = norm(x + self.drop(torch.relu(layer(x.transpose(1, 2)).transpose(1, 2))))
        return x


class RecurrentEntities(Entities):
    """The same with an LSTM in place of the convolutions: slower, so it only teaches others."""

    def __init__(self, width: int, upper: int, near: int = 160) -> None:
        super().__init__(width, upper, near, steps=())
        self.rnn = nn.LSTM(near, near // 2, 2, bidirectional=True, batch_first=True, dropout=0.2)
        self.norm = nn.LayerNorm(near)

    def around(self, x: Tensor) -> Tensor:
        return self.norm(x + self.drop(self.rnn(x)[0]))


class ResolverNet(nn.Module):
    """A mention against k entities: log-probabilities (k + 1), the last for none of them.

    The inputs are those of ``claims/extraction/coreference/evidence.py``, of one mention or,
    one more dimension in front, of several with ``missing`` (b, k) where there is no entity.
    """

    def __init__(self, near: int = 48, hidden: int = 96) -> None:
        super().__init__()
        self.own, self.last, self.name = (nn.Linear(evidence.VECTOR_SIZE, near) for _ in range(3))
        self.score = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(5 * near + evidence.FEATURE_COUNT, hidden),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Linear(hidden, 1),
        )
        kinds = len(evidence.KINDS)
        self.nobody = nn.Sequential(nn.Linear(near + kinds, 32), nn.ReLU(), nn.Linear(32, 1))
        self.drop = nn.Dropout(0.2)

    def forward(
        self, numbers: Tensor, own: Tensor, last: Tensor, name: Tensor, missing: Tensor
    ) -> Tensor:
        """``numbers`` (b, k, FEATURE_COUNT); ``own`` (b, 1, …), ``last``, ``name`` (b, k, …)."""
        scores = self.scores(numbers, own, last, name)
        nobody = torch.zeros_like(missing[:, :1])
        return scores.masked_fill(torch.cat([missing, nobody], -1), -1e4).log_softmax(-1)

    def scores(self, numbers: Tensor, own: Tensor, last: Tensor, name: Tensor) -> Tensor:
        a, b, c = (
            torch.relu(read(self.drop(vectors)))
            for read, vectors in ((self.own, own), (self.last, last), (self.name, name))
        )
        same = a.expand_as(b)
        scores = self.score(torch.cat([same, b, c, same * b, same * c, numbers], -1))[..., 0]
        kind = numbers[..., 0, : len(evidence.KINDS)]
        nobody = self.nobody(torch.cat([a[..., 0, :], kind], -1))
        return torch.cat([scores, nobody], -1)


class TaggerNet(nn.Module):
    def __init__(self, vocabulary: Vocabulary, width: int, upper: int) -> None:
        super().__init__()
        self.context = Context({k: vocabulary.size(k) for k in SIZES}, width, upper)
        self.roles = Roles(vocabulary.size("dep"))


def sequence_loss(scores: Tensor, change: Tensor, targets: Tensor) -> Tensor:
    """The negative log-likelihood (q,) of each sequence of roles ``targets`` (q, t).

    They are a linear-chain conditional random field (Lafferty et al. 2001) of scores (q, t, ROLES)
    and scores of each change (ROLES, ROLES). What is below 0 lies outside, at both ends alone.
    """
    inside = targets >= 0
    roles = targets.clamp(min=0)
    gold = (scores.gather(2, roles[..., None])[..., 0] * inside).sum(1)
    both = inside[:, 1:] & inside[:, :-1]
    gold = gold + (change[roles[:, :-1], roles[:, 1:]] * both).sum(1)
    total = scores[:, 0]
    for place in range(1, scores.shape[1]):
        was_inside, is_inside = inside[:, place - 1, None], inside[:, place, None]
        came = (total[:, :, None] + change).logsumexp(1)
        now = torch.where(was_inside, came, 0) + scores[:, place]
        total = torch.where(is_inside, now, total)
    return total.logsumexp(1) - gold


def loss(net: TaggerNet, b: dict[str, Tensor], sequences: float = 0.0) -> Tensor:
    """4 × cue cross-entropy + role cross-entropy of a cue's tokens, summed, / 25, a cue.

    ``sequences`` is the share of the loss of roles that whole sequences have in place of tokens.
    """
    table = b["table"].clone()
    if net.training:  # unseen words must not surprise
        for column in (COLUMNS.index("word"), COLUMNS.index("head word")):
            table[..., column][torch.rand(table.shape[:2]) < 0.1] = 1
    states, cues = net.context(table, b["vectors"], b.get("upper"))
    weight = torch.tensor([1.0, 2.0, 1.5])
    total = 4 * F.cross_entropy(
        cues.flatten(0, 1), b["tags"].flatten(), weight=weight, ignore_index=-100
    )
    if not len(b["cue"]):
        return total
    scores, first = net.roles(states, b["row"], b["cue"], b["branches"])
    place = b["cue"][:, None] + torch.arange(-REACH, REACH)
    inside = (place >= 0) & (place < b["roles"].shape[1])
    targets = b["roles"].gather(1, place.clamp(0, b["roles"].shape[1] - 1))
    targets = targets.masked_fill(~inside, -100)
    if sequences:
        whole = sequence_loss(scores, net.roles.change, targets)
        total = total + sequences * whole.sum() / len(targets) / 25
        # Sequences set no bound to scores, which grow until training breaks down.
        total = total + F.relu(scores.abs() - LARGEST_SCORE)[targets >= 0].square().mean()
    for part, share in ((scores, 1 - sequences), (first, 0.3)):
        entropy = F.cross_entropy(part.flatten(0, 1), targets.flatten(), reduction="sum")
        total = total + share * entropy / len(targets) / 25
    return total
