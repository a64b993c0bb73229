"""The contact sheet: its takes as a gallery, the votes, and what can be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.cards.layout import Card, button, gallery, row, rows
from bot.cards.lineage import made
from bot.cards.pieces import shown
from bot.records import JobRecord, TakeRecord
from bot.words import say
from engine.protocol import Shoot
from prompts.looks import look_of
from prompts.shot import Shot

NUMBERS = tuple(f"{n}\ufe0f\u20e3" for n in range(1, 9))  # keycaps: 1️⃣ to 8️⃣


def sheet_card(
    job: JobRecord,
    takes: Sequence[TakeRecord],
    pictures: Sequence[tuple[str, str]],
    votes: Mapping[str, int],
    *,
    note: str = "",
) -> Card:
    """Draw it. `pictures` are the names and alt texts of the message's files."""
    order = job.job.order
    assert isinstance(order, Shoot), "only a shoot has a sheet"
    items: list[ui.Item[Any]] = [ui.TextDisplay(heading(job, order.shot, note))]
    if pictures:
        items.append(gallery(pictures))
    items.append(ui.TextDisplay(vote_line(takes, votes, job.locale)))
    items += rows([button(take.slate, f"t:open:{take.id}") for take in takes])
    again = button(say("takes.again", job.locale), f"s:again:{job.id}", emoji="🔁")
    items.append(row([again]))
    items.append(ui.ActionRow(_more_like(job, takes)))
    return Card(ui.Container(*items))


def heading(job: JobRecord, shot: Shot, note: str = "") -> str:
    """Slate and look; below them lens and light; and what went otherwise than ordered."""
    lines = [f"## {made(job)}", f"-# {setup_line(shot, job.locale)}"]
    return "\n".join([*lines, note] if note else lines)


def setup_line(shot: Shot, locale: object = None) -> str:
    """The look, the lens and the key, as a slate says them."""
    key, optics = shot.brief.light.key, shot.setup.optics
    colour = key.gel or key.kelvin
    name = "light.key.gel" if key.gel else "light.key.kelvin"
    light = [
        shown("light.key.softness", key.softness, locale),
        shown("light.key.side", key.side, locale),
        shown(name, colour, locale),
    ]
    parts = [look_of(shot.brief).title, f"{optics.focal_mm:g} mm", f"f/{optics.aperture:g}"]
    if said := ", ".join(filter(None, light)):
        parts.append(say("takes.key", locale, light=said))
    return " · ".join(parts)


def vote_line(takes: Sequence[TakeRecord], votes: Mapping[str, int], locale: object = None) -> str:
    """Who leads; or how to vote, before anybody has."""
    ranked = sorted(((votes.get(take.id, 0), take) for take in takes), key=lambda each: -each[0])
    counted = [f"**{take.slate}** {count}" for count, take in ranked if count]
    if not counted:
        return "-# " + say("takes.how_to_vote", locale, first=NUMBERS[0])
    return say("takes.votes", locale, votes=" · ".join(counted))


def _more_like(job: JobRecord, takes: Sequence[TakeRecord]) -> ui.Select[Any]:
    return ui.Select(
        custom_id=f"s:like:{job.id}",
        placeholder=say("takes.more_like", job.locale),
        options=[
            discord.SelectOption(
                label=say("takes.more_like_one", job.locale, slate=take.slate),
                value=str(take.index),
            )
            for take in takes
        ],
    )


def lost_note(lost: Sequence[TakeRecord], locale: object = None) -> str:
    """Say which takes are not shown; nothing if all are."""
    if not lost:
        return ""
    return say("takes.not_shown", locale, slates=", ".join(take.slate for take in lost))
