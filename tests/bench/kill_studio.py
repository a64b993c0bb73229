"""kill -9 the bot, the worker, or both, at random moments of a conversation; for `make bench`.

    python -m tests.bench.kill_studio [MOMENTS]

Every round is a brief, a sheet, a refined take and another print of it; in its middle something is
killed and started again. At the end every job must be over, every take posted exactly once, and
every button of every card must still work. Exit code 1 otherwise.
"""

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.records import JobRecord, take_id
from bot.rehearsal.server import Rehearsal
from bot.store import open_store
from bot.supervisor.child import Child
from bot.supervisor.visitor import LostError, find, parts
from bot.words import say
from engine.protocol import takes_of
from engine.vault import Vault
from tests.bench.clicks import children, first

LEASE = "3"  # seconds
WHOLE = 12.0  # seconds over which moments are spread: about as long as a round lasts
PATIENCE = 90.0  # seconds
VICTIMS = (("bot",), ("worker",), ("bot", "worker"))

Data = dict[str, Any]


class Round:
    """One conversation of Ada's, who presses again when nobody answers."""

    def __init__(self, r: Rehearsal) -> None:
        self._r = r
        self._ada = r.people["Ada"]
        self.place = ""

    async def run(self, number: int) -> None:
        """From the first word to the last print. Raises TimeoutError."""
        r = self._r
        known = {each["id"] for each in r.threads()}
        idea = f"a fisherman of {40 + number}, noir"
        while not self.place:
            handle = await r.slash(self._ada, r.channels["briefs"], "brief new", {"idea": idea})
            await self._answered(handle)
            for _ in range(50):
                new = [each["id"] for each in r.threads() if each["id"] not in known]
                if new and first(r, new[-1], say("cards.button.more")):
                    self.place = new[-1]
                    break
                await asyncio.sleep(0.1)
        again = say("takes.again")
        await self._until(say("cards.button.more"), say("cards.button.shoot", n=4), again)
        await self._until(again, "A1", "A1")
        refine = say("takes.refine")
        await self._until(refine, refine, "A1.1")
        await self._until_print()

    async def _until_print(self) -> None:
        """Choose a print in the menu that only Ada sees."""
        menu, regrade = say("takes.which_look"), say("takes.regrade")

        async def press() -> None:
            await self._press(regrade, regrade)
            asked = await self._r.until(lambda: self._first(menu), timeout=5)
            custom_id = find(asked, menu)["custom_id"]
            handle = await self._r.click(self._ada, asked["id"], custom_id, ["noir"])
            await self._answered(handle)
            panel = await self._r.until(lambda: self._first(menu), timeout=5)
            custom_id = find(panel, say("takes.tone.print"))["custom_id"]
            await self._answered(await self._r.click(self._ada, panel["id"], custom_id))

        await self._insist(press, lambda: self._shown("A1.1.1") or self._shown("A1.2"))

    async def _until(self, on: str, label: str, shown: str) -> None:
        """Press a button until what it leads to is there."""
        await self._insist(lambda: self._press(on, label), lambda: self._shown(shown))

    async def _insist(self, press: Callable[[], Any], there: Callable[[], Any]) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                await press()
                await self._r.until(there, timeout=25)
            except (TimeoutError, LookupError, LostError) as error:
                if time.monotonic() > end:
                    raise TimeoutError(f"{self.place}: {error}") from error
            else:
                return

    async def _press(self, on: str, label: str) -> None:
        message = await self._r.until(lambda: self._first(on), timeout=20)
        custom_id = self._r.find(message, label=label)["custom_id"]
        await self._answered(await self._r.click(self._ada, message["id"], custom_id))

    async def _answered(self, handle: Any) -> None:
        try:
            await handle.answer(timeout=3)
        except (TimeoutError, AssertionError):
            await asyncio.sleep(0.3)  # she sees "This interaction failed", and presses again

    def _first(self, label: str) -> Data | None:
        for message in self._r.messages(self.place, self._ada):
            if any(label in (p.get("label"), p.get("placeholder")) for p in parts(message)):
                return message
        return None

    def _shown(self, what: str) -> Data | None:
        """A card with this heading or button."""
        for message in self._r.messages(self.place):
            for part in parts(message):
                heading = str(part.get("content", "")).split("\n")[0]
                if what in (part.get("label"), heading.removeprefix("## ")):
                    return message
        return None


