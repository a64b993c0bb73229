"""`/release list | revoke`: the consent behind brought pictures, and its end."""

import re
from typing import Any, Self

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, Range, locale_str

from bot.actions.guard import is_moderator
from bot.cards.layout import Card, button
from bot.cards.pieces import clipped
from bot.cards.releases import plain, said
from bot.errors import Sentence, guarded
from bot.privacy.forget import revoke as end
from bot.records import Release
from bot.rooms import house_of
from bot.words import say
from bot.words.translator import about

Interaction = discord.Interaction[Any]
MOST = 25  # choices; Discord's limit
NAME = 100  # characters of one
LONGEST = 3800  # characters of the list

group = app_commands.Group(name=locale_str("release"), description=about("release"))


@group.command(name=locale_str("list"), description=about("release list"))
async def list_(interaction: Interaction) -> None:
    """Those of the asker; a moderator sees those of the guild."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale, found = interaction.locale, await _concerning(interaction)
    if not found:
        raise Sentence(say("releases.list_none", locale))
    lines = [
        say(
            "releases.list_line",
            locale,
            n=n,
            said=said(each, locale),
            when=f"<t:{round(each.created)}:R>",
            takes=await _takes(interaction, each),
        )
        for n, each in enumerate(found, 1)
    ]
    text = clipped("\n".join([say("releases.list_title", locale), *lines]), LONGEST)
    await interaction.followup.send(view=Card(ui.TextDisplay(text)), ephemeral=True)


@group.command(name=locale_str("revoke"), description=about("release revoke"))
@app_commands.rename(release=locale_str("release"))
@app_commands.describe(release=about("release revoke", "release"))
async def revoke(interaction: Interaction, release: Range[str, 1, 40]) -> None:
    """Say what will go, and ask."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale, found = interaction.locale, await _theirs(interaction, release)
    takes = await _takes(interaction, found)
    card = Card(
        ui.TextDisplay(say("releases.ask_revoke", locale, takes=takes, said=said(found, locale))),
        ui.ActionRow(
            button(
                say("releases.revoke", locale), f"r:revoke:{found.id}", discord.ButtonStyle.danger
            ),
            button(say("releases.keep", locale), f"r:keep:{found.id}"),
        ),
    )
    await interaction.followup.send(view=card, ephemeral=True)


@revoke.autocomplete("release")
async def release_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """By who consents, and for what."""
    wanted = typed.casefold()
    return [
        Choice(name=clipped(name, NAME), value=each.id)
        for each in await _concerning(interaction)
        if wanted in (name := plain(each, interaction.locale)).casefold()
    ][:MOST]


class Answer(
    ui.DynamicItem[ui.Button[Any]], template=r"r:(?P<verb>revoke|keep):(?P<release>[a-z2-7]{10})"
):
    """The second step."""

    def __init__(self, verb: str, release: str) -> None:
        """Hold what was answered, and about which release."""
        super().__init__(ui.Button(custom_id=f"r:{verb}:{release}"))
        self._verb = verb
        self._release = release

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read them."""
        return cls(match["verb"], match["release"])

    @guarded
    async def callback(self, interaction: discord.Interaction) -> None:
        """Revoke it, or do nothing; the question goes either way."""
        locale = interaction.locale
        if self._verb == "keep":
            await _replace(interaction, say("releases.kept", locale))
            return
        found = await _theirs(interaction, self._release)
        await _replace(interaction, say("releases.revoking", locale))
        gone = await end(interaction.client, house_of(interaction.client), found.id)
        counts = {"takes": gone.counts["takes"], "files": gone.files, "messages": gone.messages}
        things = ", ".join(
            say(f"privacy.count.{kind}", locale, n=n) for kind, n in counts.items() if n
        )
        text = say("releases.revoked", locale, things=things or "-")
        if gone.left:
            text += f"\n{say('privacy.left', locale, n=gone.left)}"
        await interaction.edit_original_response(view=Card(ui.TextDisplay(text)))


RELEASE_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (Answer,)


async def _concerning(interaction: Interaction) -> tuple[Release, ...]:
    guild = interaction.guild_id if _moderates(interaction) else None
    store = house_of(interaction.client).store
    return await store.releases_of(interaction.user.id, guild=guild, limit=MOST)


async def _theirs(interaction: Interaction, release: str) -> Release:
    """A release that this person may revoke. Raises Sentence."""
    found = await house_of(interaction.client).store.release(release)
    person, locale = interaction.user.id, interaction.locale
    if found:
        here = found.place.guild is not None and found.place.guild == interaction.guild_id
        if person in (found.owner, found.consenter) or (here and _moderates(interaction)):
            return found
    raise Sentence(say("releases.no_such_release", locale))


def _moderates(interaction: Interaction) -> bool:
    settings = house_of(interaction.client).settings
    in_guild = interaction.guild_id is not None
    return in_guild and is_moderator(settings, interaction.user, interaction.permissions)


async def _takes(interaction: Interaction, release: Release) -> str:
    count = await house_of(interaction.client).store.release_tally(release.id)
    return say("releases.list_takes", interaction.locale, n=count)


async def _replace(interaction: Interaction, text: str) -> None:
    await interaction.response.edit_message(view=Card(ui.TextDisplay(text)))
