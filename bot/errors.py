"""Whatever goes wrong becomes one sentence, to the person who asked and only to them."""

import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast
from uuid import uuid4

import discord
from discord import app_commands

from bot.words import say
from engine.protocol import StudioError
from prompts.adults import RefusalError
from prompts.forms import BriefError
from prompts.intake import ReadingError
from prompts.lint import LintError
from prompts.looks import LookError
from prompts.optics import OpticsError
from prompts.uses import UseError

LATE = (10062, 10015, 40060, 50027)  # unknown interaction or webhook, already answered, expired
KNOWN = {
    10003: "errors.gone",  # unknown channel
    10008: "errors.gone",  # unknown message
    40005: "errors.too_large",
    50001: "errors.no_access",
    50013: "errors.forbidden",
    50083: "errors.archived",
}
"""Discord's error codes. Source: its documentation, Topics, Opcodes and Status Codes."""

LONGEST = 2000  # characters of one answer

SPOKEN = (
    StudioError,
    RefusalError,
    BriefError,
    ReadingError,
    LintError,
    LookError,
    OpticsError,
    UseError,
)
"""Errors whose text is a sentence already."""

log = logging.getLogger(__name__)
# A method of one interaction; its own type is kept, or it would override nothing.
Callback = TypeVar("Callback", bound=Callable[[Any, Any], Coroutine[Any, Any, None]])


class Sentence(Exception):  # noqa: N818 - it is read aloud, not reported
    """What somebody should know, in their language; `job` if it is about one."""

    def __init__(self, text: str, *, job: str = "") -> None:
        super().__init__(text)
        self.job = job


async def answer(
    interaction: discord.Interaction[Any], error: BaseException, *, job: str = ""
) -> None:
    """Say what happened, before or after the first response. Never raises.

    An interaction that can be answered no more is a line in the log.
    """
    error = _inner(error)
    job = job or str(getattr(error, "job", ""))
    text = _text(interaction, error, job)
    try:
        await reply(interaction, text)
    except (discord.HTTPException, OSError) as trouble:
        log.warning("%s: nobody could be told %r: %s", _where(interaction, job), text, trouble)


async def reply(interaction: discord.Interaction[Any], text: str) -> None:
    """Send an ephemeral text as the first answer, or after it."""
    said = text[:LONGEST]
    if interaction.response.is_done():
        await interaction.followup.send(said, ephemeral=True)
    else:
        await interaction.response.send_message(said, ephemeral=True)


def guarded(callback: Callback) -> Callback:
    """Answer every error of a button's callback or a modal's on_submit.

    discord.py only logs what a DynamicItem raises: the person would look at a dead button.
    """

    @functools.wraps(callback)
    async def watched(self: object, interaction: discord.Interaction[Any]) -> None:
        try:
            await callback(self, interaction)
        except Exception as error:  # noqa: BLE001 - the last one to hear of it
            await answer(interaction, error)

    return cast("Callback", watched)


def _inner(error: BaseException) -> BaseException:
    """What a command's own code raised, without discord.py's wrapping."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__:
        return error.__cause__
    return error


def _text(interaction: discord.Interaction[Any], error: BaseException, job: str) -> str:
    where = _where(interaction, job)
    if text := _known(error, interaction.locale):
        log.info("%s: %s", where, error)
        return text
    number = uuid4().hex[:8]
    log.error("error %s, %s", number, where, exc_info=error)
    return say("errors.unknown", interaction.locale, id=number)


def _known(error: BaseException, locale: discord.Locale) -> str:
    """The sentence of an error that has one; "" for a fault of ours."""
    text = ""
    match error:
        case Sentence():
            text = str(error)
        case Exception() if isinstance(error, SPOKEN):
            text = str(error)
        case discord.HTTPException() if key := _of_discord(error):
            text = say(key, locale)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            text = say("errors.unknown_command", locale)
        case app_commands.TransformerError():
            text = say("errors.wrong_value", locale, value=_quoted(error.value))
        case app_commands.CommandOnCooldown():
            text = say("errors.slow_down", locale, seconds=max(1, round(error.retry_after)))
        case app_commands.CheckFailure():
            text = say("errors.not_for_you", locale)
        case _:
            pass
    return text


def _of_discord(error: discord.HTTPException) -> str:
    """The sentence for what Discord answered, if it has one."""
    if error.code in KNOWN:
        return KNOWN[error.code]
    if error.status >= 500 or error.status == 429 or error.code in LATE:
        return "errors.discord_down"
    return "errors.too_large" if error.status == 413 else ""


def _quoted(value: object) -> str:
    return discord.utils.escape_mentions(discord.utils.escape_markdown(str(value)[:80]))


def _where(interaction: discord.Interaction[Any], job: str) -> str:
    """Who did what, for the log."""
    data: Any = interaction.data or {}
    what = data.get("custom_id") or data.get("name") or interaction.type.name
    return f"{what} by {interaction.user.id}" + (f", job {job}" if job else "")
