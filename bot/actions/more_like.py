"""More like…: a new sheet near one take's angle and expression, with the same person."""

from bot.actions.guard import Interaction
from bot.actions.press import Press, editable, rooms_of, seed
from bot.errors import Sentence
from bot.recipes import person_of, shoot_of, shot_of
from bot.records import JobRecord, TakeRecord, take_id
from bot.words import say
from engine.protocol import Shoot

TAKES = 4


def order(take: TakeRecord, locale: object = None) -> Shoot:
    """Raises Sentence for what cannot be edited, StudioError at the end of a lineage."""
    recipe = editable(take, locale).recipe
    shot, shoot = shot_of(recipe), shoot_of(recipe)
    if shot is None or shoot is None:
        raise Sentence(say("takes.brought", locale))
    return Shoot(
        shot=shot,
        takes=TAKES,
        seed=seed(),
        person_seed=person_of(recipe),
        size=shoot.size,
        model=shoot.model,
        samples=shoot.samples,
        like=recipe,
        portrait=take.blob,
    )


async def pressed(interaction: Interaction, job: JobRecord, values: tuple[str, ...]) -> None:
    """Order it for the slate that was chosen."""
    index = next(iter(values), "")
    found = None
    if index.isdecimal():
        store = rooms_of(interaction.client).house.store
        found = await store.take(take_id(job.id, int(index)))
    if found is None:
        raise Sentence(say("takes.purged", interaction.locale))
    await Press(interaction, found).order(order(found, interaction.locale))
