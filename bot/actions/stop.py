"""Stop: only for the one who asked, or a moderator."""

from bot.actions.guard import Interaction, is_moderator
from bot.actions.press import rooms_of
from bot.errors import reply
from bot.records import JobRecord
from bot.words import say


async def pressed(interaction: Interaction, job: JobRecord) -> None:
    """Stop it, and say so to the one who did."""
    rooms = rooms_of(interaction.client)
    moderator = is_moderator(rooms.house.settings, interaction.user, interaction.permissions)
    await rooms.orders.stop(
        job.id, interaction.user.id, moderator=moderator, locale=interaction.locale
    )
    await reply(interaction, say("jobs.stopping", interaction.locale))
