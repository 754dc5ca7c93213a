"""Widgets that live in Jupyter and in the built page, where no kernel runs.

A widget is one ES module, ``static/NAME.mjs``, and one small class here that names it and holds its
state. Jupyter runs the module through `anywidget <https://anywidget.dev>`__; the built book puts
the same module and the state as JSON in the page and mounts it there. A reader without scripts sees
the widget's :attr:`~PageWidget.fallback`.
"""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import numpy as np
import traitlets

from ee376a.dna.animals import ANIMALS, COLOURS, mosaic, svg
from ee376a.dna.animals import PALETTES as COATS
from ee376a.entropy.critters import CRITTERS, QUESTIONS, answers
from ee376a.medical import rateslider
from ee376a.medical.closeness import TINY, game, standard_triplets
from ee376a.panopticon.auction import PAR
from ee376a.panopticon.deck import CLUES, PICTURES
from ee376a.panopticon.painting import INKS, surroundings
from ee376a.panopticon.palettes import PALETTES
from ee376a.panopticon.places import fixed_order
from ee376a.prequential.drawing import gan
from ee376a.prequential.drawing.creature import CREATURES
from ee376a.story.web import chart, drawings, leaves

STATIC = Path(__file__).with_name("static")
"""The folder of the widgets' ES modules.

:meta hide-value:
"""


