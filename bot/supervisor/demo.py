"""`make demo`: two scripted people brief, shoot, retouch, regrade and animate, on our own Discord.

Writes the pictures, the clip and the conversation as it looked, and ends by itself.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.supervisor.child import RefusedError
from bot.supervisor.studio import Studio, run
from bot.supervisor.visitor import LostError, Visitor, has, pictures, visit, words
from bot.transcript import transcript
from bot.words import say
from prompts.looks import look

LIMIT = 360.0  # seconds for everything
SOON, A_WHILE = 20.0, 150.0  # seconds for an answer, and for a picture
IDEA = "A retired jazz trumpeter of 67, short silver hair, grey beard, charcoal coat. Noir."
LOOK = "bleach-bypass"
LIPS = "a little darker, less shine"

Data = dict[str, Any]
Tell = Callable[[str], None]


class Play:
    """The script, and what was seen while it ran."""

    def __init__(self, ada: Visitor, ben: Visitor, tell: Tell) -> None:
        self._ada = ada
        self._ben = ben
        self._tell = tell
        self.thread = ""

    async def run(self) -> None:
        """From the first word to a clip. Raises LostError where something did not come."""
        sheet = await self.until_sheet()
        opened = await self._open(sheet, "A2")
        refined = await self._result(self._ada, opened, "refine", "A2.1")
        await self._retouch(refined)
        regraded = await self._regrade(refined)
        await self._animate(regraded)
        await self._select(regraded)

    async def until_sheet(self) -> Data:
        """From the first word to the contact sheet and its votes. Raises LostError."""
        await self._brief()
        return await self._shoot(await self._talk())

    async def _brief(self) -> None:
        self._tell("Ada begins a brief.")
        ada, known = self._ada, set(self._ada.channels)
        await ada.slash(ada.channel("briefs"), "brief new", {"idea": IDEA})
        self.thread = await ada.until(
            lambda: next((key for key in ada.channels if key not in known), None), SOON, "a thread"
        )
        await self._lit(1)

    async def _talk(self) -> Data:
        self._tell("They talk it through; every change shows its light.")
        await self._ada.say(self.thread, "@bot Hard key from camera left, 3200 K, 85 mm at f/1.8.")
        await self._lit(2)
        await self._ben.say(self.thread, "@bot Older, no smile, and rain behind him at night.")
        return await self._lit(3)

    async def _lit(self, version: int) -> Data:
        """The newest card, once it shows the light of that version."""

        def look() -> Data | None:
            card = self._here(self._ada, lambda m: has(m, say("cards.button.history")))
            right = card and any(f"previs-{version}" in url for url in pictures(card))
            return card if right else None

        return await self._ada.until(look, A_WHILE, f"the light of version {version}")

    async def _shoot(self, card: Data) -> Data:
        self._tell("Ada shoots four takes; both vote.")
        await self._ada.press(card, say("cards.button.shoot", n=4))
        sheet = await self._there(self._ada, lambda m: has(m, say("takes.again")), "the sheet")
        await self._ada.react(sheet, "2️⃣")
        await self._ben.react(sheet, "2️⃣")
        await self._there(self._ada, lambda m: "**A2** 2" in words(m), "the votes", SOON)
        return sheet

    async def _open(self, sheet: Data, slate: str) -> Data:
        self._tell(f"Ada opens {slate}.")
        await self._ada.press(sheet, slate)
        return await self._take(slate)

    async def _result(self, who: Visitor, take: Data, verb: str, slate: str) -> Data:
        label = say(f"takes.{verb}")
        self._tell(f"{who.names[who.id]}: {label}.")
        await who.press(take, label)
        return await self._take(slate)

    async def _retouch(self, take: Data) -> Data:
        self._tell("Ada has the lips retouched; before and after stand side by side.")
        said = {"region": "lips", "words": LIPS}
        await self._ada.fill(take, say("takes.region"), said)
        return await self._take("A2.1.1", shown=2)

    async def _regrade(self, take: Data) -> Data:
        self._tell("Ben tries the prints of every look on this take, and one a little warmer.")
        await self._ben.press(take, say("takes.regrade"))
        menu, warmer = say("takes.which_look"), say("takes.slider.warmer")
        await self._ben.press(await self._panel(menu), menu, [LOOK])
        await self._ben.press(await self._panel(menu, look(LOOK).title), warmer)
        panel = await self._panel(menu, f"{look(LOOK).title} · {warmer}")
        await self._ben.press(panel, say("takes.tone.print"))
        return await self._take("A2.1.2", shown=2)

    async def _panel(self, menu: str, tries: str = "") -> Data:
        """Ben's panel of prints, once it shows previews and says what it tries."""

        def right(message: Data) -> bool:
            return has(message, menu) and tries in words(message) and bool(pictures(message))

        return await self._there(self._ben, right, f"the previews of {tries or 'looks'}", SOON)

    async def _animate(self, take: Data) -> None:
        self._tell("Ada sets it in motion.")
        await self._ada.fill(take, say("takes.animate"), {"seconds": "2"})
        await self._take("A2.1.2.1")

    async def _select(self, take: Data) -> None:
        self._tell("Ada selects, and keeps the person.")
        await self._ada.press(take, say("takes.select"))
        await self._there(self._ada, lambda m: has(m, say("takes.unselect")), "the star", SOON)
        await self._ada.fill(take, say("takes.keep"), {"name": "Leon"})
        await self._there(self._ada, lambda m: "Leon" in words(m), "the character", SOON)

    async def _take(self, slate: str, shown: int = 1) -> Data:
        """The newest card of that take, with so many pictures."""
        heading = f"## {slate}"

        def right(message: Data) -> bool:
            return heading in words(message).splitlines() and len(pictures(message)) >= shown

        return await self._there(self._ada, right, f"take {slate}")

    async def _there(
        self, who: Visitor, right: Callable[[Data], bool], what: str, seconds: float = A_WHILE
    ) -> Data:
        return await who.until(lambda: self._here(who, right), seconds, what)

    def _here(self, who: Visitor, right: Callable[[Data], bool]) -> Data | None:
        return who.newest(lambda m: m["channel_id"] == self.thread and right(m))


