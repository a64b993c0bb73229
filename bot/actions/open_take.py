"""Open: a take's own card, for everybody in the thread."""

import time

import discord

from bot.actions.press import Press
from bot.cards.take import take_card
from bot.delivery.limits import REQUEST
from bot.delivery.parcel import pack
from bot.delivery.post import files
from bot.delivery.trouble import unreachable
from bot.records import TakeRecord
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
    line, selected_by = await facts(press)
    limit = min(press.interaction.filesize_limit, REQUEST)
    parcel = await pack((press.take,), press.rooms.house.blobs, limit=limit, request=REQUEST)
    picture = next(((each.name, each.alt) for each in parcel.pictures), None)
    await press.interaction.followup.send(
        view=take_card(line, picture, selected_by, press.locale),
        files=files(parcel.pictures),
        ephemeral=True,
    )


async def facts(press: Press) -> tuple[tuple[TakeRecord, ...], int | None]:
    """The take's line and who selected it."""
    store = press.rooms.house.store
    return await store.lineage(press.take.id), await store.selected_by(press.take.id)


def _twice(press: Press) -> bool:
    key = (press.user, press.place.channel, press.take.id)
    before, now = _pressed.get(key), time.monotonic()
    _pressed.put(key, now)
    return before is not None and now - before < DOUBLE
