"""🔁 Again: the same order with another seed."""

from bot.actions.guard import Interaction, need_shooter
from bot.actions.press import rooms_of, seed
from bot.errors import Sentence
from bot.records import JobRecord
from bot.words import say
from engine.protocol import Bring, Previs, Shoot


async def pressed(interaction: Interaction, job: JobRecord) -> None:
    """Place it anew."""
    need_shooter(interaction)
    order = job.job.order
    if isinstance(order, Bring | Previs):
        raise Sentence(say("jobs.gone", interaction.locale))
    changed: dict[str, object] = {"seed": seed()}
    if isinstance(order, Shoot) and order.person_seed is None:
        changed["person_seed"] = order.seed  # the same person, as the seed had given them
    await rooms_of(interaction.client).orders.again(
        job,
        order.model_copy(update=changed),
        asker=interaction.user.id,
        locale=str(interaction.locale),
        whisper=interaction,
    )
