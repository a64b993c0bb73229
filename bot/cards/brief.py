"""The brief card: the brief as it stands, its light as a picture, and everything one may press."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import discord
from discord import ui

from bot.alt import alt_text
from bot.cards.brief_optics import Optics, optics
from bot.cards.brief_rows import kept, rows
from bot.cards.layout import Card, button, row
from bot.cards.pieces import clipped, harmless
from bot.records import BriefRecord
from bot.words import say
from prompts.brief import Brief
from prompts.lint import Advice, lint
from prompts.looks import LookError, dress, look, look_of
from prompts.shot import Dressed

QUOTED = ("empty-words", "brand")  # rules whose reason does not say which words they mean
NOTES = 3  # lint notes that are shown
NOTE = 260  # characters of one, and of the optics
TITLE, WHY = 100, 160  # characters
EDITS = ("who", "where", "light", "lens", "finish")
SHOOTS = (4, 8)
ACCENT = discord.Colour(0xC8A15A)  # warm lamp light
Previs = Literal["none", "coming", "shown", "late", "failed"]


@dataclass(frozen=True)
class View:
    """What the card shows beside the brief itself."""

    locale: object = None
    previs: Previs = "none"
    why: str = ""  # the light could not be worked out
    picture: str = ""  # name of the attached previs
    picture_version: int | None = None  # of the brief that it shows
    references: tuple[str, ...] = ()  # names of the attached thumbnails
    newer: str = ""  # link to the card that has taken this one's place


def brief_card(record: BriefRecord, view: View) -> Card:
    """The card of one brief. Pure, and within Discord's bounds whatever the brief holds."""
    dressed = _dressed(record.body)
    seen = optics(dressed.brief, view.locale)
    parts = (
        *_head(record, dressed, view),
        ui.TextDisplay[Card](rows(dressed, view.locale)),
        *_texts(kept(record.body, view.locale)),
        ui.Separator[Card](),
        *_texts(clipped(seen.plain, NOTE)),
        *_notes(record, seen, view.locale),
        *_buttons(record, view.locale),
        ui.TextDisplay[Card](f"-# {say('cards.legend', view.locale)}"),
    )
    return Card(ui.Container[Card](*parts, accent_colour=ACCENT))


def advice(brief: Brief) -> tuple[Advice, ...]:
    """What the card's notes are about, the gravest first."""
    return lint(brief)


def fix_key(each: Advice) -> str:
    """What names a piece of advice in a custom_id: its rule, its field, and a trace of its words.

    One rule may find several words in one field: each fix is its own button.
    """
    words = hashlib.sha256(each.words.lower().encode()).hexdigest()[:6]
    return f"{each.rule}.{each.path}"[:53] + f".{words}"


def _dressed(brief: Brief) -> Dressed:
    """A look that does not exist any more dresses nothing: the lint says so."""
    try:
        return dress(brief)
    except LookError:
        plain = brief.finish.model_copy(update={"grade": None})
        return dress(brief.model_copy(update={"look": None, "finish": plain}))


def _texts(*texts: str) -> Iterator[ui.TextDisplay[Card]]:
    for text in texts:
        if text:
            yield ui.TextDisplay(text)


def _head(record: BriefRecord, dressed: Dressed, view: View) -> Iterator[ui.Item[Card]]:
    """Title and version, then the light."""
    if view.newer:
        yield ui.TextDisplay(f"-# {say('cards.newer', view.locale, link=view.newer)}")
    title = harmless(record.title, TITLE) or say("cards.untitled", view.locale)
    look_title = _look(record.body)
    sub = ", ".join(
        (
            say("cards.version", view.locale, version=record.version),
            say("cards.in_look", view.locale, look=look_title),
        )
    )
    yield ui.TextDisplay(f"## {title}\n-# {sub}")
    if view.picture:
        alt = alt_text(dressed.brief, "previs")
        yield _gallery([(view.picture, alt)])
    if text := _waiting(record, view):
        yield ui.TextDisplay(f"-# {text}")
    if view.references:
        alt = alt_text(None, "reference")
        yield _gallery([(name, alt) for name in view.references[:10]])


def _gallery(pictures: list[tuple[str, str]]) -> ui.MediaGallery[Card]:
    return ui.MediaGallery(
        *(
            discord.MediaGalleryItem(f"attachment://{name}", description=alt)
            for name, alt in pictures
        )
    )


def _look(brief: Brief) -> str:
    try:
        return look(brief.look).title if brief.look else look_of(brief).title
    except LookError:
        return harmless(brief.look or "")


def _waiting(record: BriefRecord, view: View) -> str:
    """Where the light is, if it is not in the picture."""
    match view.previs:
        case "coming" if view.picture and view.picture_version != record.version:
            return say("cards.previs.stale", view.locale, version=view.picture_version)
        case "coming" | "late":
            return say(f"cards.previs.{view.previs}", view.locale)
        case "failed":
            return say("cards.previs.failed", view.locale, why=harmless(view.why, WHY))
        case "none" | "shown":
            return ""


def _notes(record: BriefRecord, seen: Optics, locale: object) -> Iterator[ui.Item[Card]]:
    """At most three notes, each with its fix where one is known to hold."""
    found = advice(record.body)
    said = " ".join(each.why for each in found)
    against = [text for text in seen.against if text not in said]
    for each in found[:NOTES]:
        text = clipped(f"{'⚠️' if each.level == 'error' else '💡'} {_why(each)}", NOTE)
        if each.fix:
            fix = button(each.fix, f"b:fix:{record.id}:{fix_key(each)}")
            yield ui.Section(ui.TextDisplay(text), accessory=fix)
        else:
            yield ui.TextDisplay(text)
    room = NOTES - len(found[:NOTES])
    for text in against[:room]:
        yield ui.TextDisplay(clipped(f"💡 {text}", NOTE))
    if (more := len(found) + len(against) - NOTES) > 0:
        yield ui.TextDisplay(f"-# {say('cards.more_notes', locale, n=more)}")


def _why(each: Advice) -> str:
    """Why, after the words that it is about unless it quotes them itself."""
    why, words = harmless(each.why, NOTE), harmless(each.words, 40)
    quoted = each.path == "notes" or each.rule in QUOTED
    return f"“{words}”: {why}" if quoted and words and words not in why else why


def _buttons(record: BriefRecord, locale: object) -> Iterator[ui.ActionRow[Card]]:
    """Change it, shoot it, say more."""
    yield row(
        button(say(f"cards.button.{verb}", locale), f"b:{verb}:{record.id}") for verb in EDITS
    )
    primary = discord.ButtonStyle.primary
    yield row(
        [
            *(
                button(say("cards.button.shoot", locale, n=n), f"b:shoot:{record.id}:{n}", primary)
                for n in SHOOTS
            ),
            button(say("cards.button.more", locale), f"b:more:{record.id}"),
            button(say("cards.button.history", locale), f"b:history:{record.id}"),
        ]
    )
