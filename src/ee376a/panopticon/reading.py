"""Read a painting back from a photograph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

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


def expect(view, pose, points, canvas, blur, known, colours):
    """Expected colours of points, and share of known"""
    m = view.mixing(canvas, points, pose, blur)[:, :known]
    share = np.asarray(m.sum(axis=1)).ravel()
    return m @ colours[:known] + (1 - share)[:, None] * colours[len(INKS):].mean(0), share


@dataclass
class Picture:
    fit: Fit
    blur: float
    unmixed: Unmixed
    left: Floats
    ok: Floats


def minimise(f, grid, n):
    values = [f(b) for b in grid]
    i = int(np.argmin(values))
    lo, hi = grid[max(i - 1, 0)], grid[min(i + 1, len(grid) - 1)]
    return float(minimize_scalar(f, bounds=(lo, hi), method="bounded", options={"maxiter": n, "xatol":.1}).x)

N = len(INKS)

def explain(photo, pose, robust=True, debug=None):
    canvas = masks(robust)
    spacing = smallest_spacing(pose)
    inch = pose_inch(pose)
    points = canvas.frame_points
    def weigh(view, pose, blur):
        share = view.mixing(canvas, points, pose, blur)[:, : len(KNOWN)].sum(axis=1)
        # the unknown part has a colour about 60 levels off
        return 1 / (1 + (8 * (1 - np.asarray(share).ravel())) ** 2)
    def frame_fit(view, pose, palette, blur, steps, stride=1, w=None):
        pts = points[::stride]
        exp, share = expect(view, pose, pts, canvas, blur, len(KNOWN), colours_of(palette))
        w = 1 / (1 + (8 * (1 - share)) ** 2) if w is None else w[::stride]
        return fit(view, pose, pts, exp, w, steps=steps, lens=steps > 0)
    def best_palette(view, pose, blur):
        return max(PALETTES.values(), key=lambda p: frame_fit(view, pose, p, blur, 0, 3).explained)
    view = View.of(photo, 1.5 * spacing)
    f = frame_fit(view, pose, best_palette(view, pose, 1.0), 1.0, 6)
    if debug: debug('coarse', f, 0, None, None)
    view = View.of(photo, 0.35 * spacing)
    palette = best_palette(view, f.pose, .15 * inch)
    base = colours_of(palette)
    w = weigh(view, f.pose, .35*inch)
    grid = [0, .2*inch, .4*inch, .7*inch, inch]
    blur = minimise(lambda b: -frame_fit(view, f.pose, palette, b, 0, 2, w).explained, grid, 3)
    f = frame_fit(view, f.pose, palette, blur, 4)
    blur = minimise(lambda b: -frame_fit(view, f.pose, palette, b, 0, 2, w).explained, [max(0,blur*.7-.1*inch),blur,blur*1.3+.1*inch], 3)
    f = frame_fit(view, f.pose, palette, blur, 2)
    if debug: debug('fine', f, blur, None, None)
    # noise
    exp, share = expect(view, f.pose, points, canvas, blur, len(KNOWN), base)
    resid = view.sample(f.pose.project(points)) - (light_basis(points) @ f.light) * exp
    size = (resid**2).sum(axis=1)
    sure = share > .97
    good = sure & (size < 6 * np.median(size[sure]))
    cov = resid[good].T @ resid[good] / good.sum() + 4 * np.eye(3)
    white = np.linalg.inv(np.linalg.cholesky(cov))
    for r in range(3):
        m = view.mixing(canvas, canvas.points, f.pose, blur)
        at = f.pose.project(canvas.points)
        inside = ((at >= 0) & (at <= np.array(f.pose.size) - 1)).all(axis=1)
        ok = inside / (1 + (8*(1-np.asarray(m.sum(axis=1)).ravel()))**2)
        g = light_basis(canvas.points) @ f.light
        y = view.sample(at)
        pal = (light_basis(canvas.centres) @ f.light)[:, None] * base[N:]
        u = unmix(m[:, len(KNOWN):], (y - g * (m[:, :len(KNOWN)] @ base)) @ white.T, ok, pal @ white.T)
        full = np.concatenate([base, base[N + u.digits]])
        exp = m @ full
        resid = y - g * exp
        left = ((resid @ white.T) ** 2).sum(axis=1)
        if debug: debug(r, f, blur, u, left)
        yield Picture(f, blur, u, left, ok)
        good = (left < 4 * np.median(left[ok > .5])) & (ok > .5)
        cov = resid[good].T @ resid[good] / good.sum() + 4 * np.eye(3)
        white = np.linalg.inv(np.linalg.cholesky(cov)) 
        sub = slice(None, None, 5)
        okb = inside[sub] / (1 + (8*(1-np.asarray(view.mixing(canvas, canvas.points[sub], f.pose, max(blur*1.3, .3*inch)).sum(axis=1)).ravel()))**2)
        def res(b):
            mm = view.mixing(canvas, canvas.points[sub], f.pose, b)
            return -fit(view, f.pose, canvas.points[sub], mm @ full, okb, steps=0).explained
        blur = minimise(res, [max(blur * .7-.1*inch, 0), blur, blur * 1.3+.1*inch], 4)
        m = view.mixing(canvas, canvas.points, f.pose, blur)
        f = fit(view, f.pose, canvas.points, m @ full, ok, steps=3, lens=True)


def pose_inch(pose):
    c = np.array([[33., 28.]])
    return float(np.linalg.svd(pose.jacobian(c), compute_uv=False).max())


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
    best = []
    for p in guesses(photo):
        like = likeness(grey, p)
        best.append((like, len(best), p))
        if like > .9: break
    best.sort(key=lambda b: -b[0])
    for like, _, p in best[:1]:
        for r, pic in enumerate(explain(photo, p)):
            text, tries, guess = message_of(pic, masks(True))
            if info is not None: info.update(like=like, blur=pic.blur, pic=pic, tries=tries, guess=guess, r=r)
            if text is not None: return text
    raise UnreadablePainting
