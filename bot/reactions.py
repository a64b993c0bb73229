"""Reactions: numbers vote on a sheet; on a take's card the signs do what its buttons do."""

import logging
from collections.abc import Callable
from typing import cast

import discord

from bot.actions import animate, eyes, refine, regrade
from bot.actions.guard import is_shooter
from bot.actions.press import light_of, place_edit, rooms_of
from bot.cards.sheet import NUMBERS
from bot.cards.take import STAR
from bot.delivery.counting import plain
from bot.delivery.keys import RESULT, purpose, shown
from bot.errors import SPOKEN, Sentence
from bot.records import JobRecord, Place, TakeRecord, take_id
from engine.protocol import Order, Shoot
from prompts.shot import Shot

EDITS: dict[str, Callable[[TakeRecord, Shot | None], Order]] = {
    "🔍": lambda take, shot: refine.order(take, shot=shot),
    "👁": lambda take, shot: eyes.order(take, shot=shot),
    "🎨": lambda take, _: regrade.order(take),
    "🎞": lambda take, shot: animate.order(take, shot=shot),
}
"""Without variation selectors, which some clients leave out."""

log = logging.getLogger(__name__)


async def added(client: discord.Client, payload: discord.RawReactionActionEvent) -> None:
    """A vote, a select, or an edit with its defaults. What somebody may not do does nothing."""
    await _guarded(client, payload, on=True)


async def removed(client: discord.Client, payload: discord.RawReactionActionEvent) -> None:
    """A vote or a select taken back."""
    await _guarded(client, payload, on=False)


async def _guarded(
    client: discord.Client, payload: discord.RawReactionActionEvent, *, on: bool
) -> None:
    me = client.user
    if me is None or payload.user_id == me.id or (payload.member and payload.member.bot):
        return
    try:
        await _reacted(client, payload, on=on)
    except (Sentence, *SPOKEN) as sentence:
        log.info("reaction of %s on %s: %s", payload.user_id, payload.message_id, sentence)


async def _reacted(
    client: discord.Client, payload: discord.RawReactionActionEvent, *, on: bool
) -> None:
    store = rooms_of(client).house.store
    delivery = await store.delivery_of(payload.message_id)
    job = await store.job(delivery.job) if delivery else None
    if delivery is None or job is None:
        return
    sign = plain(payload.emoji.name or "")
    if purpose(delivery) == RESULT and isinstance(job.job.order, Shoot):
        await _vote(client, payload, job, sign, on=on)
    elif sign == plain(STAR):
        await _select(client, payload, shown(delivery), on=on)
    elif on and sign in EDITS:
        await _edit(client, payload, job, shown(delivery), EDITS[sign])


async def _vote(
    client: discord.Client,
    payload: discord.RawReactionActionEvent,
    job: JobRecord,
    sign: str,
    *,
    on: bool,
) -> None:
    numbers = [plain(number) for number in NUMBERS]
    if sign not in numbers:
        return
    rooms = rooms_of(client)
    take = take_id(job.id, numbers.index(sign))
    if await rooms.house.store.take(take):
        await rooms.house.store.vote(take, payload.user_id, on)
        place = Place(guild=payload.guild_id, channel=payload.channel_id)
        rooms.delivery.refreshing.touch(place, payload.message_id)


async def _select(
    client: discord.Client, payload: discord.RawReactionActionEvent, take: str, *, on: bool
) -> None:
    """Only whoever chose a take un-chooses it by taking the star away."""
    rooms = rooms_of(client)
    store = rooms.house.store
    if await store.take(take) is None:
        return
    if not on and await store.selected_by(take) != payload.user_id:
        return
    if await store.select(take, payload.user_id, on):
        place = Place(guild=payload.guild_id, channel=payload.channel_id)
        rooms.delivery.refreshing.touch(place, payload.message_id)


async def _edit(
    client: discord.Client,
    payload: discord.RawReactionActionEvent,
    job: JobRecord,
    take: str,
    order: Callable[[TakeRecord, Shot | None], Order],
) -> None:
    rooms = rooms_of(client)
    person = cast("discord.abc.User", payload.member or discord.Object(payload.user_id))
    found = await rooms.house.store.take(take)
    if found is None or not is_shooter(rooms.house.settings, person):
        log.info("reaction of %s on %s: not theirs to do", payload.user_id, payload.message_id)
        return
    place = Place(guild=payload.guild_id, channel=payload.channel_id)
    wanted = order(found, await light_of(rooms.house.store, found))
    await place_edit(rooms, found, wanted, asker=payload.user_id, place=place, locale=job.locale)
