"""Whatever a command, a button or a form raises is said once, to the one who asked."""

import asyncio
import logging
from typing import Any, NamedTuple

import discord
import pytest
from discord import app_commands, ui

from bot.errors import Sentence, answer, guarded, reply
from bot.permissions import need
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import Person
from engine.protocol import StudioError
from prompts.looks import LookError
from tests.bot.rehearsal.client import point
from tests.bot.rehearsal.conftest import running

TOO_BIG = 413


class Press(ui.DynamicItem[ui.Button[Any]], template=r"x:(?P<how>\w+)"):
    def __init__(self, how: str) -> None:
        super().__init__(ui.Button(label=how, custom_id=f"x:{how}"))
        self.how = how

    @classmethod
    async def from_custom_id(cls, _: Any, __: Any, match: Any, /) -> "Press":
        return cls(match["how"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        if self.how == "form":
            await interaction.response.send_modal(Form())
            return
        raise Sentence("That lamp is already off.", job="job12345")


class Form(ui.Modal, title="Form"):
    name = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))

    @guarded
    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        raise StudioError("The vault is full. Free some space.")


class Client(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), max_messages=None, guild_ready_timeout=0.05
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.error(self._wrong)
        self.here = asyncio.Event()
        self.errors: list[BaseException] = []
        self.raises: BaseException = RuntimeError("a fault of ours")
        self.first = False  # answer before it goes wrong

        @self.tree.command(name="go", description="go")
        async def go(interaction: discord.Interaction) -> None:
            if self.first:
                await interaction.response.send_message("working", ephemeral=True)
            raise self.raises

        @self.tree.command(name="buttons", description="buttons")
        async def buttons(interaction: discord.Interaction) -> None:
            view = ui.LayoutView(timeout=None)
            view.add_item(ui.ActionRow[Any](Press("say"), Press("form")))
            await interaction.response.send_message(view=view)

        @self.tree.command(name="attach", description="attach")
        async def attach(interaction: discord.Interaction) -> None:
            need(interaction, "send_messages", "attach_files", "add_reactions")
            await reply(interaction, "all is allowed")

        _ = go, buttons, attach

    async def _wrong(self, interaction: discord.Interaction, error: Exception) -> None:
        await answer(interaction, error)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Press)
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.here.set()


@pytest.fixture
async def rehearsal():
    r = Rehearsal()
    await r.start()
    point(r.base, r.gateway)
    yield r
    await r.stop()


@pytest.fixture
async def here(rehearsal):
    async with running(Client(), rehearsal) as client:
        yield Here(rehearsal, client, rehearsal.people["Ada"], rehearsal.channels["briefs"])
    assert list(rehearsal.violations) == []


class Here(NamedTuple):
    r: Rehearsal
    bot: Client
    ada: Person
    briefs: str

    async def slash(self, name: str):
        return await self.r.slash(self.ada, self.briefs, name)


async def said(here):
    handle = await here.slash("go")
    message = (await handle.answer())["message"]
    assert message["flags"] & 64, "only to the one who asked"
    assert here.r.messages(here.briefs, viewer=here.r.people["Ben"]) == []
    return message["content"]


@pytest.mark.parametrize(
    "error",
    [
        Sentence("The thread is archived. Write in it."),
        StudioError("No worker is here. Start one."),
        LookError("No look is called 'x'."),
    ],
)
async def test_a_sentence_is_said_as_it_is(here, error):
    here.bot.raises = error

    assert await said(here) == str(error)


async def test_a_fault_of_ours_is_neutral_and_is_found_in_the_log(here, caplog):
    text = await said(here)

    record = next(r for r in caplog.records if r.levelno == logging.ERROR)
    assert "a fault of ours" not in text
    assert record.args[0] in text
    assert record.exc_info[1] is here.bot.raises


async def test_after_the_first_answer_it_is_said_below(here):
    here.bot.raises, here.bot.first = Sentence("It went wrong later."), True
    handle = await here.slash("go")
    await here.r.until(handle.followups)

    assert handle.followups()[0]["content"] == "It went wrong later."
    assert handle.followups()[0]["flags"] & 64


class Refusal:
    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = "no"


@pytest.mark.parametrize(
    ("status", "code", "part"),
    [
        (404, 10008, "has been deleted"),
        (403, 50001, "cannot see that channel"),
        (403, 50013, "permission is missing"),
        (400, 50083, "archived"),
        (TOO_BIG, 0, "larger than Discord takes"),
        (503, 0, "Discord itself"),
    ],
)
async def test_what_discord_refuses_is_explained(here, status, code, part):
    refusal: Any = Refusal(status)
    here.bot.raises = discord.HTTPException(refusal, {"code": code, "message": "x"})

    assert part in await said(here)


async def test_a_buttons_error_is_answered(here, caplog):
    caplog.set_level(logging.INFO, "bot.errors")
    shown = await (await here.slash("buttons")).answer()
    handle = await here.r.click(here.ada, shown["message"]["id"], "x:say")

    assert (await handle.answer())["message"]["content"] == "That lamp is already off."
    assert any("x:say" in r.getMessage() and "job12345" in r.getMessage() for r in caplog.records)


async def test_a_forms_error_is_answered_where_it_was_deferred(here):
    shown = await (await here.slash("buttons")).answer()
    handle = await here.r.click(here.ada, shown["message"]["id"], "x:form")
    await handle.answer()
    sent = await here.r.submit(here.ada, handle, {"name": "x"})

    assert (await sent.settled())["content"] == "The vault is full. Free some space."


async def test_an_expired_interaction_is_logged_and_not_raised(here, caplog):
    here.bot.raises = Sentence("Nobody hears this.")
    here.r.fail("POST", r"/interactions/.*/callback", 404, body={"code": 10062, "message": "x"})
    await here.slash("go")
    await here.r.until(lambda: any("nobody could be told" in m for m in caplog.messages))

    assert here.bot.errors == []


async def test_missing_permissions_are_named(here):
    here.r.deny("attach_files", here.briefs)
    here.r.deny("add_reactions", here.briefs)
    handle = await here.slash("attach")
    text = (await handle.answer())["message"]["content"]

    assert text.startswith("I need Attach Files and Add Reactions here")


async def test_nothing_is_missing_where_all_is_allowed(here):
    handle = await here.slash("attach")

    assert (await handle.answer())["message"]["content"] == "all is allowed"
