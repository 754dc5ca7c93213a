"""From the trained codec to the file that is shipped: every number a whole one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from ee376a.medical.lossy.blocks import LEAST_SCALE, MOST_SCALE, typical
from ee376a.medical.lossy.integernet import ONE, Transform
from ee376a.medical.lossy.latents import PER_NAT
from ee376a.medical.lossy.network import KNOTS, LearnedCodec, Sizes
from ee376a.medical.lossy.picturemodel import GRAIN

__all__ = ["packed", "unpacked"]

Numbers = npt.NDArray[np.float64]
File = dict[str, npt.NDArray[Any]]

# The largest weight of an output is this at most, and more than half of it.
_LARGEST = 1023


def packed(codec: LearnedCodec) -> File:
    """Give the file of a codec, for `ee376a.medical.lossy.picturemodel.PictureModel`.

    Parameters
    ----------
    codec : LearnedCodec

    Returns
    -------
    dict of array
        Of whole numbers only.

    Examples
    --------
    >>> file = packed(LearnedCodec(Sizes(8, 1, 8, 1, 16)))
    >>> {array.dtype.kind for array in file.values()}, file["analysis.first.weights"].shape
    ({'i'}, (9, 16, 8))
    """
    file: File = {}
    size = typical()
    # The last layers give 1/GRAIN of a grey value, the others typical units.
    for name, transform in (("analysis", codec.analysis), ("synthesis", codec.synthesis)):
        _pack_transform(file, name, transform, size * GRAIN / ONE)
    for at, part in enumerate(codec.slices):
        _pack_slice(file, f"slice.{at}", part)
    qualities = torch.arange(101.0)
    with torch.no_grad():
        steps = codec.steps(qualities)[:, :, 0, 0].numpy().astype(np.float64)
    file["steps"] = np.rint(np.maximum(256 * steps, 1)).astype(np.int32)
    z = np.arange(12 * 1024)
    file["logistic"] = np.rint(2**15 / (1 + np.exp(-z / 1024))).astype(np.int32)
    least = round(PER_NAT * np.log(LEAST_SCALE))
    logarithms = np.arange(least, round(PER_NAT * np.log(MOST_SCALE)) + 1) / PER_NAT
    narrow = 1024 * 2**16 / (GRAIN * size[:, None] * np.exp(logarithms))
    file["narrowness"] = np.rint(narrow).astype(np.int64)
    file["mean_unit"] = np.rint(size * GRAIN * 2**12 / ONE).astype(np.int32)
    file["least"] = np.array(least * (256 // PER_NAT))
    return file


def unpacked(file: Mapping[str, npt.NDArray[Any]]) -> LearnedCodec:
    """Undo `packed`, but for the rounding.

    Parameters
    ----------
    file : mapping of array
        As `packed` gives it.

    Returns
    -------
    LearnedCodec

    Raises
    ------
    KeyError
        If an array is missing.

    Examples
    --------
    >>> codec = LearnedCodec(Sizes(8, 1, 8, 1, 16))
    >>> again = unpacked(packed(codec))
    >>> again.sizes == codec.sizes
    True
    >>> torch.allclose(again.analysis.first.weight, codec.analysis.first.weight, atol=1e-3)
    True
    """
    analysis, synthesis = (Transform.unpacked(file, name) for name in ("analysis", "synthesis"))
    sizes = Sizes(
        analysis=analysis.first.weights.shape[2],
        analysis_blocks=len(analysis.blocks),
        synthesis=synthesis.first.weights.shape[2],
        synthesis_blocks=len(synthesis.blocks),
        context=file["slice.0.middle.weights"].shape[1],
    )
    codec = LearnedCodec(sizes)
    with torch.no_grad():
        for name, net in (("analysis", codec.analysis), ("synthesis", codec.synthesis)):
            _set(net.straight, file, f"{name}.straight", typical() * GRAIN / ONE)
            _set(net.first, file, f"{name}.first")
            unit = np.ldexp(1.0, -file[f"{name}.first.shift"].astype(int)) / ONE
            net.quality.knots.copy_(torch.tensor(file[f"{name}.first.bias"] * unit))
            nn.init.zeros_(net.first.bias)  # type: ignore[arg-type]
            for at, (wide, narrow) in enumerate(zip(net.wide, net.narrow, strict=True)):
                _set(wide, file, f"{name}.wide.{at}")
                _set(narrow, file, f"{name}.narrow.{at}")
            _set(net.last, file, f"{name}.last", typical() * GRAIN / ONE)
        for at, part in enumerate(codec.slices):
            _set_slice(part, file, f"slice.{at}")
        every = 100 // (KNOTS - 1)
        codec.step.knots.copy_(torch.tensor(np.log(file["steps"][::every] / 256)))
    return codec


def _set(
    layer: Any, file: Mapping[str, npt.NDArray[Any]], name: str, scale: Numbers | float = 1.0
) -> None:
    unit = np.ldexp(1.0, -file[f"{name}.shift"].astype(int)) / scale
    weights = (file[f"{name}.weights"] * unit).reshape(*layer.kernel_size, layer.in_channels, -1)
    layer.weight.copy_(torch.tensor(weights).permute(3, 2, 0, 1))
    bias = file[f"{name}.bias"]
    if layer.bias is not None and bias.ndim == 1:
        layer.bias.copy_(torch.tensor(bias * unit / ONE))


def _set_slice(net: Any, file: Mapping[str, npt.NDArray[Any]], name: str) -> None:
    unit = np.ldexp(1.0, -file[f"{name}.shift"].astype(int))
    hidden = net.middle.in_channels
    if net.before is not None:
        both = torch.tensor(file[f"{name}.before"] * unit).reshape(5, 5, net.before.in_channels, -1)
        net.before.weight.copy_(both[..., :hidden].permute(3, 2, 0, 1))
        net.straight.weight.copy_(both[..., hidden:].permute(3, 2, 0, 1))
    pairs = zip(net.beside, net.straight_beside, strict=True)
    for turn, (layer, straight) in enumerate(pairs, start=1):
        found = torch.tensor(file[f"{name}.beside.{turn}"] * unit).reshape(layer.in_channels, -1)
        layer.weight.copy_(found[:, :hidden].T[:, :, None, None])
        straight.weight.copy_(found[:, hidden:].T[:, :, None, None])
    net.quality.knots.copy_(torch.tensor((file[f"{name}.bias"] * unit / ONE)[:, :hidden]))
    net.turn.copy_(torch.tensor((file[f"{name}.turn"] * unit / ONE)[:, :hidden]))
    for part in ("middle", "late", "out"):
        _set(getattr(net, part), file, f"{name}.{part}")


def _weights(layer: Any) -> Numbers:
    """Give weights as (height, width, inputs, outputs)."""
    return np.asarray(layer.weight.detach().permute(2, 3, 1, 0).numpy(), np.float64)


def _bias(layer: Any) -> Numbers:
    return np.asarray(layer.bias.detach().numpy(), np.float64)


def _shift(*weights: Numbers) -> npt.NDArray[np.int8]:
    """Give the power of two that makes the weights of each output as large as they may be."""
    largest = np.max([np.abs(part).reshape(-1, part.shape[-1]).max(axis=0) for part in weights], 0)
    fine = np.floor(np.log2(_LARGEST / np.maximum(largest, 1e-9)))
    return np.asarray(np.clip(fine, 0, 20), np.int8)


def _whole(weights: Numbers, shift: npt.NDArray[np.int8]) -> npt.NDArray[np.int16]:
    scaled = np.rint(np.ldexp(weights, shift.astype(np.int64)))
    return np.asarray(np.clip(scaled, -32767, 32767), np.int16)


def _pack(
    file: File, name: str, weights: Numbers, bias: Numbers, scale: Numbers | float = 1.0
) -> None:
    """Pack a layer whose activations are in units of 1/`ONE`; `scale` multiplies its outputs."""
    shift = _shift(weights * scale)
    file[f"{name}.weights"] = _whole(weights * scale, shift).reshape(-1, *weights.shape[-2:])
    file[f"{name}.bias"] = np.rint(np.ldexp(bias * scale * ONE, shift.astype(int))).astype(np.int32)
    file[f"{name}.shift"] = shift


def _knots(table: Any) -> Numbers:
    """Give what depends on the quality, at the learnt ones: shape (knots, channels)."""
    return np.asarray(table.knots.detach().numpy(), np.float64)


def _pack_transform(file: File, name: str, net: Any, scale: Numbers) -> None:
    _pack(file, f"{name}.straight", _weights(net.straight), np.zeros(len(scale)), scale)
    bias = _bias(net.first) + _knots(net.quality)
    _pack(file, f"{name}.first", _weights(net.first), bias)
    for at, (wide, narrow) in enumerate(zip(net.wide, net.narrow, strict=True)):
        _pack(file, f"{name}.wide.{at}", _weights(wide), _bias(wide))
        _pack(file, f"{name}.narrow.{at}", _weights(narrow), _bias(narrow))
    _pack(file, f"{name}.last", _weights(net.last), _bias(net.last), scale)


def _pack_slice(file: File, name: str, net: Any) -> None:
    hidden = net.middle.in_channels
    before = np.zeros((25, 0, hidden + net.channels))
    if net.before is not None and net.straight is not None:
        both = np.concatenate([_weights(net.before), _weights(net.straight)], axis=3)
        before = both.reshape(25, -1, both.shape[3])
    beside = [
        np.concatenate([_weights(part) for part in pair], axis=3).reshape(
            -1, net.channels, hidden + net.channels
        )
        for pair in zip(net.beside, net.straight_beside, strict=True)
    ]
    shift = _shift(*(part for part in (before, *beside) if part.size))
    file[f"{name}.before"] = _whole(before, shift)
    for turn, weights in enumerate(beside, start=1):
        file[f"{name}.beside.{turn}"] = _whole(weights, shift)
    turns = net.turn.detach().numpy().astype(np.float64)
    for part, bias in (("bias", _knots(net.quality)), ("turn", turns)):
        whole = np.pad(bias, ((0, 0), (0, net.channels)))
        scaled = np.ldexp(whole * ONE, shift.astype(int))
        file[f"{name}.{part}"] = np.rint(scaled).astype(np.int32)
    file[f"{name}.shift"] = shift
    for part in ("middle", "late", "out"):
        layer = getattr(net, part)
        _pack(file, f"{name}.{part}", _weights(layer), _bias(layer))
