"""One or several trained taggers, averaged, as the one file of weights that the product reads.

usage: python training/bundle.py OUT.zip CHECKPOINT...
"""

import argparse
import copy
from pathlib import Path

import torch
from encoder import LOWER, UPPER, Encoder, UpperEncoder, word_pieces
from export import encoder_graph, graph, in_bytes, upper_graph
from inner_names import with_layer
from name_labels import INNER
from network import Entities, ResolverNet, TaggerNet
from portable import make_portable
from torch import Tensor, nn

from claims.extraction.coreference import evidence
from claims.extraction.tagger import weights
from claims.extraction.tagger.features import COLUMNS, Vocabulary
from claims.extraction.tagger.named_entities import LEXICAL


class Contexts(nn.Module):
    """Several context networks: their states side by side, the mean of their cue probabilities."""

    def __init__(self, nets: list[TaggerNet]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(net.context for net in nets)

    def forward(self, table: Tensor, vectors: Tensor, upper: Tensor) -> tuple[Tensor, Tensor]:
        states, cues = zip(*(net(table, vectors, upper) for net in self.nets), strict=True)
        likely = torch.stack([scores.softmax(-1) for scores in cues]).mean(0)
        return torch.cat(states, -1), likely


class Shifted(nn.Module):
    """A convolution of three as one matrix on the text shifted both ways, which 8 bits can do."""

    def __init__(self, convolution: nn.Conv1d) -> None:
        super().__init__()
        self.away = convolution.dilation[0]
        self.mix = nn.Linear(3 * convolution.in_channels, convolution.out_channels)
        self.mix.weight = nn.Parameter(convolution.weight.transpose(1, 2).flatten(1).contiguous())
        self.mix.bias = convolution.bias

    def forward(self, x: Tensor) -> Tensor:
        """(q, channels, t) as the convolution has it."""
        x = nn.functional.pad(x.transpose(1, 2), (0, 0, self.away, self.away))
        t = x.shape[1] - 2 * self.away
        parts = [x[:, k * self.away : k * self.away + t] for k in range(3)]
        return self.mix(torch.cat(parts, -1)).transpose(1, 2)


class RolesOfAll(nn.Module):
    """The mean of several role networks' probabilities, from states side by side."""

    def __init__(self, nets: list[TaggerNet]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(net.roles for net in nets)
        for net in self.nets:
            net.along = nn.ModuleList(Shifted(layer) for layer in net.along)

    def forward(self, states: Tensor, row: Tensor, cue: Tensor, branches: Tensor) -> Tensor:
        parts = states.chunk(len(self.nets), -1)
        sizes = [
            net(part, row, cue, branches)[0].softmax(-1)
            for net, part in zip(self.nets, parts, strict=True)
        ]
        return torch.stack(sizes).mean(0)


class NameScores(nn.Module):
    """Log-probabilities of each token's tags as part of a name; what the resolver reads of it.

    The latter is its vector's main components and, last, the gender it would have as a given name.
    """

    def __init__(self, net: Entities) -> None:
        super().__init__()
        self.net = copy.deepcopy(net)
        self.net.along = nn.ModuleList(Shifted(layer) for layer in self.net.along)

    def forward(
        self, table: Tensor, vectors: Tensor, lexical: Tensor, upper: Tensor
    ) -> tuple[Tensor, Tensor]:
        main = self.net.main(vectors)
        gendered = torch.cat([main[..., : evidence.VECTOR_SIZE - 1], self.net.gender(main)], -1)
        scores = self.net.from_main(table, main, vectors, lexical, upper)
        return scores.log_softmax(-1), gendered


def entities_graph(net: Entities) -> bytes:
    table = torch.ones(2, 40, len(COLUMNS), dtype=torch.long)
    inputs, outputs = ["table", "vectors", "lexical", "upper"], ["scores", "main"]
    window = dict.fromkeys((*inputs, *outputs), {0: "b", 1: "t"})
    example = table, *(torch.zeros(2, 40, size) for size in (LOWER, LEXICAL, UPPER))
    model = in_bytes(graph(NameScores(net), example, inputs, outputs, window))
    inner = nn.Linear(net.out.in_features, len(INNER) + 1)  # until inner_names.py teaches it
    nn.init.zeros_(inner.weight)
    nn.init.zeros_(inner.bias)
    return with_layer(model, inner)


class Chances(nn.Module):
    """The mean of several resolvers' probabilities."""

    def __init__(self, nets: list[ResolverNet]) -> None:
        super().__init__()
        self.nets = nn.ModuleList(nets)

    def forward(self, numbers: Tensor, own: Tensor, last: Tensor, name: Tensor) -> Tensor:
        shares = [net.scores(numbers, own, last, name).softmax(-1) for net in self.nets]
        return torch.stack(shares).mean(0)


def resolver_graph(nets: list[ResolverNet]) -> bytes:
    """In full precision: it is small."""
    k = torch.ones(3, 1)
    vectors = [torch.zeros(n, evidence.VECTOR_SIZE) for n in (1, 3, 3)]
    inputs, free = ["numbers", "own", "last", "name"], {0: "k"}
    axes = {"numbers": free, "last": free, "name": free, "shares": {0: "k1"}}
    example = (k.expand(3, evidence.FEATURE_COUNT), *vectors)
    return make_portable(graph(Chances(nets), example, inputs, ["shares"], axes))


def role_graphs(nets: list[TaggerNet], upper: UpperEncoder) -> dict[str, bytes]:
    """The upper encoder, and what reads it: cues and roles."""
    contexts, roles = Contexts(nets).eval(), RolesOfAll(nets).eval()
    table = torch.ones(2, 40, len(COLUMNS), dtype=torch.long)
    vectors = torch.zeros(2, 40, LOWER), torch.zeros(2, 40, UPPER)
    with torch.no_grad():
        states, _ = contexts(table, *vectors)
    places = torch.tensor([0, 0, 1]), torch.tensor([3, 8, 9])
    branches = torch.ones(3, 40, 2, dtype=torch.long)
    window, cue = {0: "b", 1: "t"}, {0: "q"}
    inputs, outputs = ["table", "vectors", "upper"], ["states", "cues"]
    axes = dict.fromkeys((*inputs, *outputs), window)
    context = graph(contexts, (table, *vectors), inputs, outputs, axes)
    inputs = ["states", "row", "cue", "branches"]
    axes = {"states": window, "row": cue, "cue": cue, "branches": {0: "q", 1: "t"}, "roles": cue}
    role = graph(roles, (states, *places, branches), inputs, ["roles"], axes)
    return {"upper": upper_graph(upper), "context": in_bytes(context), "roles": in_bytes(role)}


def change_scores(nets: list[TaggerNet]) -> list[list[float]]:
    """The mean score of each change of role."""
    mean = torch.stack([net.roles.change.detach() for net in nets]).mean(0)
    return [[round(score, 4) for score in row] for row in mean.tolist()]


def main(options: argparse.Namespace) -> None:
    nets, encoder = [], Encoder.pretrained()
    for checkpoint in options.checkpoints:
        state = torch.load(checkpoint)
        strings = state["names"]["strings"]
        net = TaggerNet(Vocabulary(strings), LOWER, UPPER)
        if "mean" in state:
            both = nn.ModuleDict({"net": net, "encoder": encoder})
            mean = {k.removeprefix("mean."): v for k, v in state["mean"].items()}
            both.load_state_dict({k: v for k, v in mean.items() if k.split(".")[0] in both})
        else:
            net.load_state_dict(state["net"])
        nets.append(net)
    settings = {
        "name": options.name,
        "strings": strings,
        "pieces": word_pieces(),
        "least cue": 0.4,
        # Until calibrate.py has run: the cue's probability is the confidence.
        "calibration": [0.0, 1.0] + [0.0] * 7,
        "least confidence": 0.65,
        "changes": change_scores(nets),
    }
    # Until names.py and resolver.py have run, no names and no pronouns worth having.
    untaught = {
        "names": entities_graph(Entities(LOWER, UPPER)),
        "resolver": resolver_graph([ResolverNet()]),
    }
    models = {"encoder": encoder_graph(encoder)} | untaught
    models |= role_graphs(nets, UpperEncoder.pretrained())  # which nobody reads before deepen.py
    weights.write(options.out, settings, models)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--name", default="polnear")
    main(parser.parse_args())
