"""What a take's recipe says of it: the brief, the shot, the person and the print it came from."""

from collections.abc import Iterator

from engine.protocol import Bring, Edit, EditRegion, Order, Previs, Recipe, Regrade, Shoot
from prompts.brief import Brief
from prompts.looks import looks
from prompts.setup import Grade
from prompts.shot import Shot


def line(recipe: Recipe | None) -> Iterator[Recipe]:
    """The recipe, then the one it edits, and so on to the shot; no further than one sheet."""
    while recipe:
        yield recipe
        recipe = recipe.order.recipe if isinstance(recipe.order, Edit) else None


def shoot_of(recipe: Recipe) -> Shoot | None:
    """The order of the sheet that the take comes from; None for what somebody brought."""
    orders = (each.order for each in line(recipe))
    return next((order for order in orders if isinstance(order, Shoot)), None)


def shot_of(recipe: Recipe) -> Shot | None:
    """The shot as it was last changed; None for what somebody brought."""
    for each in line(recipe):
        match each.order:
            case Shoot() | Previs():
                return each.order.shot
            case EditRegion(shot=Shot() as shot):
                return shot
            case _:
                continue
    return None


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


def grade_of(recipe: Recipe) -> Grade | None:
    """The print as it is now."""
    for each in line(recipe):
        if isinstance(each.order, Regrade):
            return each.order.grade
    shot = shot_of(recipe)
    return shot.setup.grade if shot else None


def look_of_grade(grade: Grade) -> str:
    """The title of the look that prints so; empty if none does."""
    return next((look.title for look in looks() if look.grade == grade), "")


def is_same(one: Order, other: Order) -> bool:
    """Whether two orders ask for the same thing, whatever their seeds: a double click."""
    return _unseeded(one) == _unseeded(other)


def _unseeded(order: Order) -> Order:
    return order if isinstance(order, Bring) else order.model_copy(update={"seed": 0})
