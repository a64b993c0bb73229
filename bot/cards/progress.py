"""The progress message: what is made, where it stands, how long it will take, and Stop."""

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.cards.eta import Pace, spoken
from bot.cards.layout import Card, button, gallery, row
from bot.cards.lineage import made
from bot.records import JobRecord
from bot.words import say
from engine.protocol import Standing

BAR = 12  # characters
FULL, EMPTY = "▰", "▱"
PREVIEW = "preview.webp"


@dataclass(frozen=True)
class Standpoint:
    """What is known of a job at one moment; `now` on the clock of `pace`."""

    standing: Standing | None  # None: not asked yet
    pace: Pace
    now: float

    @property
    def running(self) -> bool:
        """Has a worker begun?"""
        queued = self.standing is not None and self.standing.state == "queued"
        return self.pace.began is not None and not queued


def progress_card(job: JobRecord, at: Standpoint, *, preview: bool, note: str = "") -> Card:
    """Draw it; with `preview`, the message has a file PREVIEW."""
    locale = job.locale
    lines = [f"**{made(job)}**", where(job, at), *([note] if note else [])]
    items: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(lines))]
    if preview:
        items.append(gallery([(PREVIEW, say("jobs.preview_alt", locale))]))
    stop = button(say("jobs.stop", locale), f"j:stop:{job.id}", discord.ButtonStyle.danger)
    items.append(row([stop]))
    return Card(ui.Container(*items))


def where(job: JobRecord, at: Standpoint) -> str:
    """Its place in the queue, or its bar; and what can honestly be said of the time."""
    return _running(job, at) if at.running else _waiting(job, at)


def _waiting(job: JobRecord, at: Standpoint) -> str:
    before = at.standing.before if at.standing else 0
    line = say("jobs.waiting", job.locale, n=before) if before else say("jobs.next", job.locale)
    if at.pace.usual is not None:
        usual = spoken(at.pace.usual, job.locale)
        line += " " + say("jobs.usually", job.locale, time=usual)
    return line


def _running(job: JobRecord, at: Standpoint) -> str:
    filled = round(BAR * at.pace.share)
    bar = FULL * filled + EMPTY * (BAR - filled)
    return f"{bar} {round(100 * at.pace.share)} % · {_left(job, at)}"


def _left(job: JobRecord, at: Standpoint) -> str:
    left = at.pace.left(at.now)
    if left is not None:
        return say("jobs.left", job.locale, time=spoken(left, job.locale))
    known = at.pace.usual is not None
    return say("jobs.overdue" if known else "jobs.unknown", job.locale)


def closed_card(job: JobRecord, sentence: str) -> Card:
    """What stays of a job that made nothing: why, and a button to try again."""
    again = button(say("jobs.retry", job.locale), f"s:again:{job.id}", emoji="🔁")
    return Card(ui.Container(ui.TextDisplay(sentence), row([again])))
