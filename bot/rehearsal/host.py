"""Our Discord as a server on loopback: its world, its ports, its beginning and its end."""

import contextlib
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from bot.rehearsal import shapes
from bot.rehearsal.call import READ_ON
from bot.rehearsal.cdn import Cdn
from bot.rehearsal.faults import Faults
from bot.rehearsal.files import Files
from bot.rehearsal.gateway import Gateway
from bot.rehearsal.guard import guard
from bot.rehearsal.journal import Journal
from bot.rehearsal.news import News
from bot.rehearsal.page_api import PageApi
from bot.rehearsal.rates import Rates
from bot.rehearsal.records import Records
from bot.rehearsal.rest.server import API, Rest
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Person, World

BOT = "Chiaroscuro"
PEOPLE = {"Ada": "#c8553d", "Ben": "#588157", "Cleo": "#7b5ea7"}  # the first one moderates
ROOMS = ("briefs", "selects")
HOME = "127.0.0.1"


class Host:
    """One server. `folder` keeps its world; without it, everything is forgotten at the end."""

    stage: Stage
    gateway_server: Gateway

    def __init__(
        self,
        folder: Path | None = None,
        token: str = "rehearsal",  # noqa: S107 - no secret: it opens nothing but loopback
        *,
        real_rates: bool = False,
        privileged: bool = False,
        shards: int = 1,
        kept: int = 10_000,
    ) -> None:
        """What may differ from one Discord to another.

        real_rates: Discord's rate limits; else generous ones. privileged: the bot may ask for
        members and message content. kept: how many requests and events stay on record.
        """
        self.records = Records(kept)
        self.rates = Rates(real=real_rates)
        self.base = self.api = self.gateway = self.cdn = ""
        self._folder = folder
        self._token = token
        self._privileged = privileged
        self._shards = shards
        self._end = contextlib.AsyncExitStack()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one.

        Raises OSError if the port is taken, BlockingIOError if the folder is.
        """
        try:
            await self._start(port)
        except OSError:
            await self._end.aclose()
            raise

    async def _start(self, port: int) -> None:
        # Bound before the world is read: its addresses hold the port.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._end.callback(listener.close)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOME, port))
        number = listener.getsockname()[1]
        self.base = self.cdn = f"http://{HOME}:{number}"
        self.api = self.base + API
        self.gateway = f"ws://{HOME}:{number}/gateway"
        self._build()
        app = web.Application(middlewares=[guard], client_max_size=READ_ON)
        rest = Rest(self.stage, self.records, self.rates)
        app.router.add_get("/gateway", self.gateway_server.serve)
        app.router.add_get("/gateway/", self.gateway_server.serve)
        app.router.add_route("*", API + "/{tail:.*}", rest.serve)
        app.add_routes(Cdn(self.stage).routes())
        app.add_routes(PageApi(self.stage, lambda: self.gateway_server.connected).routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        self._end.push_async_callback(runner.cleanup)
        await runner.setup()
        await web.SockSite(runner, listener).start()

    async def stop(self) -> None:
        """Close every connection and the journal."""
        self.gateway_server.drop(1001)
        await self._end.aclose()

    def _build(self) -> None:
        folder = self._folder
        if folder is None:
            folder = Path(self._end.enter_context(TemporaryDirectory(prefix="rehearsal-")))
        attachments = folder / "attachments"
        attachments.mkdir(parents=True, exist_ok=True)
        journal = Journal(self._folder, self.base)
        self._end.callback(journal.close)
        world = World(journal)
        self.stage = Stage(
            world=world,
            files=Files(attachments, self.base, world.ids),
            news=News(),
            faults=Faults(),
            base=self.base,
            gateway=self.gateway,
            token=self._token,
            shards=self._shards,
        )
        if not world.people:
            _furnish(world)
        self.gateway_server = Gateway(
            self.stage, self.gateway, privileged=self._privileged, events=self.records.events
        )


def _furnish(world: World) -> None:
    """A guild with the bot, three people and two channels."""
    world.keep(Person(world.ids.new(), BOT, bot=True))
    for name, colour in PEOPLE.items():
        world.keep(Person(world.ids.new(), name, colour))
    humans = [p.id for p in world.people.values() if not p.bot]
    guild = shapes.found(world, "The Studio", humans[0], humans)
    world.keep(guild)
    for position, name in enumerate(ROOMS):
        world.keep(shapes.channel(world, guild.id, name, position))