async def kill(those: dict[str, Child], names: tuple[str, ...], after: float) -> None:
    """Kill them together, `after` seconds from now."""
    await asyncio.sleep(after)
    for name in names:
        if pid := those[name].pid:
            os.kill(pid, signal.SIGKILL)


async def run(moments: int) -> int:
    """Kill that often; print what was wrong."""
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    wrong: list[str] = []
    async with AsyncExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        r = Rehearsal()
        await r.start()
        ends.push_async_callback(r.stop)
        small = {"CHIAROSCURO_LEASE_SECONDS": LEASE, "CHIAROSCURO_TAKE_SIDE": "128",
                 "CHIAROSCURO_PREVIS_SIDE": "128"}  # fmt: skip
        those = {child.name: child for child in children(r, folder, small)}
        for child in those.values():
            child.waits = (0.3,)
            keeping = asyncio.create_task(child.keep())
            ends.push_async_callback(child.stop)
            ends.callback(keeping.cancel)
        await r.until(lambda: r.stage.world.commands, timeout=60)
        for number in range(moments):
            names, after = VICTIMS[number % len(VICTIMS)], chance.uniform(0, WHOLE)
            killing = asyncio.create_task(kill(those, names, after))
            begun = time.monotonic()
            try:
                await Round(r).run(number)
            except TimeoutError as error:
                wrong.append(f"round {number}: {error}")
            await killing
            lasted = time.monotonic() - begun
            print(f"{number + 1:3}  {'+'.join(names):10} after {after:5.1f} s, "
                  f"round {lasted:5.1f} s", flush=True)  # fmt: skip
        wrong += await faults(r, folder)
        starts = {name: child.starts for name, child in those.items()}
        print(f"started {starts}; pressed again {await press_all(r, wrong)} old buttons")
    for each in wrong:
        print("WRONG:", each)
    print(f"{moments} moments, {len(wrong)} wrong")
    return int(bool(wrong))


async def faults(r: Rehearsal, folder: Path) -> list[str]:
    """What is not as it should be, once everything is quiet."""
    wrong: list[str] = []
    async with await open_store(folder / "archive.db") as store:
        async with asyncio.timeout(PATIENCE):
            while await store.jobs_open() or await store.deliveries_pending():  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        jobs: list[JobRecord] = []
        for thread in r.threads():
            jobs += await store.jobs_at(int(thread["id"]), 100)
        counts = posted(r)
        blobs = set[str]()
        for job in jobs:
            if job.error:
                wrong.append(f"{job.kind} {job.id}: {job.error}")
            takes = await store.takes_of(job.id)
            for take in takes:
                blobs |= {take.blob, *take.extras.values()}
            if job.kind in ("previs", "bring") or job.cancelled:
                continue
            if len(takes) != takes_of(job.job.order):
                wrong.append(f"{job.kind} {job.id}: {len(takes)} takes")
            mark = f"s:again:{job.id}" if job.kind == "shoot" else f"t:master:{take_id(job.id, 0)}"
            times = counts[mark]
            if times != 1:
                wrong.append(f"{job.kind} {job.id}: posted {times} times")
    orphans = set(Vault(folder / "vault").blobs()) - blobs
    if orphans:
        wrong.append(f"{len(orphans)} pictures in the vault that no take names")
    return wrong


def posted(r: Rehearsal) -> Counter[str]:
    """How often each custom_id stands in a thread."""
    found = Counter[str]()
    for thread in r.threads():
        for message in r.messages(thread["id"]):
            found.update({str(p["custom_id"]) for p in parts(message) if p.get("custom_id")})
    return found


async def press_all(r: Rehearsal, wrong: list[str]) -> int:
    """Press the master button of every take card: all must be answered."""
    pressed = 0
    for thread in r.threads():
        for message in r.messages(thread["id"]):
            for part in parts(message):
                if part.get("label") == say("takes.master"):
                    handle = await r.click(r.people["Ben"], message["id"], part["custom_id"])
                    pressed += 1
                    try:
                        await handle.answer(timeout=3)
                    except (TimeoutError, AssertionError) as error:
                        wrong.append(f"old button {part['custom_id']}: {error!r}")
    return pressed


if __name__ == "__main__":
    sys.exit(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 30)))
