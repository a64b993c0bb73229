"""A page of /help: what is said, the pictures before and after it, and what it did."""

from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.alt import alt_text
from bot.cards.layout import Card, button, gallery
from bot.lessons import ALL, Lesson, lessons, picture
from bot.talk.understood import understood
from bot.words import say
from prompts.brief import Brief, Subject

NOTHING = Brief(subject=Subject())


def overview(locale: object = None) -> tuple[Card, list[discord.File]]:
    """How to brief in three sentences, and all ten pictures at once."""
    intro = f"## {say('help.title', locale)}\n{say('help.intro', locale)}"
    alt = say("help.alt_all", locale)
    begin = button(say("help.begin", locale), "h:page:1", discord.ButtonStyle.primary)
    card = ui.Container[Any](
        ui.TextDisplay(intro),
        ui.TextDisplay(say("help.ten", locale)),
        gallery([(ALL, alt)]),
        ui.ActionRow(begin),
    )
    return Card(card), [_file(ALL, alt)]


def page(lesson: Lesson, locale: object = None) -> tuple[Card, list[discord.File]]:
    """One lesson, with the picture before it for comparison."""
    every = lessons()
    before = every[lesson.number - 2] if lesson.changes else None
    shown = [(each.file, _alt(each, lesson, locale)) for each in (before, lesson) if each]
    card = ui.Container[Any](
        ui.TextDisplay(_said(lesson, len(every), locale)),
        gallery(shown),
        ui.TextDisplay(_effect(lesson, before, locale)),
        ui.ActionRow(*_steps(lesson, len(every), locale)),
        ui.ActionRow(_jump(lesson, locale)),
    )
    return Card(card), [_file(name, alt) for name, alt in shown]


def title(lesson: Lesson, locale: object = None) -> str:
    """What the lesson is called."""
    return say(f"help.lesson.{lesson.name}.title", locale)


def _said(lesson: Lesson, of: int, locale: object) -> str:
    head = say("help.heading", locale, number=lesson.number, of=of, title=title(lesson, locale))
    return f"## {head}\n> {lesson.said}"


def _effect(lesson: Lesson, before: Lesson | None, locale: object) -> str:
    effect = say(f"help.lesson.{lesson.name}.effect", locale, **lesson.numbers)
    heard = understood(before.brief if before else NOTHING, lesson.brief, locale)
    left = (
        say("help.notes", locale, n=lesson.notes) if lesson.notes else say("help.no_notes", locale)
    )
    return f"{effect}\n-# {say('help.understood', locale, what=heard)} {left}"


def _alt(shown: Lesson, lesson: Lesson, locale: object) -> str:
    key = "help.alt_now" if shown is lesson else "help.alt_before"
    return say(key, locale, alt=alt_text(shown.brief, "take"))[:1024]


def _steps(lesson: Lesson, of: int, locale: object) -> tuple[ui.Button[Any], ...]:
    number = lesson.number
    back = button(say("help.back", locale), f"h:page:{number - 1}", emoji="◀️")
    onward = button(say("help.next", locale), f"h:page:{number + 1}", emoji="▶️")
    onward.disabled = number == of
    tried = button(say("help.try", locale), f"h:try:{number}", discord.ButtonStyle.primary)
    return back, onward, tried


def _jump(lesson: Lesson, locale: object) -> ui.Select[Any]:
    return ui.Select(
        custom_id="h:jump",
        placeholder=say("help.jump", locale)[:150],
        options=[
            discord.SelectOption(
                label=f"{each.number}. {title(each, locale)}"[:100],
                value=str(each.number),
                default=each is lesson,
            )
            for each in lessons()
        ],
    )


def _file(name: str, alt: str) -> discord.File:
    return discord.File(BytesIO(picture(name)), filename=name, description=alt)
