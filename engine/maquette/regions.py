"""Another hair, coat, place or skin for one sitting: what was asked for changes, nothing else."""

from dataclasses import replace
from typing import Any

import numpy as np

from engine.maquette import acting, barber, casting, dresser, heritage
from engine.maquette.mattes import Frame, Part
from engine.maquette.person import Person
from engine.maquette.sitting import Sitting
from prompts.brief import Brief
from prompts.setup import Backdrop

FACE_M, FACE_DOWN_M = 0.1, 0.045  # metres: half a face's height, and its middle under the eyes


def part(of: Sitting, what: Part, brief: Brief, backdrop: Backdrop) -> Sitting:
    """What a brief and the place compiled from it say of one part."""
    person, outfit = casting.cast(brief, of.person.seed)
    match what:
        case "hair":
            hair = person.hair
            if not barber.said_cut(brief.subject.hair):  # a colour alone: the cut stays
                hair = replace(of.person.hair, colour=hair.colour, grey=hair.grey)
            groomed = {"hair": hair, "beard": person.beard, "brows": person.brows}
            return replace(of, person=replace(of.person, **groomed))
        case "wardrobe":
            if not dresser.said_garment(brief.subject.wardrobe):
                outfit = replace(outfit, garment=of.outfit.garment, second=of.outfit.second)
            return replace(of, outfit=outfit)
        case "skin":
            return replace(of, person=_skin(of.person, person))
        case "background":
            return _before(of, backdrop)


def heard(what: Part, brief: Brief) -> bool:
    """Is there anything in what the brief says of a part that casting knows? Silence counts."""
    who = brief.subject
    match what:
        case "hair":
            return not who.hair or barber.hears(who.hair)
        case "wardrobe":
            return not who.wardrobe or dresser.hears(who.wardrobe)
        case "skin" | "background":
            return True  # they change, or they do not


def _skin(who: Person, painted: Person) -> Person:
    """The paint of one person on another; age and bones stay."""
    return replace(
        who,
        tone=painted.tone,
        freckles=painted.freckles,
        scar=painted.scar,
        lips=painted.lips,
    )


def _before(of: Sitting, backdrop: Backdrop) -> Sitting:
    """Before another place, in the light of the old one: the subject's pixels do not change."""
    if backdrop == of.setup.backdrop:
        return of
    setup = of.setup.model_copy(update={"backdrop": backdrop})
    return replace(of, setup=setup, glow=of.glow or of.setup.backdrop)


def again(of: Sitting, what: Part, brief: Brief, seed: int) -> Sitting:
    """Another one of that part, of the seed's choice."""
    who = of.person
    rng = np.random.default_rng([seed, 31])
    match what:
        case "hair":
            descent = heritage.descend(brief.subject.heritage, brief.subject.marks, who.seed)
            cut = barber.hair(None, who.age, woman=who.gender > 0.5, descent=descent, seed=seed)
            worn = replace(cut, colour=who.hair.colour, grey=who.hair.grey)
            return replace(of, person=replace(who, hair=worn))
        case "wardrobe":
            woman = who.gender > 0.5
            outfit = dresser.dress(None, brief.subject.marks, woman=woman, seed=seed)
            return replace(of, outfit=replace(outfit, glasses=of.outfit.glasses))
        case "skin":
            return replace(of, person=replace(who, freckles=float(rng.uniform(0, 0.7))))
        case "background":
            return replace(of, strewn=seed, glow=of.glow or of.setup.backdrop)


def difference(of: Sitting, old: Brief, new: Brief, places: tuple[Backdrop, Backdrop]) -> Sitting:
    """All that a new brief says otherwise than an old one, but for light and lens.

    `places` are the backdrops compiled from both.
    """
    person, outfit = casting.cast(old, of.person.seed)
    other, worn = casting.cast(new, of.person.seed)
    who = replace(of.person, **_changed(person, other))
    now = replace(of, person=who, outfit=replace(of.outfit, **_changed(outfit, worn)))
    if places[0] != places[1]:
        now = _before(now, places[1])
    feeling = acting.expression(new.subject.emotion, new.mood)
    if feeling != acting.expression(old.subject.emotion, old.mood):
        now = replace(now, pose=replace(now.pose, actions=feeling.actions, blink=feeling.blink))
    return now


def _changed(old: object, new: object) -> dict[str, Any]:
    return {name: value for name, value in vars(new).items() if value != getattr(old, name)}


def another_moment(of: Sitting, where: Frame, seed: int) -> Sitting:
    """The same sitting a moment later: another expression; where no face is, other lamps behind."""
    if not _holds_the_face(of, where):
        return replace(of, strewn=seed, glow=of.glow or of.setup.backdrop)
    rng = np.random.default_rng([seed, 33])
    strength = float(rng.uniform(0.4, 1.5))
    smile = float(rng.uniform(-0.15, 0.25))
    actions = {name: float(min(1.0, w * strength)) for name, w in of.pose.actions.items()}
    for name in ("mouthSmileLeft", "mouthSmileRight"):
        actions[name] = float(np.clip(actions.get(name, 0.0) + smile, 0, 1))
    return replace(of, pose=replace(of.pose, actions=actions))


def _holds_the_face(of: Sitting, where: Frame) -> bool:
    """Does a frame reach into the disc that the face fills? A head is kept in the middle."""
    optics, (width, height) = of.setup.optics, of.size
    across, down = 0.5, 0.5 + (optics.aim_m + FACE_DOWN_M) / optics.cover_m
    radius = FACE_M / optics.cover_m
    x = across - min(max(across, where.left), where.right)
    y = down - min(max(down, where.top), where.bottom)
    return (x * width / height) ** 2 + y**2 < radius**2
