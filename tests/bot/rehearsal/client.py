"""A small bot on the real discord.py, to try our Discord with."""

import asyncio
import io
import struct
import sys
import zlib
from typing import Any

import discord
import yarl
from discord import app_commands, gateway, http, ui


def png(width: int = 64, height: int = 48) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x80\x20\xc0" * width) * height
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def picture(name: str = "card.png") -> discord.File:
    return discord.File(io.BytesIO(png()), name, description="a card")


class Vote(ui.DynamicItem[ui.Button[Any]], template=r"vote:(?P<n>\d+)"):
    def __init__(self, n: int) -> None:
        self.n = n
        super().__init__(ui.Button(label=f"Vote {n}", custom_id=f"vote:{n}"))

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any, /) -> "Vote":
        return cls(int(match["n"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=card(self.n + 1), attachments=[picture()])


def card(n: int = 0) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    row = ui.ActionRow[Any](Vote(n), ui.Button(label="Ask", custom_id="ask"))
    row.add_item(ui.Button(label="Off", custom_id="off", disabled=True))
    view.add_item(
        ui.Container(
            ui.TextDisplay(f"# Card {n}"),
            ui.MediaGallery(discord.MediaGalleryItem("attachment://card.png", description="it")),
            ui.Separator(),
            ui.Section("some text", accessory=ui.Thumbnail("attachment://card.png")),
            row,
            accent_colour=discord.Colour.blurple(),
        )
    )
    options = [discord.SelectOption(label=x) for x in "ABC"]
    view.add_item(ui.ActionRow(ui.Select(custom_id="sel", options=options, max_values=2)))
    view.add_item(ui.ActionRow(ui.UserSelect(custom_id="who", min_values=0)))
    return view


class Ask(ui.Modal, title="Tell me"):
    pick = ui.Label(
        text="Pick",
        component=ui.Select(custom_id="pick", options=[discord.SelectOption(label="x")]),
    )
    name = ui.Label(text="Name", component=ui.TextInput(custom_id="name", max_length=40))
    up = ui.Label(text="Picture", component=ui.FileUpload(custom_id="up", required=False))
    rad = ui.Label(
        text="Radio",
        component=ui.RadioGroup(
            custom_id="rad",
            options=[discord.RadioGroupOption(label=x, value=x) for x in ("r1", "r2")],
        ),
    )
    chk = ui.Label(
        text="Check",
        component=ui.CheckboxGroup(
            custom_id="chk",
            options=[discord.CheckboxGroupOption(label=x, value=x) for x in ("c1", "c2")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = self.up.component.values  # type: ignore[attr-defined]
        sizes = [len(await f.read()) for f in files]
        name = self.name.component.value  # type: ignore[attr-defined]
        radio = self.rad.component.value  # type: ignore[attr-defined]
        checks = self.chk.component.values  # type: ignore[attr-defined]
        said = f"{name} {radio} {checks} {sizes}"
        await interaction.response.send_message(said, ephemeral=True)


class Bot(discord.AutoShardedClient):
    """Knows one of everything."""

    def __init__(self, **more: Any) -> None:
        intents = more.pop("intents", None) or discord.Intents(
            guilds=True, messages=True, reactions=True, typing=True
        )
        more.setdefault("guild_ready_timeout", 0.05)
        super().__init__(intents=intents, max_messages=None, **more)
        self.tree = app_commands.CommandTree(self)
        self.here = asyncio.Event()
        self.seen: list[Any] = []
        self.errors: list[BaseException] = []
        _commands(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the 5 s that Discord asks for between two logins."""

    async def on_ready(self) -> None:
        self.here.set()

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        self.errors.append(sys.exc_info()[1] or RuntimeError(event_method))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        if interaction.type is discord.InteractionType.component:
            if data["custom_id"] == "ask":
                await interaction.response.send_modal(Ask())
            elif data["custom_id"] in ("sel", "who"):
                await interaction.response.defer()
                await interaction.followup.send(str(data["values"]), ephemeral=True)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        self.seen.append(("react", str(payload.emoji), payload.user_id))

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            sizes = [len(await a.read()) for a in message.attachments]
            self.seen.append(("said", message.content, sizes))


def _commands(bot: Bot) -> None:
    group = app_commands.Group(name="card", description="cards")

    @group.command(name="show", description="show a card")
    @app_commands.choices(n=[app_commands.Choice(name=str(n), value=n) for n in (1, 2)])
    async def show(
        i: discord.Interaction, n: app_commands.Choice[int], shot: discord.Attachment | None = None
    ) -> None:
        await i.response.defer(thinking=True)
        await i.followup.send(view=card(n.value), file=picture())
        if shot:
            await i.followup.send(f"{len(await shot.read())} bytes", ephemeral=True)

    @bot.tree.command(name="echo", description="echo")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def echo(
        i: discord.Interaction,
        text: app_commands.Range[str, 1, 50],
        who: discord.User | None = None,
    ) -> None:
        await i.response.send_message(f"{text} {who}")

    @echo.autocomplete("text")
    async def propose(_: discord.Interaction, now: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=now + "!", value=now + "!")]

    @bot.tree.context_menu(name="Quote")
    async def quote(i: discord.Interaction, message: discord.Message) -> None:
        await i.response.send_message(f"> {message.content}", ephemeral=True)

    bot.tree.add_command(group)
    _ = show, propose, quote


def point(base: str, gateway_url: str) -> None:
    """Make discord.py speak to our Discord."""
    http.Route.BASE = f"{base}/api/v10"
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    discord.asset.Asset.BASE = base  # type: ignore[assignment]
