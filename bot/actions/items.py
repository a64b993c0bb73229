"""The buttons and selects of takes, sheets and jobs: the custom_id names everything."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

from discord import ui

from bot.actions.again import pressed as again
from bot.actions.animate import pressed as animate
from bot.actions.animate import submitted as animated
from bot.actions.branch import pressed as branch
from bot.actions.eyes import pressed as eyes
from bot.actions.eyes import submitted as eyed
from bot.actions.finish import pressed as finish
from bot.actions.finish import submitted as finished
from bot.actions.grade_files import submitted as lut
from bot.actions.guard import Interaction, job_here, take_here
from bot.actions.keep import pressed as keep
from bot.actions.keep import submitted as kept
from bot.actions.layers import pressed as layers
from bot.actions.layers import submitted as layered
from bot.actions.master import pressed as master
from bot.actions.more_like import pressed as more_like
from bot.actions.once_more import pressed as once_more
from bot.actions.open_take import pressed as open_take
from bot.actions.pages import Wanted, turn
from bot.actions.press import Press
from bot.actions.refine import pressed as refine
from bot.actions.region import pressed as region
from bot.actions.region import submitted as reworded
from bot.actions.regrade import pressed as regrade
from bot.actions.regrade import toned
from bot.actions.releasing import pressed as release
from bot.actions.releasing import submitted as released
from bot.actions.review import pressed as review
from bot.actions.select import pressed as select
from bot.actions.stop import pressed as stop
from bot.actions.undo import pressed as undo
from bot.errors import Sentence, answer, guarded
from bot.records import JobRecord
from bot.words import say

JOB = r"[0-9a-zA-Z_-]{8,64}"
TAKE = JOB + r"-\d{1,2}"
ARG = r"(?::(?P<arg>[a-z.-]{1,70}))?"
PAGE = r"(?P<scope>here|mine):(?P<page>\d{1,3}):(?P<words>.{0,40})"

TAKES: dict[str, Callable[[Press], Awaitable[None]]] = {
    "open": open_take,
    "refine": refine,
    "eyes": eyes,
    "region": region,
    "regrade": regrade,
    "tone": toned,
    "animate": animate,
    "finish": finish,
    "review": review,
    "again": once_more,
    "undo": undo,
    "branch": branch,
    "layers": layers,
    "release": release,
    "select": select,
    "keep": keep,
    "master": master,
}
AT_ONCE = ("open", "refine", "review", "again", "undo", "select")
"""Acknowledged before anything is read: when all press at once, the archive has a queue."""

ASKING = ("eyes", "branch")
"""Answered with a question, unless the press says it all."""

FORMS: dict[str, Callable[[Press], Awaitable[None]]] = {
    "eyes": eyed,
    "region": reworded,
    "lut": lut,
    "animate": animated,
    "finish": finished,
    "layers": layered,
    "release": released,
    "keep": kept,
}
JOBS: dict[str, Callable[[Interaction, JobRecord], Awaitable[None]]] = {
    "again": again,
    "stop": stop,
}
_FORM = re.compile(rf"m:(?P<verb>[a-z]+):(?P<take>{TAKE}):\d+")


class _Named(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """Whatever the message says of itself, only the custom_id counts."""

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        self.match = match
        super().__init__(item)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Nothing can fail here: what is wrong is said by the callback."""
        return cls(item, match)


class TakeItem(_Named, template=rf"t:(?P<verb>[a-z]+):(?P<take>{TAKE}){ARG}"):
    """Anything that names a take."""

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Do it."""
        verb, arg, chosen = self.match["verb"], self.match["arg"] or "", values(interaction)
        if verb not in TAKES:
            raise Sentence(say("errors.button_gone", interaction.locale))
        if verb in AT_ONCE or (verb in ASKING and (arg or chosen)):
            await interaction.response.defer()
        elif verb == "master":
            await interaction.response.defer(ephemeral=True, thinking=True)
        asked = verb == "release"
        take = await take_here(interaction, self.match["take"], unanswered=asked)
        await TAKES[verb](Press(interaction, take, arg, chosen))


class JobItem(_Named, template=rf"[sj]:(?P<verb>again|stop):(?P<job>{JOB})"):
    """Again, and Stop."""

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Do it."""
        await interaction.response.defer()
        await JOBS[self.match["verb"]](interaction, await job_here(interaction, self.match["job"]))


class LikeItem(_Named, template=rf"s:like:(?P<job>{JOB})"):
    """More like…"""

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Do it."""
        await interaction.response.defer()
        job = await job_here(interaction, self.match["job"])
        await more_like(interaction, job, values(interaction))


class PageItem(_Named, template=rf"k:page:{PAGE}"):
    """Another page of /takes."""

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Turn it."""
        wanted = Wanted(self.match["scope"], int(self.match["page"]), self.match["words"])
        await turn(interaction, wanted)


async def submitted(interaction: Interaction) -> bool:
    """Answer a form of ours. False: it is somebody else's, or nobody's."""
    data: Any = interaction.data or {}
    form = _FORM.fullmatch(str(data.get("custom_id", "")))
    if form is None or form["verb"] not in FORMS:
        return False
    try:
        asked = form["verb"] == "release"
        take = await take_here(interaction, form["take"], unanswered=asked)
        await FORMS[form["verb"]](Press(interaction, take))
    except Exception as error:  # noqa: BLE001 - the last one to hear of it
        await answer(interaction, error)
    return True


def values(interaction: Interaction) -> tuple[str, ...]:
    """What was chosen in a select."""
    data: Any = interaction.data or {}
    return tuple(str(value) for value in data.get("values", ()))
