"""A small transformer that learns a text while it codes it, in the manner of Bellard's NNCP.

The text is cut into parts that are read side by side, as streams. Of each stream the network
predicts a segment, which is coded, and only then learns it, together with windows of what was read
before. Attention sees the segment so far and a memory of the symbols before it; each head adds a
learnt bias for each distance.

`ee376a.prequential.transformer_runs` codes with it.

References
----------
F. Bellard, "Lossless data compression with neural networks", 2019; "NNCP v2: Lossless data
compression with transformer", 2021.
Z. Dai and others, "Transformer-XL: Attentive language models beyond a fixed-length context",
ACL 2019: the memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

__all__ = ["Learner", "Transformer", "TransformerParameters"]

_SYMBOLS = 256
# What a probability of 1 is in the frequencies that the coder is given; each has 1 more.
_SCALE = 1 << 20

Symbols = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TransformerParameters:
    """What the transformer is made of, and how it learns.

    Attributes
    ----------
    width, layers, heads : int
        Numbers in the vector of a symbol, blocks, and heads of attention in each.
    streams, segment : int
        So many parts of the text are read side by side, so many symbols of each at a time.
    memory : int
        So many symbols before the segment are seen, too.
    replays : int
        So many windows, as long as a segment, of what was read are learnt again with each segment.
    rate, warm, slow_after : float
        Step of Adam; updates in which it is reached, and after which it falls with their square
        root.
    seed : int
        Of the weights and of the windows.
    """

    width: int = 128
    layers: int = 2
    heads: int = 4
    streams: int = 1
    segment: int = 16
    memory: int = 32
    replays: int = 4
    rate: float = 0.0015
    warm: float = 10.0
    slow_after: float = 500.0
    seed: int = 376


class _Block(nn.Module):
    """Attention to the memory and to the symbols so far, then a layer of units."""

    def __init__(self, of: TransformerParameters) -> None:
        super().__init__()
        self.heads = of.heads
        self.before_attention, self.before_units = nn.LayerNorm(of.width), nn.LayerNorm(of.width)
        self.query = nn.Linear(of.width, of.width, bias=False)
        self.key, self.value = (nn.Linear(of.width, of.width, bias=False) for _ in range(2))
        self.attended = nn.Linear(of.width, of.width)
        first, last = nn.Linear(of.width, 4 * of.width), nn.Linear(4 * of.width, of.width)
        self.units = nn.Sequential(first, nn.GELU(), last)
        with torch.no_grad():
            self.attended.weight /= sqrt(2 * of.layers)
            last.weight /= sqrt(2 * of.layers)
        self.bias = nn.Parameter(_biases(of.heads, of.memory + of.segment))

    def forward(self, x: torch.Tensor, memory: torch.Tensor) -> torch.Tensor:
        seen = self.before_attention(torch.cat([memory, x], dim=1))
        length, total = x.shape[1], seen.shape[1]
        query, key, value = (
            part.unflatten(2, (self.heads, -1)).transpose(1, 2)
            for part in (self.query(seen[:, total - length :]), self.key(seen), self.value(seen))
        )
        distance = torch.arange(total - length, total)[:, None] - torch.arange(total)
        bias = self.bias[:, distance.clamp_min(0)].masked_fill(distance < 0, -torch.inf)
        scores = query @ key.transpose(2, 3) / sqrt(query.shape[3]) + bias
        heard = (scores.softmax(dim=3) @ value).transpose(1, 2).flatten(2)
        x = x + self.attended(heard)
        further: torch.Tensor = self.units(self.before_units(x))
        return x + further


def _biases(heads: int, distances: int) -> torch.Tensor:
    """Let each head begin by looking at one of the last symbols, and the last head at them all."""
    distance = torch.arange(distances, dtype=torch.float32)
    peaks = [-2 * (distance - place).abs() for place in range(1, heads)]
    return torch.stack([*peaks, -0.1 * distance]).clamp_min(-8)


class Transformer(nn.Module):
    """The network: bytes in, a law of the next byte after each of them out.

    Parameters
    ----------
    of : TransformerParameters

    Raises
    ------
    ValueError
        If the heads cannot share the width.

    Examples
    --------
    >>> network = Transformer(TransformerParameters(width=8, layers=2, heads=2, memory=4))
    >>> logits, memory = network(torch.zeros(3, 5, dtype=torch.int64), None)
    >>> print(tuple(logits.shape), [tuple(layer.shape) for layer in memory])
    (3, 5, 256) [(3, 4, 8), (3, 4, 8)]
    """

    def __init__(self, of: TransformerParameters) -> None:
        super().__init__()
        if of.width % of.heads:
            raise ValueError(f"heads: {of.heads} given, a divisor of the width {of.width} needed")
        self._memory = of.memory
        self.embedding = nn.Embedding(_SYMBOLS, of.width)
        self.blocks = nn.ModuleList(_Block(of) for _ in range(of.layers))
        self.norm, self.output = nn.LayerNorm(of.width), nn.Linear(of.width, _SYMBOLS)
        nn.init.normal_(self.output.weight, 0, 0.01)
        nn.init.zeros_(self.output.bias)

    def forward(
        self, symbols: torch.Tensor, memory: list[torch.Tensor] | None
    ) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Give the logits of the symbols that come next.

        Parameters
        ----------
        symbols : tensor of int64, shape (streams, length)
        memory : list of tensor, optional
            What this gave for the symbols before; none at the beginning.

        Returns
        -------
        logits : tensor, shape (streams, length, 256)
        memory : list of tensor, shape (streams, up to the size of the memory, width)
            One of each block: what it was given. No gradient goes there.
        """
        x, later = self.embedding(symbols), []
        for number, block in enumerate(self.blocks):
            past = memory[number] if memory else x[:, :0]
            whole = torch.cat([past, x], dim=1).detach()
            later.append(whole[:, max(0, whole.shape[1] - self._memory) :])
            x = block(x, past)
        return self.output(self.norm(x)), later