class PageWidget(anywidget.AnyWidget):
    """Base class of the book's widgets.

    A subclass names its module and its fallback and declares its state as traitlets that are
    tagged ``sync=True`` and hold what JSON can hold.

    Attributes
    ----------
    _module : str
        Name of the ES module, without folder or suffix. Its default export has
        ``render({ model, el })``, and when that is done it sets ``el.dataset.ready = "true"``.
        It imports nothing, so that it can be put into a page as it is.
    fallback : str
        What a reader without scripts sees in the widget's place: plain text.

    Raises
    ------
    ValueError
        When a subclass names no module, or one that is not in ``static/``.

    Examples
    --------
    >>> class Unmade(PageWidget):
    ...     _module = "unmade"
    Traceback (most recent call last):
    ...
    ValueError: _module must name a file of static/, got 'unmade'
    """

    _module: ClassVar[str] = ""
    fallback: ClassVar[str] = "This is played with in a browser that runs scripts."

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Find the module of the new widget class."""
        # Each instance makes a subclass of its class to add traits: that one has its module.
        if "_module" in vars(cls) or not cls._module:
            path = STATIC / f"{cls._module}.mjs"
            if not path.is_file():
                raise ValueError(f"_module must name a file of static/, got {cls._module!r}")
            cls._esm = path
        super().__init_subclass__(**kwargs)

    def state(self) -> dict[str, Any]:
        """Give the synchronised traits that the subclass declares, by name.

        Returns
        -------
        dict
            What the module reads with ``model.get(name)``.

        Examples
        --------
        >>> Lanterns(beans=8, boxes=[["All yellow", [["yellow", 8]]]]).state()
        {'beans': 8, 'boxes': [['All yellow', [['yellow', 8]]]]}
        """
        inherited = PageWidget.class_trait_names()
        names = sorted(set(self.trait_names(sync=True)) - {*inherited, "_esm", "_anywidget_id"})
        return {name: getattr(self, name) for name in names}

    def __repr__(self) -> str:
        """Show the class alone: an address would differ in every run of a notebook."""
        return f"{type(self).__name__}()"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add to the live widget the one for pages: its module's name, its state, its fallback."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        # Sorted and without spaces: the same state is always the same text in a notebook.
        state = json.dumps(self.state(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        data["text/html"] = (
            f'<div class="ee376a-widget" data-module="{html.escape(self._module)}" '
            f'data-state="{html.escape(state)}">{html.escape(self.fallback)}</div>'
        )
        return data, metadata


class PaintYourOwn(PageWidget):
    """The painting in the page: type a message and see it painted, or read a secret by hand.

    Examples
    --------
    >>> painting = PaintYourOwn(message="Hello!", palette="okabe-ito")
    >>> painting.message, dict(painting.palettes)[painting.palette][:3]
    ('Hello!', ['#000000', '#e69f00', '#56b4e9'])
    """

    _module = "panopticon"
    fallback = "Here a message becomes a painting as you type it, in a browser that runs scripts."
    message = traitlets.Unicode("Information is surprise.").tag(sync=True)
    secret = traitlets.Unicode("Well read!").tag(sync=True)
    palette = traitlets.Enum(list(PALETTES), "painter").tag(sync=True)
    robust = traitlets.Bool(False).tag(sync=True)
    palettes = traitlets.List([[p.name, list(p.colours)] for p in PALETTES.values()]).tag(sync=True)
    inks = traitlets.Dict(INKS).tag(sync=True)
    scenery = traitlets.Dict().tag(sync=True)

    @traitlets.default("scenery")
    def _scenery(self) -> dict[str, Any]:
        modes = {"faithful": surroundings(robust=False), "robust": surroundings(robust=True)}
        return {  # what the SVG file has, no digit more
            mode: [[s.paint, [[round(v, 3) for v in p] for p in s.points.tolist()]] for s in shapes]
            for mode, shapes in modes.items()
        }


class Pictionary(PageWidget):
    """InfoPictionary: bid squares against the computer and show them, or guess from its squares.

    Examples
    --------
    >>> game = Pictionary(par=9)
    >>> game.clues[0], game.pictures[0][:8], game.par
    ('sun', '10011001', 9)
    """

    _module = "pictionary"
    fallback = "A game: bid how few squares of a picture will name it, then show them."
    clues = traitlets.List(list(CLUES)).tag(sync=True)
    pictures = traitlets.List(["".join(map(str, p.flat)) for p in PICTURES]).tag(sync=True)
    order = traitlets.List(traitlets.Int()).tag(sync=True)
    par = traitlets.Int(PAR).tag(sync=True)

    @traitlets.default("order")
    def _order(self) -> list[int]:
        return list(fixed_order(PICTURES.reshape(len(CLUES), -1)))


class DriftViewer(PageWidget):
    """Lose, slip in and flip bits of a marker code, and watch where the detector believes to be.

    Examples
    --------
    >>> viewer = DriftViewer(bits=[1, 0, 1, 1], period=2, deleted=[0])
    >>> viewer.deleted, viewer.p_del
    ([0], 0.05)
    """

    _module = "drift"
    fallback = "Here bits are lost and slip in as you press them, and a detector finds its place."
    bits = traitlets.List(traitlets.Int(min=0, max=1)).tag(sync=True)
    period = traitlets.Int(6, min=0).tag(sync=True)
    deleted = traitlets.List(traitlets.Int(min=0), [8]).tag(sync=True)
    p_del = traitlets.Float(0.05, min=0, max=0.5).tag(sync=True)
    p_ins = traitlets.Float(0.05, min=0, max=0.4).tag(sync=True)
    p_sub = traitlets.Float(0.01, min=0, max=0.5).tag(sync=True)

    @traitlets.default("bits")
    def _bits(self) -> list[int]:
        return [int(bit) for bit in "101101000111001011010001"]


class Animals(PageWidget):
    """Animals with erasures: paint what is missing, or lose strands and let parity return them.

    Examples
    --------
    >>> game = Animals()
    >>> game.animals[0], game.palettes[0][0], game.mosaics[0].count("0")
    ('fox', '#bfe3d0', 110)
    """

    _module = "animals"
    fallback = "A game: paint the missing squares of an animal, or lose a strand and get it back."
    animals = traitlets.List(list(ANIMALS)).tag(sync=True)
    colours = traitlets.List(list(COLOURS)).tag(sync=True)
    palettes = traitlets.List([list(COATS[animal]) for animal in ANIMALS]).tag(sync=True)
    mosaics = traitlets.List(traitlets.Unicode()).tag(sync=True)
    drawings = traitlets.List(traitlets.Unicode()).tag(sync=True)

    @traitlets.default("mosaics")
    def _mosaics(self) -> list[str]:
        return ["".join(map(str, mosaic(animal).flat)) for animal in ANIMALS]

    @traitlets.default("drawings")
    def _drawings(self) -> list[str]:
        return [svg(animal) for animal in ANIMALS]


class IntervalCoder(PageWidget):
    """Arithmetic coding of a word you type, as intervals in intervals, and read back from bits.

    Examples
    --------
    >>> IntervalCoder(word="NOON", law="counts").state()
    {'law': 'counts', 'word': 'NOON'}
    """

    _module = "interval"
    fallback = "Here a word you type narrows an interval, letter by letter, until bits can name it."
    word = traitlets.Unicode("BANANA").tag(sync=True)
    law = traitlets.Enum(["adaptive", "equal", "counts"], "adaptive").tag(sync=True)


class Morph(PageWidget):
    """A trained network's digits, or creatures made by rules, changing into one another.

    Examples
    --------
    >>> morph = Morph()
    >>> len(morph.hands), len(morph.hands[0]), sorted(morph.creatures)[:2]
    (12, 8, ['hopper', 'owlet'])
    """

    _module = "morph"
    fallback = "Here a digit changes into another as you drag, drawn by a small trained network."
    weights = traitlets.Unicode().tag(sync=True)
    numbers = traitlets.Unicode().tag(sync=True)
    channels = traitlets.Int().tag(sync=True)
    hands = traitlets.List(traitlets.List(traitlets.Float())).tag(sync=True)
    creatures = traitlets.Dict({name: list(of) for name, of in CREATURES.items()}).tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        net = gan.load()
        layers = (net.dense, net.first, net.second, net.last)
        biases = (net.dense_bias, net.first_bias, net.second_bias, net.last_bias, net.units)
        kwargs.setdefault("weights", _in_base64(layers))
        kwargs.setdefault("numbers", _in_base64(biases))
        kwargs.setdefault("channels", len(net.first))
        hands: Any = np.random.default_rng(376).standard_normal((12, gan.STYLE))
        kwargs.setdefault("hands", hands.round(2).tolist())
        super().__init__(**kwargs)


def _in_base64(arrays: tuple[np.ndarray[Any, Any], ...]) -> str:
    return base64.b64encode(b"".join(array.tobytes() for array in arrays)).decode()


class Closeness(PageWidget):
    """How close are two pictures: straws and squares of a small one, and which of two is closer.

    Examples
    --------
    >>> [name for name, greys in Closeness(triplets=[]).pictures]
    ['face', 'house', 'heart', 'hill']
    """

    _module = "closeness"
    fallback = "A game: change a small picture and see how far it is; or say which is closer."
    pictures = traitlets.List([[name, greys] for name, greys in TINY.items()]).tag(sync=True)
    triplets = traitlets.List(traitlets.Dict()).tag(sync=True)

    @traitlets.default("triplets")
    def _triplets(self) -> list[dict[str, Any]]:
        return game(standard_triplets())


class MessageJourney(PageWidget):
    """One message's journey, made beforehand: step from hand-over to hand-over, see the bits.

    Examples
    --------
    >>> from ee376a.journey.showcase import load
    >>> MessageJourney(runs=load()[:1]).runs[0]["message"][:21]
    'And when he sang, a h'
    """

    _module = "journey"
    fallback = "Here a message is followed through compression, DNA, a painting and a photograph."
    runs = traitlets.List(traitlets.Dict()).tag(sync=True)


class RateDistortion(PageWidget):
    """Drag the rate: a picture from the files of three codecs, and its error, side by side.

    Examples
    --------
    >>> slider = RateDistortion()
    >>> slider.budgets, len(slider.pictures)
    ([280, 400, 560, 800, 1100, 1600, 2200], 2)
    """

    _module = "ratedistortion"
    fallback = "Here you drag the size of a file and see what three codecs make of it."
    budgets = traitlets.List(traitlets.Int()).tag(sync=True)
    pictures = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        if "pictures" not in kwargs:
            kwargs = rateslider.load() | kwargs
        super().__init__(**kwargs)


class Storybook(PageWidget):
    """The picture book: pages that turn by key, finger or button.

    Examples
    --------
    >>> book = Storybook(page=4, pictures={})
    >>> book.pages[book.page - 1]["text"][0][:43]
    'They lived in the last house in Low Harbour'
    """

    _module = "story"
    fallback = "Here the picture book's pages turn, in a browser that runs scripts."
    pages = traitlets.List(traitlets.Dict()).tag(sync=True)
    page = traitlets.Int(1, min=1).tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)
    base = traitlets.Unicode("../_static/story/").tag(sync=True)
    pictures = traitlets.Dict().tag(sync=True)

    @traitlets.default("pages")
    def _pages(self) -> list[dict[str, Any]]:
        return leaves()

    @traitlets.default("chart")
    def _chart(self) -> dict[str, Any]:
        return chart()

    @traitlets.default("pictures")
    def _pictures(self) -> dict[str, str]:
        return {str(int(number)): drawing for number, drawing in drawings().items()}

    def state(self) -> dict[str, Any]:
        """Give the state without the pictures: a built page has them as files in `base`.

        Examples
        --------
        >>> sorted(Storybook(pictures={}).state())
        ['base', 'chart', 'page', 'pages']
        """
        return {name: value for name, value in super().state().items() if name != "pictures"}


def _icons(names: str) -> list[list[str]]:
    """Give pictures of the deck by name, as 64 digits each, 1 for dark."""
    chosen = [(name, PICTURES[CLUES.index(name)]) for name in names.split(", ")]
    return [[name, "".join(map(str, picture.flat))] for name, picture in chosen]


class Critters(PageWidget):
    """Twenty Questions: find one of sixteen critters, or let the computer find yours.

    Examples
    --------
    >>> game = Critters()
    >>> game.critters[3]["name"], game.questions[0], game.answers[0][3]
    ('Zug', 'Blue?', '1')
    """

    _module = "guess"
    fallback = "A game: find one of sixteen critters with as few questions as you can."
    critters = traitlets.List(traitlets.Dict()).tag(sync=True)
    questions = traitlets.List(list(QUESTIONS)).tag(sync=True)
    answers = traitlets.List(traitlets.Unicode()).tag(sync=True)

    @traitlets.default("critters")
    def _critters(self) -> list[dict[str, Any]]:
        return [vars(critter) | {"extras": sorted(critter.extras)} for critter in CRITTERS]

    @traitlets.default("answers")
    def _answers(self) -> list[str]:
        return ["".join(str(int(yes)) for yes in row) for row in answers()]


class Lanterns(PageWidget):
    """Guess the next lantern out of a box, or lay beans on it, and see how surprised you are.

    Examples
    --------
    >>> [name for name, colours in Lanterns().boxes]
    ['All yellow', 'Halves', 'One red', '3 to 1', 'Rainbow']
    """

    _module = "lanterns"
    fallback = "A game: guess the next lantern out of a box, and see how surprised you are."
    beans = traitlets.Int(16, min=8).tag(sync=True)
    boxes = traitlets.List(traitlets.List()).tag(sync=True)

    @traitlets.default("boxes")
    def _boxes(self) -> list[list[Any]]:
        colours = ("yellow", "blue", "red", "green", "orange", "violet", "pink", "white")
        return [
            ["All yellow", [["yellow", 8]]],
            ["Halves", [["yellow", 4], ["blue", 4]]],
            ["One red", [["yellow", 19], ["red", 1]]],
            ["3 to 1", [["yellow", 6], ["blue", 2]]],
            ["Rainbow", [[colour, 1] for colour in colours]],
        ]


class CandyNames(PageWidget):
    """Join piles of candy to a tree, so that each candy gets a name of lamps; send and read.

    Examples
    --------
    >>> CandyNames(bags=[[2, 1, 1]]).state()
    {'bags': [[2, 1, 1]]}
    """

    _module = "candy"
    fallback = "A game: join piles of candy to a tree, and each candy gets a name made of lamps."
    bags = traitlets.List([[8, 4, 2, 2], [5, 4, 3, 2, 2], [10, 5, 4, 3, 2, 1]]).tag(sync=True)


class NoisyTelephone(PageWidget):
    """Send a picture down a noisy wire: each square once, or three or five times with a vote.

    Examples
    --------
    >>> name, squares = NoisyTelephone().pictures[0]
    >>> name, [squares[row : row + 8] for row in range(0, 24, 8)]
    ('heart', ['01100110', '11111111', '11111111'])
    """

    _module = "telephone"
    fallback = "A game: send a picture down a wire that gets some of its squares wrong."
    pictures = traitlets.List(
        _icons("heart, cat, ship, key, star, owl, fish, ghost, house, tree, rocket, duck")
    ).tag(sync=True)


class ParitySquare(PageWidget):
    """The card trick: turn one card, and the guards tell which; then be the magician.

    Examples
    --------
    >>> ParitySquare(size=3).state()
    {'size': 3}
    """

    _module = "parity"
    fallback = "A card trick: turn one card over, and the guards tell which it was."
    size = traitlets.Int(4, min=2, max=5).tag(sync=True)


class RowByRow(PageWidget):
    """Paint a picture from the numbers of its rows, or bring a lost row back.

    Examples
    --------
    >>> name, squares = RowByRow().pictures[0]
    >>> name, [squares[row : row + 8].count("1") for row in range(0, 64, 8)]
    ('ship', [1, 2, 3, 4, 5, 1, 8, 6])
    """

    _module = "rows"
    fallback = "A game: paint a picture that is told row by row, or bring a lost row back."
    pictures = traitlets.List(_icons("ship, fish, moon, tree, plane, pear, bed, note")).tag(
        sync=True
    )
