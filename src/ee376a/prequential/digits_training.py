"""Training the network of `ee376a.prequential.digitnet`, with torch, before it is shipped."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from numba import njit
from torch import nn
from torch.nn import functional

from ee376a import datasets
from ee376a.prequential.digitnet import (
    FEATURES,
    INK,
    MARGIN,
    HEADS,
    SIDE,
    Network,
    is_near,
    look,
)

__all__ = ["HELD_OUT", "TRAINING", "Parameters", "Trainee", "digits", "quantized", "train"]

#: The first 8,000 test digits train, the last 2,000 are held out.
TRAINING, HELD_OUT = slice(0, 8000), slice(8000, 10000)


def digits() -> npt.NDArray[np.uint8]:
    """Give the 10,000 test digits of MNIST, shape (10000, 28, 28)."""
    path = datasets.fetch("mnist") / "t10k-images-idx3-ubyte.gz"
    content = np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8)
    return content[16:].reshape(-1, SIDE, SIDE)


@dataclass(frozen=True)
class Parameters:
    """How the network is trained."""

    units: int = 192
    epochs: int = 5
    pictures: int = 12
    rate: float = 3e-3
    warmup: int = 100
    seed: int = 376


class Trainee(nn.Module):
    """The network while it learns: two layers that add to the first, then the outputs."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.first = nn.Linear(FEATURES, units)
        self.second = nn.Linear(units, units)
        self.third = nn.Linear(units, units)
        self.last = nn.Linear(units, HEADS + INK - 1)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Give the hidden units, shape (pixels, units)."""
        hidden = functional.relu(self.first(seen))
        hidden = hidden + functional.relu(self.second(hidden))
        return hidden + functional.relu(self.third(hidden))

    def code_length(self, seen: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        """Give the code length of the pixels together, in nats."""
        hidden = self(seen)
        heads = functional.linear(hidden, self.last.weight[:6], self.last.bias[:6])
        drawn = value > 0
        nats = functional.binary_cross_entropy_with_logits(
            heads[:, 0], drawn.float(), reduction="sum"
        )
        nats = nats + functional.binary_cross_entropy_with_logits(
            heads[drawn, 1], (value[drawn] >= INK).float(), reduction="sum"
        )
        inked = value >= INK
        nats = nats + functional.cross_entropy(
            heads[inked, 2:6], value[inked] - INK, reduction="sum"
        )
        gray = drawn & ~inked
        grays = functional.linear(hidden[gray], self.last.weight[6:], self.last.bias[6:])
        return nats + functional.cross_entropy(grays, value[gray] - 1, reduction="sum")


@njit(cache=True)
def _looks(pictures, seen, values):  # type: ignore[no-untyped-def]
    """Write what is seen before each pixel with ink near, and its value; say how many."""
    count = 0
    padded = np.zeros((MARGIN + SIDE, SIDE + 2 * MARGIN), np.uint8)
    for picture in pictures:
        padded[MARGIN:, MARGIN:-MARGIN] = picture
        for row in range(SIDE):
            for column in range(SIDE):
                if is_near(padded, row, column):
                    look(padded, row, column, seen[count])
                    values[count] = picture[row, column]
                    count += 1
    return count


def _batch(pictures: npt.NDArray[np.uint8]) -> tuple[torch.Tensor, torch.Tensor]:
    room = pictures.shape[0] * SIDE * SIDE
    seen, values = np.empty((room, FEATURES), np.float32), np.empty(room, np.int64)
    count = _looks(pictures, seen, values)
    return torch.from_numpy(seen[:count]), torch.from_numpy(values[:count])


def train(pictures: npt.NDArray[np.uint8], parameters: Parameters = Parameters()) -> Trainee:
    torch.manual_seed(parameters.seed)
    rng = np.random.default_rng(parameters.seed)
    trainee = Trainee(parameters.units)
    optimizer = torch.optim.Adam(trainee.parameters(), parameters.rate, betas=(0.9, 0.99))
    per_epoch = len(pictures) // parameters.pictures
    steps = parameters.epochs * per_epoch
    step = 0
    for epoch in range(parameters.epochs):
        order = rng.permutation(len(pictures))
        run = 0.
        for i in range(per_epoch):
            chosen = order[i * parameters.pictures : (i + 1) * parameters.pictures]
            seen, values = _batch(pictures[chosen])
            for group in optimizer.param_groups:
                group["lr"] = parameters.rate * min(
                    1.0, (step + 1) / parameters.warmup
                ) * 0.5 * (1 + np.cos(np.pi * step / steps))
            loss = trainee.code_length(seen, values) / len(values)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            run += loss.item() * len(values) / np.log(2) / (12 * 784)
            if step % 100 == 0:
                print(epoch, step, round(run / 100, 4), round(time.process_time()-T0), flush=True); run = 0.
    return trainee

if __name__ == "__main__":
    import time, sys
    T0 = time.process_time()
    torch.set_num_threads(1)
    X = digits()
    net = train(X[TRAINING], Parameters(epochs=int(sys.argv[1])))
    torch.save(net.state_dict(), "/tmp/p5/net.pt")
    tot = 0.
    with torch.no_grad():
        for a in range(8000, 10000, 50):
            tot += net.code_length(*_batch(X[a:a+50])).item()
    print("held", tot / np.log(2) / (2000 * 784))
