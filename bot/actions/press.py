"""A press on something that names a take: who pressed, where, and what it was about."""

import secrets
from dataclasses import dataclass
from typing import Any, Protocol, cast

import discord

from bot.actions.guard import here, need_shooter
from bot.cards.take import CLIP
from bot.delivery import Delivery
from bot.errors import Sentence
from bot.house import House
from bot.orders import Orders
from bot.recipes import shot_of
from bot.records import JobRecord, Place, TakeRecord
from bot.words import say
from engine.protocol import Order

Interaction = discord.Interaction[Any]

SEEDS = 2**31


class _Client(Protocol):
    house: House
    orders: Orders
    delivery: Delivery


def rooms_of(client: discord.Client) -> _Client:
    """The client's rooms, typed: bot/client.py."""
    return cast("_Client", client)


@dataclass(frozen=True)
class Press:
    """One press of one person on one take. `arg` and `values` are the rest of what was said."""

    interaction: Interaction
    take: TakeRecord
    arg: str = ""
    values: tuple[str, ...] = ()

    @property
    def rooms(self) -> _Client:
        """House, orders and delivery."""
        return rooms_of(self.interaction.client)

    @property
    def user(self) -> int:
        """Who pressed."""
        return self.interaction.user.id

    @property
    def place(self) -> Place:
        """Where."""
        return here(self.interaction)

    @property
    def locale(self) -> discord.Locale:
        """In which language to answer."""
        return self.interaction.locale

    def say(self, key: str, **fields: object) -> str:
        """A sentence in that language."""
        return say(key, self.locale, **fields)

    async def order(self, order: Order) -> JobRecord:
        """Place an edit of the take. Raises Sentence, TooMany, Gone."""
        need_shooter(self.interaction)
        return await place_edit(
            self.rooms,
            self.take,
            order,
            asker=self.user,
            place=self.place,
            locale=str(self.locale),
            whisper=self.interaction,
        )

    async def defer(self) -> None:
        """Acknowledge: the progress message that follows is the answer."""
        if not self.interaction.response.is_done():
            await self.interaction.response.defer()


async def place_edit(
    rooms: _Client,
    take: TakeRecord,
    order: Order,
    *,
    asker: int,
    place: Place,
    locale: str,
    whisper: discord.Interaction | None = None,
) -> JobRecord:
    """Order something of a take. Raises TooMany, Gone."""
    brief = await rooms.house.store.brief(take.brief) if take.brief else None
    return await rooms.orders.place(
        order,
        asker=asker,
        place=place,
        brief=brief,
        parent=take,
        locale=locale,
        whisper=whisper,
    )


def editable(take: TakeRecord, locale: object = None) -> TakeRecord:
    """The take, if a camera of ours made it and it does not move. Raises Sentence."""
    if shot_of(take.recipe) is None:
        raise Sentence(say("takes.brought", locale))
    if take.media == CLIP:
        raise Sentence(say("takes.still_only", locale))
    return take


def seed() -> int:
    """A seed that nobody has chosen."""
    return secrets.randbelow(SEEDS - 16)  # a sheet adds its index