class Learner:
    """A transformer on its way through a text.

    Parameters
    ----------
    of : TransformerParameters

    Examples
    --------
    What came is expected more the next time.

    >>> learner = Learner(TransformerParameters(streams=1, segment=4, replays=0))
    >>> text = np.frombuffer(b"aaaa", np.uint8).astype(np.int64)[None]
    >>> before = learner.predict(text)[0, 3, 97]
    >>> learner.learn(text)
    >>> bool(learner.predict(text)[0, 3, 97] > before)
    True
    """

    def __init__(self, of: TransformerParameters) -> None:
        self._of = of
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(of.seed)
            self.network = Transformer(of)
        self._rng = np.random.default_rng(of.seed)
        self._optimizer = torch.optim.Adam(
            self.network.parameters(), of.rate, betas=(0.9, 0.99), eps=1e-9, fused=True
        )
        self._updates = 0
        self._memory: list[torch.Tensor] | None = None
        # Before the first symbols, it is as if zeros had come.
        self._read = torch.zeros(of.streams, 1, dtype=torch.int64)

    def predict(self, segment: Symbols) -> Symbols:
        """Give the frequencies of the symbols of a segment, each from those before it alone.

        Parameters
        ----------
        segment : ndarray of int64, shape (streams, length)
            What follows the symbols learnt. Those not yet known may be anything from 0 to 255.

        Returns
        -------
        ndarray of int64, shape (streams, length, 256)
            At least 1 each.
        """
        with torch.no_grad():
            logits, _ = self.network(self._inputs(torch.from_numpy(segment)), self._memory)
        law = logits.double().softmax(dim=2)
        frequencies: Symbols = (law * _SCALE).long().numpy() + 1
        return frequencies

    def learn(self, segment: Symbols) -> None:
        """Take a step along the gradient of the code length of a segment, and of replays.

        Parameters
        ----------
        segment : ndarray of int64, shape (streams, length)
        """
        new = torch.from_numpy(segment)
        logits, memory = self.network(self._inputs(new), self._memory)
        loss, count = _nats(logits, new), new.numel()
        self._read = torch.cat([self._read, new], dim=1)
        if self._of.replays:
            old = self._windows()
            loss += _nats(self.network(old[:, :-1], None)[0], old[:, 1:])
            count += old[:, 1:].numel()
        (loss / count).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._updates += 1
        rise = min(1.0, self._updates / self._of.warm)
        fall = sqrt(max(1.0, self._updates / self._of.slow_after))
        self._optimizer.param_groups[0]["lr"] = self._of.rate * rise / fall
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._memory = memory

    def _inputs(self, segment: torch.Tensor) -> torch.Tensor:
        return torch.cat([self._read[:, -1:], segment[:, :-1]], dim=1)

    def _windows(self) -> torch.Tensor:
        """Draw windows of what was read, with the symbol before each."""
        end = self._read.shape[1]
        size = min(self._of.segment + 1, end)
        streams = self._rng.integers(self._of.streams, size=(self._of.replays, 1))
        starts = self._rng.integers(end - size + 1, size=(self._of.replays, 1))
        return self._read[torch.from_numpy(streams), torch.from_numpy(starts + np.arange(size))]


def _nats(logits: torch.Tensor, symbols: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(logits.flatten(0, 1), symbols.flatten(), reduction="sum")
