"""From recipes to sittings: what stood before the maquette's camera when a take was made.

A take that was edited is a stack of layers: the first sitting fills the frame, and each later one
is laid over a part of it. An edit of an edit begins with the last sitting.
"""

from dataclasses import dataclass, replace

from engine.maquette import casting, gaze, regions
from engine.maquette.darkroom import Layer
from engine.maquette.mattes import Area, Eyes, Frame, Side
from engine.maquette.reel import quality
from engine.maquette.sitting import PREVIEW, Sitting, take
from engine.maquette.takes import near
from engine.models.reword import Unheard, place, reworded, unheard
from engine.protocol import (
    Animate,
    Box,
    Edit,
    EditRegion,
    Eye,
    FixEyes,
    Previs,
    Recipe,
    Refine,
    Restack,
    Sha,
    Shoot,
    StudioError,
)
from prompts.brief import Brief
from prompts.setup import Backdrop

MODEL = "maquette"
NOISES = 1_000_000  # different patterns of noise; the renderer multiplies them within 32 bits
LARGER, WIDEST = 1.5, 1024  # of a refined take: times the size, and pixels of width
FINE, FINEST = 32, 64  # samples of a refined take, and of one that is refined again
MOVING = 384 * 480  # pixels of a clip's frame
DETAILED = 1000  # pixels of width from which skin wants larger maps
SIDES: dict[Eye, Side] = {"left": "r", "right": "l"}  # as the camera sees them: the subject's own
FOREIGN = (
    "The maquette can only do this to its own takes: it photographs the same person once more. "
    "Choose a take that it shot, or another model."
)
STRANGERS = (
    "This take and its recipe do not belong together: they differ in shape. "
    "Choose the take again, or shoot its brief once more."
)
LIPS = "The maquette cannot make lips alone up. Choose the retoucher, which can."


@dataclass(frozen=True)
class Said:
    """What was asked for last."""

    brief: Brief
    place: Backdrop  # as compiled from it


@dataclass(frozen=True)
class Stack:
    """What a take is made of, and what was asked for last."""

    layers: tuple[Layer, ...]
    said: Said

    @property
    def top(self) -> Sitting:
        """The last sitting: what the next edit begins with."""
        return self.layers[-1].sitting

    def under(self, layer: Layer, said: Said | None = None) -> "Stack":
        """Lay one more on it."""
        return Stack((*self.layers, layer), said or self.said)


def stack(recipe: Recipe) -> Stack:
    """What a take is made of. Raises StudioError with a sentence.

    What others did to a take since is not in it: the scene is still known.
    """
    return _stack(recipe, None)


def edited(order: Refine | FixEyes | EditRegion) -> Stack:
    """What an edit makes. Raises StudioError if the take was not made here."""
    return _edited(order, parent(order))


def parent(order: Edit, off: frozenset[Sha] | None = None) -> Stack:
    """What the take that is edited was made of, but for edits whose takes are `off`.

    The last time that layers were switched counts: it says of all of them. Raises StudioError.
    """
    if off is None and isinstance(order, Restack):
        off = frozenset(order.off)
    while off and order.take in off and order.recipe and isinstance(order.recipe.order, Edit):
        order = order.recipe.order
    if order.recipe is None:
        raise StudioError(FOREIGN)
    return _stack(order.recipe, off)


def _stack(recipe: Recipe, off: frozenset[Sha] | None) -> Stack:
    match recipe.order:
        case Shoot() | Previs() as order if recipe.model == MODEL:
            first = shot(order, recipe.index) if isinstance(order, Shoot) else previs(order)
            said = Said(order.shot.brief, order.shot.setup.backdrop)
            return Stack((Layer(first),), said)
        case Refine() | FixEyes() | EditRegion() as order if recipe.model == MODEL:
            return _edited(order, parent(order, off))
        case Animate():
            raise StudioError("A clip cannot be edited. Edit the take that it was made from.")
        case Edit() as order:
            return parent(order, off)
        case _:
            raise StudioError(FOREIGN)


def _edited(order: Refine | FixEyes | EditRegion, below: Stack) -> Stack:
    match order:
        case Refine():
            return refined(below)
        case FixEyes():
            return eyes_fixed(order, below)
        case EditRegion():
            return recast(order, below)


def sized(of: Stack, width: int, height: int) -> Stack:
    """The same layers in the size that the take has now. Raises StudioError for another shape."""
    then = of.top.size
    if abs(then[0] * height - then[1] * width) > max(width, height):
        raise StudioError(STRANGERS)
    layers = tuple(replace(x, sitting=replace(x.sitting, size=(width, height))) for x in of.layers)
    return replace(of, layers=layers)


