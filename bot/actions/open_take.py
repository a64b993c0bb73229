"""Open: a take's own card, for everybody in the thread."""

import time

import discord

from bot.actions.press import Press
from bot.cards.take import take_card
from bot.delivery.facts import facts_of
from bot.delivery.letters import names
from bot.delivery.limits import REQUEST
from bot.delivery.parcel import pack
from bot.delivery.post import files
from bot.delivery.trouble import unreachable
from bot.errors import Sentence
from bot.talk.recent import Recent

DOUBLE = 2.0  # seconds within which the same press is a double click

_pressed: Recent[tuple[int, int, str], float] = Recent(500)


async def pressed(press: Press) -> None:
    """Post the card; where the bot may not post, show it to the one who pressed."""
    await press.defer()
    if _twice(press):
        return
    try:
        await press.rooms.delivery.open(
            press.take, press=press.interaction.id, place=press.place, locale=press.locale
        )
    except discord.HTTPException as error:
        if not unreachable(error):
            raise
        await show_alone(press)


async def show_alone(press: Press) -> None:
    """The card as an answer that only one person sees."""
    house = press.rooms.house
    facts = await facts_of(house.store, press.take.id)
    if facts is None:
        raise Sentence(press.say("takes.purged"))
    limit = min(press.interaction.filesize_limit, REQUEST)
    parcel = await pack(
        (press.take,), house.blobs, limit=limit, request=REQUEST, before=facts.before
    )
    await press.interaction.followup.send(
        view=take_card(facts, names(parcel), press.locale),
        files=files(parcel.all),
        ephemeral=True,
    )


def _twice(press: Press) -> bool:
    key = (press.user, press.place.channel, press.take.id)
    before, now = _pressed.get(key), time.monotonic()
    _pressed.put(key, now)
    return before is not None and now - before < DOUBLE
