"""Mixing: many opinions of the next bit made one, and that one corrected by experience.

A *mixer* adds the stretched probabilities with weights, and moves the weights down the gradient of
the code length: Mahoney's logistic mixing (PAQ7, 2005), a network of one layer trained while
coding. Which vector of weights is used depends on a small context. Several such mixers look at
different contexts; a second layer mixes them. *Corrections* (secondary symbol estimation, in PAQ
adaptive probability maps) then learn what such a probability has been worth in the present context.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from ee376a.prequential.counters import SQUASH_LIMIT, kernel, squash, squash_table
from ee376a.prequential.opinions import SETS

MAPS = 3
"""Corrections: by the bits of this byte; by the last byte as well; by a hash of the last two."""
_BINS = 33
_WEIGHT_LIMIT = (1 << 20) - 1
"""A weight of 1 is 2^18; weights stay within -4 to 4, so that products fit into 32 bits."""
_HIGHEST, _LOWEST = np.int32(_WEIGHT_LIMIT), np.int32(-_WEIGHT_LIMIT)


@kernel
def weigh(weights, rows, inputs, outputs):  # type: ignore[no-untyped-def]
    """Let each mixer add up the inputs: stretched to `outputs[0]`, as probabilities to the next.

    Parameters
    ----------
    weights : array, int32, shape (vectors, inputs)
        A weight of 1 is 2^18.
    rows : array, uint32
        The first `SETS`: which vector each mixer uses.
    inputs : array, int32, shape (inputs,)
        Stretched, in 1/256, from -2047 to 2047.
    outputs : array, int64, shape (2, `SETS` + 2)
        The first `SETS` of both rows are set: in 1/256, and in 1/65536.

    Examples
    --------
    Where the fourth input alone has a weight, of 1, each mixer says what that says:

    >>> weights, inputs = np.zeros((SETS, 8), np.int32), np.zeros(8, np.int32)
    >>> weights[:, 3], inputs[3] = 1 << 18, 281
    >>> outputs = np.zeros((2, SETS + 2), np.int64)
    >>> weigh(weights, np.arange(SETS, dtype=np.uint32), inputs, outputs)
    >>> outputs[:, 0].tolist()
    [281, 49140]
    """
    for k in range(SETS):
        row = np.int64(rows[k])
        total = np.int32(0)
        for i in range(inputs.size):
            total = np.int32(total + (np.int32(weights[row, i] * inputs[i]) >> 10))
        outputs[0, k] = min(SQUASH_LIMIT, max(-SQUASH_LIMIT, np.int64(total) >> 8))
        outputs[1, k] = squash(outputs[0, k])


@njit(inline="always")
def train(state, bit):  # type: ignore[no-untyped-def]
    """Move the weights that were used by rate times input times error of their own mixer.

    Parameters
    ----------
    state : NamedTuple
        As `ee376a.prequential.contextmixing.State`: `inputs`, `rows` and `outputs` are those of
        `weigh`; `weights`, and `visits` (how often each vector was used) are changed.
    bit : int

    Examples
    --------
    Of a model that has seen nothing all inputs are silent but the last, a constant, whose weights
    learn that ones are common:

    >>> from ee376a.prequential import contextmixing
    >>> state = contextmixing.new_state(contextmixing.Parameters(buckets=4096, history=12))
    >>> before = contextmixing.predict(state)
    >>> for _ in range(50):
    ...     p1 = contextmixing.predict(state)
    ...     train(state, 1)
    >>> round(before / 65536, 2), round(p1 / 65536, 2), state.visits[state.rows[:SETS]].tolist()
    (0.5, 0.55, [50, 50, 50, 50, 50, 50, 50])
    """
    weights, inputs, visits, haste = state.weights, state.inputs, state.visits, state.haste
    for k in range(SETS):
        row = np.int64(state.rows[k])
        rate = haste[min(visits[row] >> 6, haste.size - 1)]
        visits[row] += visits[row] < 1 << 16
        error = ((bit << 16) - state.outputs[1, k]) * rate >> 6
        error = np.int32(min(524287, max(-524287, error)))
        for i in range(inputs.size):
            step = np.int32(np.int32(inputs[i] * error) + np.int32(32768)) >> 16
            weight = np.int32(weights[row, i] + np.int32(step))
            weight = weight if weight < _HIGHEST else _HIGHEST
            weights[row, i] = weight if weight > _LOWEST else _LOWEST


@njit(inline="always")
def combine(final, rows, outputs):  # type: ignore[no-untyped-def]
    """Return the mean of the last layer's two mixtures, stretched.

    Parameters
    ----------
    final : array, int32, shape (2, contexts, `SETS`)
        A weight of 1 is 65536.
    rows : array, uint32
        The two after the first `SETS`: the contexts of the two mixtures.
    outputs : array, int64, shape (2, `SETS` + 2)
        Of the first layer, as `weigh` set them; the last two of both rows are set.

    Returns
    -------
    int
        In 1/256, from -3071 to 3071.

    Examples
    --------
    At first each mixer has the same say:

    >>> final = np.full((2, 1, SETS), 65536 // SETS, np.int32)
    >>> outputs = np.zeros((2, SETS + 2), np.int64)
    >>> outputs[0, :SETS] = 100, 100, 100, 100, 300, 300, 300
    >>> combine(final, np.zeros(SETS + 2, np.uint32), outputs)
    185
    """
    for j in range(2):
        total = 0
        for k in range(SETS):
            total += np.int64(final[j, rows[SETS + j], k]) * outputs[0, k]
        outputs[0, SETS + j] = min(SQUASH_LIMIT, max(-SQUASH_LIMIT, total >> 16))
        outputs[1, SETS + j] = squash(outputs[0, SETS + j])
    return (outputs[0, SETS] + outputs[0, SETS + 1]) >> 1


@njit(inline="always")
def train_last(final, rows, outputs, rate, bit):  # type: ignore[no-untyped-def]
    """Move the weights of the last layer in the same way.

    Parameters
    ----------
    final, rows, outputs
        As for `combine`, which must have been called; `final` is changed.
    rate : int
    bit : int

    Examples
    --------
    The third mixer foresaw the one that came, the fourth a zero; their weights move:

    >>> final = np.full((2, 1, SETS), 65536 // SETS, np.int32)
    >>> outputs, rows = np.zeros((2, SETS + 2), np.int64), np.zeros(SETS + 2, np.uint32)
    >>> outputs[0, :SETS] = 0, 0, 400, -100, 0, 0, 0
    >>> mean = combine(final, rows, outputs)
    >>> train_last(final, rows, outputs, 8, 1)
    >>> (final[0, 0] - 65536 // SETS).tolist()
    [0, 0, 91, -23, 0, 0, 0]
    """
    for j in range(2):
        error = ((bit << 16) - outputs[1, SETS + j]) * rate >> 4
        for k in range(SETS):
            final[j, rows[SETS + j], k] += (outputs[0, k] * error + (1 << 13)) >> 16


def untaught_corrections() -> npt.NDArray[np.uint16]:
    """Return the corrections before any bit is seen: none.

    Returns
    -------
    array, uint16, shape (`MAPS` * 65536 * 33,)
        For each map and context, the probabilities of 33 stretched values from -2048 to 2048.

    Examples
    --------
    In any context odds of 1 and of e are worth what they say:

    >>> table = untaught_corrections().reshape(MAPS, 65536, 33)
    >>> table[2, 1234, [16, 18]].tolist(), [squash(0), squash(256)]
    ([32768, 47911], [32768, 47911])
    """
    stretched = (np.arange(_BINS) - _BINS // 2) * 128
    return np.tile(squash_table()[stretched + SQUASH_LIMIT + 1], MAPS << 16)


@njit(inline="always")
def correct(corrections, rows, mixed, contexts):  # type: ignore[no-untyped-def]
    """Return the mean of the mixture (weight 2) and its worth in three contexts (1, 2, 3).

    Parameters
    ----------
    corrections : array, uint16
        As of `untaught_corrections`.
    rows : array, uint32, shape (`SETS` + 2 + `MAPS`,)
        The places that `learn_corrections` is to change are written to the last `MAPS`.
    mixed : int
        What `combine` gave.
    contexts : tuple of int
        One for each map, 0 to 65535.

    Returns
    -------
    int
        A probability in 1/65536, from 1 to 65535.

    Examples
    --------
    >>> rows = np.zeros(SETS + 2 + MAPS, np.uint32)
    >>> correct(untaught_corrections(), rows, 256, (7, 8, 9)), squash(256)
    (47911, 47911)
    """
    x = min(2047, max(-2047, mixed)) + 2048
    low, above = x >> 7, x & 127
    total = 2 * squash(mixed)
    for k in range(MAPS):
        place = (k << 16 | contexts[k]) * _BINS + low
        p = (corrections[place] * (128 - above) + corrections[place + 1] * above) >> 7
        total += p * (k + 1)
        rows[SETS + 2 + k] = place + (above >> 6)  # the nearer of the two will learn
    return min(65535, max(1, total >> 3))


@njit(inline="always")
def learn_corrections(corrections, rows, bit):  # type: ignore[no-untyped-def]
    """Move the corrections that were used towards the bit, by 1/64.

    Parameters
    ----------
    corrections, rows
        As for `correct`, which must have been called; `corrections` is changed.
    bit : int

    Examples
    --------
    It was said to be 73 %, and came always; elsewhere 73 % stay 73 %:

    >>> corrections, rows = untaught_corrections(), np.zeros(SETS + 2 + MAPS, np.uint32)
    >>> for _ in range(100):
    ...     p1 = correct(corrections, rows, 256, (7, 8, 9))
    ...     learn_corrections(corrections, rows, 1)
    >>> round(p1 / 65536, 2), round(correct(corrections, rows, 256, (1, 2, 3)) / 65536, 2)
    (0.89, 0.73)
    """
    for k in range(MAPS):
        place = np.int64(rows[SETS + 2 + k])
        p = np.int64(corrections[place])
        corrections[place] = p + ((65535 * bit - p) >> 6)