def shot(order: Shoot, index: int) -> Sitting:
    """Take `index` of a sheet."""
    seed = order.seed + index
    size, quality = (order.size.width, order.size.height), take(order.samples)
    if order.like is not None:
        return replace(near(stack(order.like).top, size, quality, seed), seed=seed % NOISES)
    brief = order.shot.brief
    person, outfit = casting.cast(brief, _character(order))
    return Sitting(
        setup=casting.vary(order.shot.setup, seed, index),
        person=person,
        pose=casting.pose(brief, seed, index),
        outfit=outfit,
        size=size,
        quality=quality,
        seed=seed % NOISES,
    )


def previs(order: Previs) -> Sitting:
    """The brief as it stands."""
    brief = order.shot.brief
    person, outfit = casting.cast(brief, _character(order))
    return Sitting(
        setup=order.shot.setup,
        person=person,
        pose=casting.pose(brief, order.seed, 0),
        outfit=outfit,
        size=(order.size.width, order.size.height),
        quality=PREVIEW,
        seed=order.seed % NOISES,
    )


def _character(order: Shoot | Previs) -> int:
    return order.seed if order.person_seed is None else order.person_seed


def refined(below: Stack) -> Stack:
    """The same layers, larger and finer, with the same noise."""
    return replace(below, layers=tuple(replace(x, sitting=_finer(x.sitting)) for x in below.layers))


def _finer(of: Sitting) -> Sitting:
    width, height = of.size
    factor = max(1.0, min(LARGER, WIDEST / width))
    size = round(width * factor), round(height * factor)
    samples = min(max(FINE, 2 * of.quality.samples), max(FINEST, of.quality.samples))
    quality = take(samples, 2048 if size[0] > DETAILED else 1024)
    return replace(of, size=size, quality=quality)


def eyes_fixed(order: FixEyes, below: Stack) -> Stack:
    """The eyes meet the lens, their lids open alike. From a strength of 0.5 on, wholly."""
    share = min(1.0, 2 * order.strength)
    of, pose = below.top, below.top.pose
    (right, up), converge = gaze.to_lens(of.setup.optics, pose)
    turn = {"keep": 0.0, "camera": 1.0}.get(order.gaze, share)
    calm = gaze.natural(pose.actions, 0.5 if order.gaze == "calm" else 1.0)
    mended = replace(
        pose,
        gaze=(_between(pose.gaze[0], right, turn), _between(pose.gaze[1], up, turn)),
        converge=_between(pose.converge, converge, turn),
        blink=_between(pose.blink, min(pose.blink, gaze.OPEN), share),
        actions={name: _between(pose.actions[name], calm[name], share) for name in calm},
    )
    sides: tuple[Side, ...] = tuple(SIDES[eye] for eye in dict.fromkeys(order.eyes))
    return below.under(Layer(replace(of, pose=mended), Eyes(sides)))


def _between(old: float, new: float, share: float) -> float:
    return old + (new - old) * share


def recast(order: EditRegion, below: Stack) -> Stack:
    """One part as the words say. Raises StudioError if they say nothing that the camera knows."""
    words = order.words.strip()
    top, old = below.top, below.said
    new = _said(order, old)
    area: Area
    match order.region:
        case Box() as box:
            area = frame = Frame(box.left, box.top, box.right, box.bottom)
            now = regions.difference(top, old.brief, new.brief, (old.place, new.place))
            if now == top and not words:
                now = regions.another_moment(top, frame, order.seed)
        case "lips":
            raise StudioError(LIPS)
        case region:
            area = region
            behind = top.setup.backdrop if new.place == old.place else new.place
            now = regions.part(top, region, new.brief, behind)
            if words and not regions.heard(region, new.brief):
                now = top
            elif now == top and not words:
                now = regions.again(top, region, new.brief, order.seed)
    if now == top:
        raise Unheard(unheard(order.region, words))
    return below.under(Layer(now, area), new)


def _said(order: EditRegion, old: Said) -> Said:
    """What is asked for now: by the brief that came with the order, or by its words."""
    if order.shot is not None:
        return Said(order.shot.brief, order.shot.setup.backdrop)
    brief = reworded(old.brief, order.region, order.words.strip())
    behind = place(brief)
    return Said(brief, old.place if behind == place(old.brief) else behind)


def moving(order: Animate) -> Sitting:
    """The last sitting, small enough to be rendered many times."""
    of = parent(order).top
    width, height = of.size
    factor = min(1.0, (MOVING / (width * height)) ** 0.5)
    even = tuple(max(2 * round(side * factor / 2), 64) for side in (width, height))
    return replace(of, size=(even[0], even[1]), quality=quality())


def unseen(order: EditRegion | FixEyes) -> str:
    """Say that the take does not show what is to be changed."""
    if isinstance(order, EditRegion) and isinstance(order.region, Box):
        return "This box is too small to hold anything of the take. Draw a larger one."
    what = "no eye" if isinstance(order, FixEyes) else f"no {order.region}"
    return f"This take shows {what} that could be changed. Choose another take."
