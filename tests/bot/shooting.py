"""Short cuts for tests that shoot: a brief in a thread, its sheet, the cards of its takes."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.orders import QUICK
from bot.rehearsal.handle import Handle
from bot.rehearsal.world import Person
from engine.protocol import Recipe
from tests.bot.stage import Stage

Message = dict[str, Any]
T = TypeVar("T")

BOXER = "a retired boxer of 62, hard key from camera left, noir"


def custom_ids(message: Message) -> list[str]:
    """Of every button and select."""
    found: list[str] = []
    stack: list[dict[str, Any]] = list(message["components"])
    while stack:
        each = stack.pop(0)
        if "custom_id" in each:
            found.append(each["custom_id"])
        stack[:0] = each.get("components", [])
        if "accessory" in each:
            stack.insert(0, each["accessory"])
    return found


def with_ids(s: Stage, channel: str, beginning: str, viewer: Any = None) -> list[Message]:
    """Messages that have a component whose custom_id begins so, oldest first."""
    return [
        message
        for message in s.r.messages(channel, viewer)
        if any(each.startswith(beginning) for each in custom_ids(message))
    ]


def sheets(s: Stage, channel: str) -> list[Message]:
    return with_ids(s, channel, "s:like:")


def takes(s: Stage, channel: str) -> list[Message]:
    return with_ids(s, channel, "t:master:")


def progress(s: Stage, channel: str) -> list[Message]:
    return with_ids(s, channel, "j:stop:")


def job_of(message: Message) -> str:
    """The job whose progress or sheet it is."""
    found = next(each for each in custom_ids(message) if each[:2] in ("s:", "j:"))
    return found.split(":")[2]


def take_of(message: Message) -> str:
    """The take whose card it is."""
    return next(each for each in custom_ids(message) if each.startswith("t:")).split(":")[2]


async def shoot(s: Stage, channel: str, takes: int = 2, who: Person | None = None) -> Handle:
    """Ask for a sheet."""
    handle = await s.r.slash(who or s.ada, channel, "shoot", {"takes": takes})
    await handle.settled()
    return handle


async def sheet(s: Stage, channel: str, takes: int = 2, who: Person | None = None) -> Message:
    """Shoot, and wait for the sheet and for the end of its progress message."""
    if sheets(s, channel):
        await asyncio.sleep(QUICK)  # or it would be the second click of one
    before = len(sheets(s, channel))
    await shoot(s, channel, takes, who)
    await s.r.until(lambda: len(sheets(s, channel)) > before and not progress(s, channel))
    return sheets(s, channel)[-1]


async def opened(s: Stage, channel: str, who: Person | None = None) -> Message:
    """The card of a fresh sheet's first take."""
    found = await sheet(s, channel)
    first = next(each for each in custom_ids(found) if each.startswith("t:open:"))
    await press(s, who or s.ada, found, first)
    return (await s.r.until(lambda: takes(s, channel)))[-1]


async def press(s: Stage, who: Person, message: Message, beginning: str, *values: str) -> Handle:
    """Press the button, or choose in the select, whose custom_id begins so; wait for an answer."""
    component = s.r.find(message, custom_id=beginning)
    handle = await s.r.click(who, message["id"], component["custom_id"], values or None)
    await handle.answer()
    return handle


async def told(s: Stage, handle: Handle) -> str:
    """What the bot said to the one who pressed, and only to them."""

    def alone() -> Message | None:
        some = [*handle.followups(), handle.message()]
        return next((m for m in some if m and m["flags"] & 64 and s.texts(m)), None)

    return s.texts(await s.r.until(alone))


def reactions(message: Message) -> list[str]:
    return [each["emoji"]["name"] for each in message.get("reactions", [])]


def pictures(message: Message) -> list[dict[str, Any]]:
    """The items of its galleries."""
    found: list[dict[str, Any]] = []
    stack: list[dict[str, Any]] = list(message["components"])
    while stack:
        each = stack.pop(0)
        found += each.get("items", [])
        stack[:0] = each.get("components", [])
    return found


def percent(text: str) -> int | None:
    """How far a progress message says a job is."""
    found = re.search(r"(\d+) %", text)
    return int(found[1]) if found else None


async def eventually(check: Callable[[], Awaitable[T | None]]) -> T:
    """What is true in the archive, once it is."""
    async with asyncio.timeout(30):
        while not (found := await check()):  # noqa: ASYNC110 - no event tells of another's rows
            await asyncio.sleep(0.02)
        return found


async def settled(s: Stage) -> None:
    """Nothing is owed to anybody any more."""

    async def nothing() -> bool:
        return not (await s.store.deliveries_pending() or await s.store.jobs_open())

    await eventually(nothing)


def hurry(s: Stage) -> None:
    """Edit messages far more often than on Discord."""
    s.client.delivery.stage.rhythm = s.client.delivery.refreshing.rhythm = 0.1


async def newest(s: Stage, thread: str, before: int) -> Message:
    """The card after those that were there."""
    await s.r.until(lambda: len(takes(s, thread)) > before)
    return takes(s, thread)[-1]


async def filled(s: Stage, card: Message, verb: str, said: dict[str, Any]) -> Handle:
    """Press, and send the form that opens."""
    form = await press(s, s.ada, card, f"t:{verb}:")
    handle = await s.r.submit(s.ada, form, said)
    await handle.answer()
    return handle


def questions(form: Handle) -> dict[str, Any]:
    """The components of the form that a press was answered with, by name."""
    modal = form.interaction.modal
    assert modal
    return {each["component"]["custom_id"]: each["component"] for each in modal["components"]}


async def record_of(s: Stage, card: Message) -> Any:
    """What the archive has of a card's take."""
    return await s.store.take(take_of(card))


async def recipe_of(s: Stage, card: Message) -> Recipe:
    """How the take of a card was made."""
    take = await s.store.take(take_of(card))
    assert take
    return take.recipe


def files(card: Message) -> list[str]:
    """The names of the pictures on a card."""
    return [each["media"]["url"].split("?")[0].rpartition("/")[2] for each in pictures(card)]
