"""Read a painting back from a photograph."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ee376a.bits import digits_to_int
from ee376a.panopticon.finding import guesses, likeness
from ee376a.panopticon.geometry import ROBUST
from ee376a.panopticon.masks import KNOWN, RESOLUTION, Masks, masks
from ee376a.panopticon.painting import INKS
from ee376a.panopticon.palettes import PALETTES, Palette
from ee376a.panopticon.pose import Fit, Pose, View, fit, light_basis, smallest_spacing
from ee376a.panopticon.protection import CODEWORD, LIMIT, recover
from ee376a.panopticon.unmixing import Unmixed, unmix

Floats = npt.NDArray[np.float64]


class UnreadablePainting(ValueError):
    """x."""


def colours_of(palette: Palette) -> Floats:
    inks = [list(bytes.fromhex(colour[1:])) for colour in INKS.values()]
    return np.array([*inks, *palette.rgb], dtype=np.float64)


def known_points(canvas):
    at = (canvas.points * RESOLUTION).astype(int)
    return canvas.points[canvas.labels[at[:, 1], at[:, 0]] < len(KNOWN)]


def known_fit(view, pose, palette, canvas, blur, steps, lens, stride=1):
    points = known_points(canvas)[::stride]
    m = view.mixing(canvas, points, pose, blur)
    known = m[:, : len(KNOWN)]
    share = np.asarray(known.sum(axis=1)).ravel()
    colours = colours_of(palette)
    exp = known @ colours + (1 - share)[:, None] * colours[len(INKS):].mean(0)
    weights = np.where(m.getnnz(axis=1) > 0, np.clip((share - 0.9) / 0.1, 0, 1) ** 2, 0)
    ok = weights > 0
    return fit(view, pose, points[ok], exp[ok], weights[ok], steps=steps, lens=lens)


def minimise(f, lo, hi, n):
    from scipy.optimize import minimize_scalar
    return float(minimize_scalar(f, bounds=(lo, hi), method="bounded", options={"maxiter": n, "xatol":.1}).x)


def blur_of(view, pose, palette, canvas):
    def left(blur):
        return -known_fit(view, pose, palette, canvas, blur, 0, False, 3).explained
    grid = [0.0, 2, 4.0, 7.0]
    values = [left(b) for b in grid]
    i = int(np.argmin(values))
    return minimise(left, grid[max(i - 1, 0)], grid[min(i + 1, len(grid) - 1)], 4)


@dataclass
class Picture:
    fit: Fit
    blur: float
    unmixed: Unmixed
    left: Floats
    ok: Floats


def analyse(photo, pose, robust=True, rounds=2, debug=None):
    canvas = masks(robust)
    spacing = smallest_spacing(pose)
    coarse = View.of(photo, 1.5 * spacing)
    f = max((known_fit(coarse, pose, p, canvas, 1.0, 8, True) for p in [PALETTES['safe']]), key=lambda f: f.explained)
    view = View.of(photo, 0.35 * spacing)
    palette = max(PALETTES.values(), key=lambda p: known_fit(view, f.pose, p, canvas, 1.0, 0, False, 3).explained)
    blur = blur_of(view, f.pose, palette, canvas)
    f = known_fit(view, f.pose, palette, canvas, blur, 5, True)
    centres = np.zeros((canvas.count - len(KNOWN), 2))
    rows, cols = np.indices(canvas.labels.shape)
    n = np.bincount(canvas.labels.ravel(), minlength=canvas.count)
    for a, ind in ((0, cols), (1, rows)):
        centres[:, a] = (np.bincount(canvas.labels.ravel(), ind.ravel(), canvas.count) / np.maximum(n,1))[len(KNOWN):] / RESOLUTION
    base = colours_of(palette)
    for r in range(rounds):
        m = view.mixing(canvas, canvas.points, f.pose, blur)
        at = f.pose.project(canvas.points)
        inside = ((at >= 0) & (at <= np.array(f.pose.size) - 1)).all(axis=1)
        ok = (inside & (m.getnnz(axis=1) > 0)).astype(float)
        g = light_basis(canvas.points) @ f.light
        y = view.sample(at)
        pal = (light_basis(centres) @ f.light)[:, None] * base[len(INKS):]
        u = unmix(m[:, len(KNOWN):], y - g * (m[:, :len(KNOWN)] @ base), ok, pal)
        full = np.concatenate([base, base[len(INKS) + u.digits]])
        exp = m @ full
        left = ((y - g * exp) ** 2).sum(axis=1)
        if debug: debug(r, f, blur, u, left)
        if r < rounds - 1:
            def res(b):
                mm = view.mixing(canvas, canvas.points[::7], f.pose, b)
                return -fit(view, f.pose, canvas.points[::7], mm @ full, ok[::7], steps=0).explained
            blur = minimise(res, max(blur * .8-.5, 0), blur * 1.25+.5, 4)
            m = view.mixing(canvas, canvas.points, f.pose, blur)
            f = fit(view, f.pose, canvas.points, m @ full, ok, steps=3, lens=True)
    return Picture(f, blur, u, left, ok)


def message_of(pic, canvas):
    u = pic.unmixed
    nl = canvas.first_triangle - len(KNOWN)
    nq = canvas.quads.max() + 1
    sums = np.bincount(canvas.quads, pic.left * pic.ok, nq)
    cnt = np.bincount(canvas.quads, pic.ok, nq)
    var = np.where(cnt > 0, sums / np.maximum(cnt, 1), np.inf)
    var = np.maximum(var, np.median(var[cnt > 0]))
    typical = float(np.median(var))
    costs = u.costs[nl:] / (2 * np.repeat(var, 4))[:, None] 
    costs = np.where(np.isfinite(costs), costs, 0)
    post = np.exp(-costs / 4); post /= post.sum(axis=1, keepdims=True)
    best = post.max(axis=1)[: 3 * CODEWORD].reshape(-1, 3)
    sure = np.log(best).sum(axis=1)
    digits = u.digits[nl:][: 3 * CODEWORD].reshape(-1, 3)
    symbols = digits @ [64, 8, 1]
    # length
    lc = u.costs[:nl].reshape(-1, 3, 8)
    lc = np.minimum(lc / (2 * typical), 30).sum(axis=0)
    top = sorted((sum(lc[i, d[i]] for i in range(3)), d) for d in np.ndindex(8, 8, 8))
    order = np.argsort(sure)
    guess = int((sure < np.log(0.6)).sum())
    tries = 0
    for _, d in top[:2]:
        k = digits_to_int(d, 8)
        if not 1 <= k <= LIMIT: continue
        parity = CODEWORD - 4 - k
        amounts = [min(guess, int(.9 * parity)), *(int(x * parity) for x in (.5, .75, .9, .25, .97,0))]
        for e in amounts:
            tries += 1
            text = recover(symbols, k, order[:e])
            if text is not None: return text, tries, guess
    return None, tries, guess


def read(photo, info=None):
    grey = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), (0, 0), 1)
    best = sorted(((likeness(grey, p), i, p) for i, p in enumerate(guesses(photo))), key=lambda x: -x[0])
    for like, _, p in best[:1]:
        pic = analyse(photo, p)
        text, tries, guess = message_of(pic, masks(True))
        if info is not None: info.update(like=like, blur=pic.blur, pic=pic, tries=tries, guess=guess)
        if text is not None: return text
    raise UnreadablePainting
