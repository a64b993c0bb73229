"""A press on something that names a take: who pressed, where, and what it was about."""

import secrets
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

import discord

from bot.actions.guard import here, need_shooter
from bot.consent import need_consent
from bot.delivery import Delivery
from bot.delivery.listening import Ended
from bot.errors import SPOKEN, Sentence
from bot.house import House
from bot.orders import Orders
from bot.recipes import shot_of
from bot.records import JobRecord, Place, TakeRecord
from bot.store import Store
from bot.words import say
from engine.protocol import AnyEdit, EditRegion, Order, bounded, editor_of
from prompts.compiler import compile_shot
from prompts.shot import Shot

E = TypeVar("E", bound=AnyEdit)
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

    async def light(self) -> Shot | None:
        """The light of the take's brief, where its recipe knows of none."""
        return await light_of(self.rooms.house.store, self.take)

    async def order(self, order: Order) -> JobRecord:
        """Place an edit of the take. Raises Sentence, TooMany, Gone."""
        return await self._place(order, whisper=self.interaction)

    async def aside(self, order: Order, ended: Ended) -> JobRecord:
        """Place something that only who pressed will see. Raises as `order`."""
        return await self._place(order, ended=ended)

    async def _place(
        self,
        order: Order,
        *,
        whisper: Interaction | None = None,
        ended: Ended | None = None,
    ) -> JobRecord:
        need_shooter(self.interaction)
        return await place_edit(
            self.rooms,
            self.take,
            order,
            asker=self.user,
            place=self.place,
            locale=str(self.locale),
            whisper=whisper,
            ended=ended,
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
    ended: Ended | None = None,
) -> JobRecord:
    """Order something of a take. Raises TooMany, Gone, and Sentence where consent has ended."""
    await need_consent(rooms.house.store, take, locale)
    brief = await rooms.house.store.brief(take.brief) if take.brief else None
    return await rooms.orders.place(
        order,
        asker=asker,
        place=place,
        brief=brief,
        parent=take,
        locale=locale,
        quiet=ended is not None,
        whisper=whisper,
        ended=ended,
    )


def editable(take: TakeRecord, locale: object = None) -> TakeRecord:
    """The take, if it is a picture that does not move. Raises Sentence."""
    if not take.media.startswith("image/"):
        raise Sentence(say("takes.still_only", locale))
    return take


def onto(take: TakeRecord, order: E, shot: Shot | None = None, locale: object = None) -> E:
    """The order with all that an edit of this take says: its negative, its recipe, its model.

    `shot` is the brief's light; it is said where the recipe knows of none. Raises Sentence for a
    clip, StudioError at the end of a lineage.
    """
    recipe = editable(take, locale).recipe
    region = order.region if isinstance(order, EditRegion) else None
    light = order.shot or (shot if shot_of(recipe) is None else None)
    said: dict[str, object] = {
        "negative": take.negative,
        "recipe": bounded(recipe),
        "model": editor_of(recipe, order.kind, region),
        "seed": seed(),
        "shot": light,
    }
    return order.model_copy(update=said)


async def light_of(store: Store, take: TakeRecord) -> Shot | None:
    """The light of the take's brief, for a picture that no camera of ours made."""
    if take.brief is None or shot_of(take.recipe) is not None:
        return None
    brief = await store.brief(take.brief)
    try:
        return compile_shot(brief.body) if brief else None
    except SPOKEN:
        return None  # a brief that cannot be shot yet has no light either


def seed() -> int:
    """A seed that nobody has chosen."""
    return secrets.randbelow(SEEDS - 16)  # a sheet adds its index
