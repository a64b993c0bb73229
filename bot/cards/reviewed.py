"""What a review found, on the take's card: what is good, what to look at, and what mends it."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.cards.layout import button
from bot.records import TakeRecord
from bot.words import say
from engine.protocol import Finding

SAME_PERSON = 0.60  # distance of two faces below which they are taken for one person's
MENDS = {  # by what the review says: the button's verb, its argument, and its sign
    "eyes": ("eyes", "both", "👁️"),
    "eyes:both": ("eyes", "both", "👁️"),
    "eyes:left": ("eyes", "left", "👁️"),
    "eyes:right": ("eyes", "right", "👁️"),
    "region:skin": ("region", "skin", "🩹"),
    "region:background": ("region", "background", "🩹"),
    "region:hair": ("region", "hair", "🩹"),
    "region:wardrobe": ("region", "wardrobe", "🩹"),
    "region:lips": ("region", "lips", "🩹"),
    "regrade": ("regrade", "mend", "🎨"),
    "refine": ("refine", "mend", "🔍"),
}
EYES = {side: (f"gaze-{side}", f"iris-{side}", f"roundness-{side}") for side in ("left", "right")}
"""What a review sees of each eye."""

MOST = 4  # sections with a button: each takes three of a message's 40 components
NOTES = tuple(
    f"{side}-eye-{what}" for side in ("left", "right") for what in ("kept", "fine", "unseen")
)
"""Codes that the card says in words; what it does not know it leaves out."""


def reviewed(take: TakeRecord, locale: object = None) -> list[str]:
    """What was noted, what is good, and whether it is the same person, a line each."""
    lines = [f"-# {text}" for text in _notes(take, locale)]
    if good := _good(take, locale):
        lines.append(say("takes.good", locale, things=", ".join(good)))
    if (distance := take.measures.get("same_person")) is not None:
        key = "takes.same_person" if distance < SAME_PERSON else "takes.other_person"
        most = f"{SAME_PERSON:.2f}"
        lines.append(say(key, locale, distance=f"{distance:.2f}", most=most))
    return lines


def _good(take: TakeRecord, locale: object) -> list[str]:
    """What is good, by name; an eye of which all is good is one thing, and so are both."""
    whole = {
        side: all(each.good for each in take.findings if each.what in eye)
        for side, eye in EYES.items()
    }
    good = [each.what for each in take.findings if each.good and each.what != "face"]
    names = list[str]()
    for what in good:
        side = next((side for side, eye in EYES.items() if what in eye and whole[side]), "")
        key = "eyes" if side and all(whole.values()) else f"eye_{side}" if side else what
        names.append(say(f"takes.seen.{key.replace('-', '_')}", locale))
    return list(dict.fromkeys(names))


def look_at(take: TakeRecord, locale: object = None) -> list[ui.Item[Any]]:
    """Each thing to be looked at, with the button that mends it; things with one button share it.

    What no button mends is said without one.
    """
    wrong = [each for each in take.findings if not each.good]
    mended: dict[str, list[Finding]] = {}
    for each in wrong if take.media.startswith("image/") else ():
        if each.mend in MENDS and (each.mend in mended or len(mended) < MOST):
            mended.setdefault(each.mend, []).append(each)
    items: list[ui.Item[Any]] = []
    for mend, those in mended.items():
        verb, arg, sign = MENDS[mend]
        label = say(f"takes.mend.{mend.replace(':', '_')}", locale)
        accessory = button(
            label, f"t:{verb}:{take.id}:{arg}", discord.ButtonStyle.primary, emoji=sign
        )
        items.append(ui.Section(_look(those, locale), accessory=accessory))
    rest = [each for each in wrong if each.mend not in mended]
    if rest:
        items.append(ui.TextDisplay(_look(rest, locale)))
    return items


def _look(those: list[Finding], locale: object) -> str:
    """One line for each: what is wrong, and what was measured."""
    return "\n".join(_look_line(each, locale) for each in those)


def _look_line(finding: Finding, locale: object) -> str:
    key = finding.what.replace("-", "_")
    what = say(f"takes.look.{key}", locale)
    return say("takes.look_at", locale, what=what, measured=_measured(finding, locale))


def _measured(finding: Finding, locale: object) -> str:
    value, low, high = finding.value, finding.low, finding.high
    if low is not None and high is not None:
        limits = say("takes.between", locale, low=_number(low), high=_number(high))
    elif high is not None:
        limits = say("takes.at_most", locale, high=_number(high))
    elif low is not None:
        limits = say("takes.at_least", locale, low=_number(low))
    else:
        return ""
    return say("takes.measured", locale, value=_number(value), limits=limits)


def _number(value: float) -> str:
    return f"{value:.3g}"


def _notes(take: TakeRecord, locale: object) -> Iterator[str]:
    for code in take.notes:
        if code in NOTES:
            yield say(f"takes.note.{code.replace('-', '_')}", locale)
