"""Messages that are drawn again when votes or selects change: soon, but not at every press."""

import asyncio
import logging

import discord

from bot.cards.layout import Card, pictures_of, texts_of
from bot.cards.sheet import sheet_card
from bot.cards.take import take_card
from bot.delivery.counting import recount
from bot.delivery.facts import facts_of
from bot.delivery.keys import RESULT, purpose, shown
from bot.delivery.routes import Routes
from bot.delivery.trouble import Known
from bot.house import House
from bot.records import Place
from engine.protocol import Shoot, StudioError

RHYTHM = 2.0  # seconds between two edits of one message

log = logging.getLogger(__name__)


class Refreshing:
    """At most one task a message: the last change is always drawn."""

    def __init__(self, house: House, routes: Routes, rhythm: float = RHYTHM) -> None:
        self._house = house
        self._routes = routes
        self.rhythm = rhythm
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._wanted: set[int] = set()

    def touch(self, place: Place, message: int) -> None:
        """Something that the message shows has changed."""
        self._wanted.add(message)
        if message not in self._tasks:
            task = asyncio.create_task(self._draw(place, message), name=f"refresh {message}")
            self._tasks[message] = task

    def close(self) -> None:
        """Draw nothing more."""
        for task in self._tasks.values():
            task.cancel()

    async def _draw(self, place: Place, message: int) -> None:
        try:
            while message in self._wanted:
                self._wanted.discard(message)
                await self._once(place, message)
                await asyncio.sleep(self.rhythm)
        except (*Known, StudioError) as error:
            log.info("message %s is not drawn again: %s", message, error)
        except Exception:
            log.exception("message %s is not drawn again", message)
        finally:
            self._wanted.discard(message)
            del self._tasks[message]

    async def _once(self, place: Place, message: int) -> None:
        found = await self._routes.channel(place).fetch_message(message)
        if card := await self.card(found):
            await found.edit(view=card, allowed_mentions=discord.AllowedMentions.none())

    async def card(self, message: discord.Message) -> Card | None:
        """The message as it should look now, with the files that it has."""
        store = self._house.store
        delivery = await store.delivery_of(message.id)
        job = await store.job(delivery.job) if delivery else None
        if delivery is None or job is None:
            return None
        pictures = pictures_of(message)
        takes = await store.takes_of(job.id)
        sheet = isinstance(job.job.order, Shoot) and purpose(delivery) == RESULT
        if sheet and takes:
            await recount(message, takes, store)
            votes = await store.votes(job.id)
            return sheet_card(job, takes, pictures, votes, note=_notes(message, 2))
        facts = await facts_of(store, shown(delivery))
        if facts is None:
            return None
        note = _notes(message, min(len(facts.line), 2))
        return take_card(facts, pictures, job.locale, note=note)


def _notes(message: discord.Message, heading: int) -> str:
    """What was said when it was posted, below so many lines of its heading."""
    first = next((text for text in texts_of(message)), "")
    return "\n".join(first.split("\n")[heading:])
