"""The client: what Discord says goes to whoever answers it, and nothing goes unanswered."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import yarl
from discord import app_commands, asset, gateway, http, invite

from bot import actions, reactions
from bot.cards.layout import custom_ids
from bot.commands import add_all
from bot.commands.help import HELP_ITEMS
from bot.commands.privacy import PRIVACY_ITEMS
from bot.commands.release import RELEASE_ITEMS
from bot.consent import today
from bot.delivery import Delivery
from bot.errors import answer, reply
from bot.house import House
from bot.orders import Orders
from bot.privacy.forget import revoke
from bot.settings import Settings
from bot.syncing import sync
from bot.talk.bringing import Bringing
from bot.talk.buttons import BRIEF_ITEMS
from bot.talk.conversation import Talk
from bot.talk.submits import submitted
from bot.words import say
from bot.words.translator import Tables

ITEMS = (*BRIEF_ITEMS, *actions.ACTIONS, *HELP_ITEMS, *PRIVACY_ITEMS, *RELEASE_ITEMS)
"""Every kind of button, select and link that a message of ours may hold."""

PATIENCE = 2.0  # seconds until a form that nobody answered is answered; Discord waits 3
HOUR = 3600.0  # seconds between two looks at what has lapsed
ANSWER = 24 * HOUR  # within which somebody must say whose likeness they brought
AGAIN = 5.0  # seconds until something that must always run is run again

log = logging.getLogger(__name__)


def aim(settings: Settings) -> None:
    """Point discord.py at the Discord that the settings name. Before anything connects."""
    http.Route.BASE = settings.api_base
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)
    # discord.py declares these as constants, and reads them at every use.
    asset.Asset.BASE = settings.cdn  # pyright: ignore[reportAttributeAccessIssue]
    invite.Invite.BASE = f"{settings.cdn}/invite"  # pyright: ignore[reportAttributeAccessIssue]


def intents() -> discord.Intents:
    """None of them is privileged: what is said to the bot comes with its words."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        guild_reactions=True,
        dm_messages=True,
        dm_reactions=True,
    )


class Tree(app_commands.CommandTree["Chiaroscuro"]):
    """The commands, whose every error becomes a sentence."""

    async def on_error(
        self,
        interaction: discord.Interaction["Chiaroscuro"],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the one who asked."""
        await answer(interaction, error)


class Chiaroscuro(discord.AutoShardedClient):
    """One bot on one Discord. When it is closed, a new one takes its place."""

    def __init__(self, house: House, *, patience: float = PATIENCE) -> None:
        """Serve this house."""
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=house.settings.guild_ready_timeout,
        )
        self.house = house
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.orders = Orders(self)
        self.talk = Talk(self, house, self.orders)
        self.delivery = Delivery(self)
        self.delivery.on_previs = self.talk.lights.landed
        self.delivery.on_brought = self.talk.references.brought
        self.bringing = Bringing(self, house, self.orders, self.delivery)
        self.delivery.on_released = self.bringing.landed
        self.synced = asyncio.Event()
        self._patience = patience
        self._always: list[asyncio.Task[None]] = []

    async def setup_hook(self) -> None:
        """Before the first event: what answers it."""
        add_all(self.tree)
        self.add_dynamic_items(*ITEMS)
        await self.tree.set_translator(Tables())
        self._keep("commands", self._sync)
        self._keep("delivery", self.delivery.run)
        self._keep("orders", self._resume)
        self._keep("releases", self._expire)

    async def close(self) -> None:
        """Let go of Discord. What is under way goes on, and is delivered by the next one."""
        for task in self._always:
            task.cancel()
        await asyncio.gather(*self._always, return_exceptions=True)
        self.talk.close()
        await self.delivery.close()
        await super().close()

    # ------------------------------------------------------------ what Discord says

    async def on_ready(self) -> None:
        """Say so in the log."""
        log.info("ready as %s in %d guilds", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Words."""
        await self.talk.hear(message)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """A vote, or an action."""
        await reactions.added(self, payload)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """A vote taken back."""
        await reactions.removed(self, payload)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """What discord.py has nobody for is answered here: a sentence is better than a red line."""
        match interaction.type:
            case discord.InteractionType.modal_submit:
                await self._form(interaction)
            case discord.InteractionType.component:
                if not self._known(interaction):
                    await reply(interaction, say("errors.button_gone", interaction.locale))
            case _:
                pass

    async def on_error(self, event: str, /, *_: Any, **__: Any) -> None:
        """Log what an event of ours raised; the others go on."""
        log.exception("in %s", event)  # noqa: LOG004 - discord.py calls it where it caught it

    # ------------------------------------------------------------ inside

    async def _form(self, interaction: discord.Interaction) -> None:
        if await submitted(interaction) or await actions.submitted(interaction):
            return
        await asyncio.sleep(self._patience)  # whoever opened it may be answering
        if not interaction.response.is_done():
            await reply(interaction, say("errors.form_gone", interaction.locale))

    def _known(self, interaction: discord.Interaction) -> bool:
        """Is it a component of ours, and really on the message that it was pressed on?"""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if not any(kind.__discord_ui_compiled_template__.fullmatch(custom_id) for kind in ITEMS):
            return False
        return interaction.message is None or custom_id in custom_ids(interaction.message)

    async def _sync(self) -> None:
        """Send the commands once; what Discord refuses is tried again."""
        await self.wait_until_ready()
        await sync(self.tree, self.house.settings.data_dir / "commands.json")
        self.synced.set()

    async def _resume(self) -> None:
        """Take up what was under way when the last one ended."""
        await self.wait_until_ready()
        await self.orders.resume()
        await self.talk.resume()

    async def _expire(self) -> None:
        """Revoke each release on the day after its last, and take back what nobody answered for."""
        await self.wait_until_ready()
        while True:
            unanswered = time.time() - ANSWER
            for release in await self.house.store.lapsed(today(), unanswered):
                gone = await revoke(self, self.house, release.id)
                log.info("release %s is over: %d takes went", release.id, gone.counts["takes"])
            await asyncio.sleep(HOUR)

    def _keep(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        self._always.append(asyncio.create_task(_until_done(name, run), name=name))


async def _until_done(name: str, run: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await run()
        except Exception:
            log.exception("%s stopped, and begins again in %g s", name, AGAIN)
            await asyncio.sleep(AGAIN)
        else:
            return
