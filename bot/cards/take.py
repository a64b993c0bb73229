"""The take card: the picture or the clip, how it came about, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.cards.layout import Card, button, gallery, row
from bot.cards.lineage import lineage
from bot.cards.releases import release_line
from bot.cards.reviewed import look_at, reviewed
from bot.cards.sheet import setup_line
from bot.cards.tree import branches
from bot.recipes import shot_of
from bot.records import Release, TakeRecord
from bot.words import say
from engine.protocol import LAYER, Animate, Bring, EditRegion, FixEyes, Refine, Restack

EDITS = (
    ("refine", "🔍"),
    ("eyes", "👁️"),
    ("region", "🩹"),
    ("regrade", "🎨"),
    ("animate", "🎞️"),
)
"""Verbs of the buttons that make a new take, with their signs."""

ENDS = (("finish", "🏁"), ("review", "✅"))
SEEDED = (Refine, FixEyes, EditRegion, Animate)
"""Edits that come out differently with another seed."""

STAR = "⭐"
CLIP = "video/mp4"
BEFORE = "before-"  # how the file of the picture before an edit is called

Pictures = Sequence[tuple[str, str]]
"""Name and alt text of each file that the message shows."""


@dataclass(frozen=True)
class Facts:
    """What a take's card says: the line that leads to it, and what lies beside it."""

    line: Sequence[TakeRecord]
    selected_by: int | None = None
    tree: Sequence[TakeRecord] = ()
    release: Release | None = None

    @property
    def take(self) -> TakeRecord:
        """The one that is shown."""
        return self.line[-1]

    @property
    def before(self) -> TakeRecord | None:
        """What to show beside it: a still that was edited into this still."""
        parent = self.line[-2] if len(self.line) > 1 else None
        stills = parent and all(each.media.startswith("image/") for each in (parent, self.take))
        edited = self.take.kind != "shoot"  # a sheet like its parent is no edit of it
        return parent if stills and edited else None


def take_card(facts: Facts, pictures: Pictures, locale: object = None, *, note: str = "") -> Card:
    """Draw the take. `pictures` are the message's files, the one before it first."""
    take = facts.take
    items: list[ui.Item[Any]] = [ui.TextDisplay(heading(facts, locale, note))]
    if pictures:
        items.append(gallery(pictures))
    if said := [*_caption(facts, pictures, locale), *reviewed(take, locale)]:
        items.append(ui.TextDisplay("\n".join(said)))
    items += look_at(take, locale)
    if small := small_print(facts, locale):
        items.append(ui.TextDisplay(small))
    items += _buttons(facts, locale)
    return Card(ui.Container(*items))


def heading(facts: Facts, locale: object = None, note: str = "") -> str:
    """The slate; where the take has a past, that in one line."""
    lines = [f"## {facts.take.slate}"]
    if len(facts.line) > 1:
        lines.append(lineage(facts.line, locale))
    return "\n".join([*lines, note] if note else lines)


def small_print(facts: Facts, locale: object = None) -> str:
    """Look, lens, light, seed, model and seconds; its branches, its release, who selected it."""
    take, parts = facts.take, list[str]()
    if shot := shot_of(take.recipe):
        parts.append(setup_line(shot, locale))
    if not isinstance(take.recipe.order, Bring):
        parts += [say("takes.seed", locale, seed=take.recipe.seed), take.recipe.model]
    if seconds := take.measures.get("seconds"):
        parts.append(f"{seconds:.1f} s")
    lines = [f"-# {' · '.join(parts)}"] if parts else []
    if beside := branches(facts.line, facts.tree, locale):
        lines.append(f"-# {beside}")
    if facts.release:
        lines.append(release_line(facts.release, locale))
    if facts.selected_by is not None:
        lines.append(f"{STAR} {say('takes.selected_by', locale, who=f'<@{facts.selected_by}>')}")
    return "\n".join(lines)


def _caption(facts: Facts, pictures: Pictures, locale: object) -> list[str]:
    """Which picture is which, where two are shown."""
    if not facts.before or len(pictures) < 2 or not pictures[0][0].startswith(BEFORE):
        return []
    then, now = facts.before.slate or "?", facts.take.slate
    return ["-# " + say("takes.before_after", locale, before=then, after=now)]


def _buttons(facts: Facts, locale: object) -> list[ui.Item[Any]]:
    take, still = facts.take, facts.take.media.startswith("image/")
    making = [_verb(take, *each, locale) for each in EDITS] if still else []
    going = [_verb(take, *each, locale) for each in ENDS] if still else []
    if isinstance(take.recipe.order, SEEDED):
        going.append(_verb(take, "again", "🔁", locale))
    if take.parent:
        going.append(_verb(take, "undo", "↩️", locale))
    if len(facts.tree) > 1:
        going.append(_verb(take, "branch", "🌿", locale))
    # The button says what it will do: two people who press it at once do not undo each other.
    selected = facts.selected_by is not None
    keeping = [
        button(
            say("takes.unselect" if selected else "takes.select", locale),
            f"t:select:{take.id}:{'off' if selected else 'on'}",
            discord.ButtonStyle.secondary if selected else discord.ButtonStyle.success,
            emoji=STAR,
        )
    ]
    if still and _has_layers(facts.line):
        keeping.append(_verb(take, "layers", "🗂️", locale))
    if shot_of(take.recipe):
        keeping.append(_verb(take, "keep", "👤", locale))
    keeping.append(_verb(take, "master", "📄", locale))
    return [row(each) for each in (making, going, keeping) if each]


def _verb(take: TakeRecord, verb: str, sign: str, locale: object) -> ui.Button[Card]:
    return button(say(f"takes.{verb}", locale), f"t:{verb}:{take.id}", emoji=sign)


def _has_layers(line: Sequence[TakeRecord]) -> bool:
    return any(LAYER in take.extras or isinstance(take.recipe.order, Restack) for take in line)
