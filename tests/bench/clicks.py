"""How long a person waits for an answer: many people press buttons while the worker renders.

    python -m tests.bench.clicks [PEOPLE] [SECONDS]

The bot and the worker are processes of their own, as in `make run`; our Discord is in this one.
Exit code 1 if a press was lost or not answered, or the times are over their limits.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import Person
from bot.supervisor.child import Child
from bot.supervisor.studio import BEHIND
from bot.words import say

MIDDLE, LATEST = 0.060, 0.300  # seconds: limits of the median and of the 99th in 100
EVERY = 1.0  # seconds between two presses of one person, on average
LATE = 3.0  # seconds after which Discord shows that nobody answered
TAKES = 8

Data = dict[str, Any]


@dataclass
class Score:
    """What came of the presses."""

    seconds: list[float] = field(default_factory=list[float])
    lost: list[str] = field(default_factory=list[str])

    def quantile(self, share: float) -> float:
        """The time within which this share was answered."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


async def run(crowd: int, seconds: float) -> int:
    """Measure, print, and say whether it is good enough."""
    async with AsyncExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        r = Rehearsal()
        await r.start()
        ends.push_async_callback(r.stop)
        for child in children(r, folder):
            keeping = asyncio.create_task(child.keep())
            ends.push_async_callback(child.stop)
            ends.callback(keeping.cancel)
        people = [r.add_person(f"Person {n}") for n in range(crowd)]
        sheet, card = await prepare(r)
        score, until = Score(), time.monotonic() + seconds
        rendering = asyncio.create_task(keep_rendering(r, card))
        ends.callback(rendering.cancel)
        await asyncio.gather(*(visit(r, who, sheet, until, score) for who in people))
    middle, latest = score.quantile(0.5), score.quantile(0.99)
    print(
        f"{crowd} people, {seconds:g} s, {len(score.seconds)} presses answered, "
        f"{len(score.lost)} lost\n"
        f"acknowledged: median {middle * 1000:.0f} ms (limit {MIDDLE * 1000:.0f}), "
        f"99 % {latest * 1000:.0f} ms (limit {LATEST * 1000:.0f}), "
        f"slowest {max(score.seconds) * 1000:.0f} ms, "
        f"mean {statistics.mean(score.seconds) * 1000:.0f} ms"
    )
    for each in score.lost[:10]:
        print("  lost:", each)
    return int(bool(score.lost) or middle > MIDDLE or latest > LATEST)


def children(
    r: Rehearsal, folder: Path, more: Mapping[str, str] | None = None
) -> tuple[Child, Child]:
    """A worker and a bot; `more` goes into their environment."""
    settings = (
        os.environ
        | {
            "CHIAROSCURO_DATA_DIR": str(folder),
            "CHIAROSCURO_MAX_JOBS_PER_PERSON": "100",
            "DISCORD_TOKEN": "rehearsal",
            "DISCORD_API_BASE": r.api,
            "DISCORD_GATEWAY": r.gateway,
            "DISCORD_CDN": r.cdn,
        }
        | dict(more or {})
    )
    python = (sys.executable, "-m")
    return (
        Child("worker", (*python, "engine", "worker"), settings, folder / "logs", print, BEHIND),
        Child("bot", (*python, "bot"), settings, folder / "logs", print),
    )


async def prepare(r: Rehearsal) -> tuple[Data, Data]:
    """A sheet to press on, and the card of its brief."""
    ada, briefs = r.people["Ada"], r.channels["briefs"]
    await r.until(lambda: r.stage.world.commands, timeout=60)
    await r.slash(ada, briefs, "brief new", {"idea": "a fisherman of 62, noir"})
    thread = await r.until(r.threads, timeout=60)
    place = thread[-1]["id"]
    more = say("cards.button.more")
    card = await r.until(lambda: first(r, place, more), timeout=60)
    await r.click(ada, card["id"], r.find(card, label=say("cards.button.shoot", n=4))["custom_id"])
    again = say("takes.again")
    sheet = await r.until(lambda: first(r, place, again), timeout=180)
    return sheet, card


def first(r: Rehearsal, place: str, label: str) -> Data | None:
    """The first message with such a button."""
    for message in r.messages(place):
        try:
            r.find(message, label=label)
        except LookupError:
            continue
        return message
    return None


async def keep_rendering(r: Rehearsal, card: Data) -> None:
    """Never let the worker rest."""
    ada = r.people["Ada"]
    shoot = r.find(card, label=say("cards.button.shoot", n=TAKES))["custom_id"]
    while True:
        await r.click(ada, card["id"], shoot)
        await asyncio.sleep(20)


async def visit(r: Rehearsal, who: Person, sheet: Data, until: float, score: Score) -> None:
    """One person opens one take after the other."""
    chance = random.Random(who.id)  # noqa: S311 - moments, not secrets
    pressable = [r.find(sheet, label=f"A{n}")["custom_id"] for n in range(1, 5)]
    await asyncio.sleep(chance.uniform(0, EVERY))
    while time.monotonic() < until:
        press = chance.choice(pressable)
        begun = time.monotonic()
        handle = await r.click(who, sheet["id"], press)
        try:
            await handle.answer(timeout=LATE)
        except (TimeoutError, AssertionError) as error:
            score.lost.append(f"{who.name} {press}: {error!r}")
        else:
            score.seconds.append(time.monotonic() - begun)
        await asyncio.sleep(max(0.0, chance.expovariate(1 / EVERY)))


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    sys.exit(asyncio.run(run(int(given[0]) if given else 100, given[1] if len(given) > 1 else 60)))
