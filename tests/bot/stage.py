"""The whole bot on a stage: our Discord, the real client, a real archive, queue and vault.

async with stage(tmp_path) as s:
    handle = await s.r.slash(s.ada, s.briefs, "brief new", {"idea": "a fisherman of 62"})
    await s.r.until(lambda: s.card(s.thread()))
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from bot.client import Chiaroscuro, aim
from bot.house import House
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import Person
from bot.settings import Settings
from bot.store import Store, open_store
from engine.models.base import Family
from engine.queue.sqlite import SqliteQueue, open_queue
from engine.vault import Vault
from engine.worker import Worker
from tests.bot.rehearsal import oracle
from tests.fakes import ColourCard, only

TOKEN = "rehearsal"  # noqa: S105 - it opens nothing but loopback
REST, LATE, PATIENCE = 0.05, 0.3, 0.3  # seconds; shorter than on Discord
Families = Callable[[str], Family]


@dataclass
class Stage:
    """What a test holds in its hands. A new client stands on the same archive, queue and vault."""

    folder: Path
    r: Rehearsal
    settings: Settings
    families: Families
    store: Store = field(init=False)
    studio: SqliteQueue = field(init=False)
    blobs: Vault = field(init=False)
    client: Chiaroscuro = field(init=False)
    _ends: AsyncExitStack = field(default_factory=AsyncExitStack)
    _running: asyncio.Task[None] | None = None
    _worker: Worker | None = None
    _working: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ where and what

    @property
    def ada(self) -> Person:
        """She moderates."""
        return self.r.people["Ada"]

    @property
    def ben(self) -> Person:
        """A member."""
        return self.r.people["Ben"]

    @property
    def cleo(self) -> Person:
        """Another one."""
        return self.r.people["Cleo"]

    @property
    def briefs(self) -> str:
        """The channel where briefs are talked through."""
        return self.r.channels["briefs"]

    def thread(self, number: int = -1) -> str:
        """The id of a thread; the newest, if none is said."""
        return self.r.threads()[number]["id"]

    def cards(self, channel: str) -> list[dict[str, Any]]:
        """Messages with components, oldest first."""
        return [m for m in self.r.messages(channel) if m["components"]]

    def card(self, channel: str) -> dict[str, Any]:
        """The newest of them. Raises IndexError if there is none."""
        return self.cards(channel)[-1]

    def texts(self, message: dict[str, Any]) -> str:
        """All that a message shows in words, content and components, joined by lines."""
        return "\n".join(filter(None, [message["content"], *_texts(message["components"])]))

    def lines(self, channel: str, viewer: str | None = None) -> list[str]:
        """What is written in a channel, a string a message, oldest first."""
        return [self.texts(m) for m in self.r.messages(channel, viewer)]

    # ------------------------------------------------------------ short cuts

    async def begin(self, idea: str, *, who: Person | None = None, **options: str) -> str:
        """`/brief new` in the channel for briefs; the new thread's id, once its card is there."""
        threads = len(self.r.threads())
        said = {"idea": idea, **options}
        handle = await self.r.slash(who or self.ada, self.briefs, "brief new", said)
        await handle.settled()
        await self.r.until(lambda: len(self.r.threads()) > threads and self.cards(self.thread()))
        return self.thread()

    async def tell(self, channel: str, words: str, *, who: Person | None = None) -> str:
        """Say words to the bot; its answer, once it is there."""
        said = await self.r.say(who or self.ada, channel, words, mention_bot=True)
        return self.texts(await self.found(lambda: self.reply_to(channel, said["id"])))

    def reply_to(self, channel: str, message: str) -> dict[str, Any] | None:
        """What the bot replied to a message."""
        for each in self.r.messages(channel):
            answered = (each.get("message_reference") or {}).get("message_id")
            if str(answered) == message:
                return each
        return None

    async def card_says(self, channel: str, words: str) -> dict[str, Any]:
        """The newest card, once it says so."""

        def saying() -> dict[str, Any] | None:
            card = self.card(channel)
            return card if words in self.texts(card) else None

        return await self.found(saying)

    async def lit(self, channel: str, version: int) -> dict[str, Any]:
        """The newest card, once it shows the light of that version."""

        def shining() -> dict[str, Any] | None:
            card = self.card(channel)
            names = [file["filename"] for file in self.r.files(card)]
            return card if f"previs-{version}.webp" in names else None

        return await self.found(shining)

    async def found(self, look: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
        """What `look` finds, once it does."""
        message = await self.r.until(look)
        assert message
        return message

    # ------------------------------------------------------------ begin and end

    async def open(self) -> Self:
        """Archive, queue, vault and client; no worker yet."""
        self.blobs = Vault(self.settings.vault_dir)
        self.store = await self._ends.enter_async_context(
            await open_store(self.settings.archive_file)
        )
        self.studio = await self._ends.enter_async_context(
            await open_queue(self.settings.queue_file)
        )
        await self.start_bot()
        return self

    async def close(self) -> None:
        """End everything."""
        await self.worker_off()
        await self.stop_bot()
        await self._ends.aclose()

    async def start_bot(self) -> None:
        """A client that is ready and whose commands are known."""
        aim(self.settings)
        house = House(self.settings, self.store, self.studio, self.blobs)
        self.client = Chiaroscuro(house, patience=PATIENCE)
        self.client.talk.lights.rest, self.client.talk.lights.late = REST, LATE
        self._running = asyncio.create_task(self.client.start(TOKEN))
        ready = asyncio.create_task(self.client.synced.wait())
        await asyncio.wait({self._running, ready}, timeout=10, return_when="FIRST_COMPLETED")
        if self._running.done():
            self._running.result()
        assert ready.done(), "the client is ready"

    async def stop_bot(self) -> None:
        """As SIGTERM would."""
        await self.client.close()
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def restart_bot(self) -> None:
        """Another client, with another memory."""
        await self.stop_bot()
        await self.start_bot()

    def worker_on(self, families: Families | None = None, **eyes: Any) -> None:
        """A worker of tiny pictures in this process; with `families`, of others.

        `eyes` are its look, same and faces: without them it judges nothing.
        """
        assert self._worker is None, "one worker is enough"
        self._worker = Worker(self.studio, self.blobs, families or self.families, **eyes)
        self._working = asyncio.create_task(self._worker.run())

    async def worker_off(self) -> None:
        """It gives its job back."""
        if self._worker and self._working:
            self._worker.stop()
            await self._working
            self._worker = None


@asynccontextmanager
async def stage(
    folder: Path,
    *,
    worker: bool = True,
    families: Families | None = None,
    eyes: dict[str, Any] | None = None,
    **settings: Any,
) -> AsyncGenerator[Stage]:
    """A stage in a folder; `settings` go to bot.settings.Settings, over those for loopback.

    `eyes` are the worker's look, same and faces.
    """
    r = Rehearsal()
    await r.start(port=0)
    said: dict[str, Any] = {
        "token": SecretStr(TOKEN),
        "api_base": r.api,
        "gateway": r.gateway,
        "cdn": r.cdn,
        "data_dir": folder / "data",
        "guild_ready_timeout": 0.05,
        "take_side": 128,
        "previs_side": 128,
    }
    (folder / "data").mkdir(exist_ok=True)
    s = Stage(folder, r, Settings(**(said | settings)), families or only(ColourCard()))
    try:
        await s.open()
        if worker:
            s.worker_on(**(eyes or {}))
        yield s
        oracle.held(r)
    finally:
        await s.close()
        await r.stop()


def _texts(components: list[dict[str, Any]]) -> list[str]:
    found = list[str]()
    for each in components:
        if each["type"] == 10:
            found.append(each["content"])
        found += _texts(each.get("components", []))
    return found