@asynccontextmanager
async def rehearsing(tell: Tell, environment: Mapping[str, str], logs: Path) -> AsyncGenerator[str]:
    """A studio of its own, whose page has this address. `logs` gets its logs if it ends badly.

    Raises RefusedError.
    """
    with tempfile.TemporaryDirectory(prefix="chiaroscuro-demo-") as data:
        settings = {key: value for key, value in environment.items() if key != "DISCORD_TOKEN"}
        stop, page = asyncio.Event(), asyncio.get_running_loop().create_future()
        studio = Studio(Path(data), settings, tell, port=0)
        running = asyncio.create_task(run(studio, stop, page.set_result))
        try:
            await asyncio.wait({running, page}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield page.result()
        except BaseException:
            shutil.copytree(Path(data, "logs"), logs, dirs_exist_ok=True)
            raise
        finally:
            stop.set()
            await asyncio.wait({running})


async def perform(out: Path, tell: Tell, environment: Mapping[str, str]) -> None:
    """Play it, and keep what was seen in `out`. Raises LostError, RefusedError, TimeoutError."""
    async with asyncio.timeout(LIMIT), rehearsing(tell, environment, out / "logs") as base:
        await _play(base, out, tell)


async def _play(base: str, out: Path, tell: Tell) -> None:
    async with visit(base, "Ada") as ada, visit(base, "Ben") as ben:
        play = Play(ada, ben, tell)
        try:
            await play.run()
        finally:
            await _keep(ada, play.thread, out)


async def _keep(who: Visitor, thread: str, out: Path) -> None:
    """Write the conversation as this person saw it, with all that it shows."""
    seen = [m for m in who.messages.values() if m["channel_id"] == thread]
    kept: dict[str, str] = {}
    for message in seen:
        attached = (each["url"] for each in message["attachments"])
        for url in dict.fromkeys((*pictures(message), *attached)):
            if url not in kept:
                kept[url] = f"{len(kept) + 1:02}-{url.rsplit('/', 1)[-1].split('?')[0]}"
                (out / kept[url]).write_bytes(await who.picture(url))
    names = who.names | who.channels
    title = who.channels.get(thread, "A brief")
    page = transcript(title, seen, names, lambda url: kept.get(url, ""))
    (out / "transcript.html").write_text(page, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Play it; the exit code is 0, or 1 with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m bot.supervisor.demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo"), metavar="DIR")
    out: Path = parser.parse_args(arguments).out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    start = time.monotonic()

    def tell(sentence: str) -> None:
        print(f"{time.monotonic() - start:6.1f} s  {sentence}", flush=True)

    try:
        asyncio.run(perform(out, tell, os.environ))
    except (LostError, RefusedError) as error:
        print(f"The demo ended early: {error}. See {out / 'logs'}.", file=sys.stderr)
        return 1
    except TimeoutError:
        print(f"The demo took more than {LIMIT:g} s and was ended.", file=sys.stderr)
        return 1
    tell(f"Done: open {out / 'transcript.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
