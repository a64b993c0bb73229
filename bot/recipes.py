"""What a take's recipe says of it: the brief, the shot, the person and the look of its print."""

from engine.protocol import Bring, EditRegion, Order, Previs, Recipe, Shoot
from prompts.brief import Brief
from prompts.looks import looks
from prompts.setup import Grade
from prompts.shot import Shot

TURNED = {"kelvin", "exposure", "saturation", "contrast", "shadows", "bloom"}
"""Of a grade, what the sliders of a panel turn: prompts/grading.py."""


def shoot_of(recipe: Recipe) -> Shoot | None:
    """The order of the sheet that the take comes from; None for what somebody brought."""
    order = recipe.root.order
    return order if isinstance(order, Shoot) else None


def shot_of(recipe: Recipe) -> Shot | None:
    """The shot as it was last changed; None for what somebody brought."""
    for each in recipe.line:
        match each.order:
            case Shoot() | Previs():
                return each.order.shot
            case EditRegion(shot=Shot() as shot) if _is_shot(recipe):
                return shot
            case _:
                continue
    return None


def _is_shot(recipe: Recipe) -> bool:
    return isinstance(recipe.root.order, Shoot | Previs)


def brief_of(recipe: Recipe) -> Brief | None:
    """The dressed brief behind a take; None for what somebody brought."""
    shot = shot_of(recipe)
    return shot.brief if shot else None


def person_of(recipe: Recipe) -> int | None:
    """The seed of the person in the picture."""
    shoot = shoot_of(recipe)
    if shoot is None:
        return None
    return shoot.seed if shoot.person_seed is None else shoot.person_seed


def look_of_grade(grade: Grade) -> str:
    """The title of the look that prints so; empty if none does."""
    return next((look.title for look in looks() if look.grade == grade), "")


def near_look(grade: Grade) -> str:
    """The title of the look whose print it is but for what the sliders turn; empty if none's."""
    turned = grade.model_dump(exclude=TURNED)
    return next((look.title for look in looks() if look.grade.model_dump(exclude=TURNED) == turned),
                "")  # fmt: skip


def is_same(one: Order, other: Order) -> bool:
    """Whether two orders ask for the same thing, whatever their seeds: a double click."""
    return _unseeded(one) == _unseeded(other)


def _unseeded(order: Order) -> Order:
    return order if isinstance(order, Bring) else order.model_copy(update={"seed": 0})
