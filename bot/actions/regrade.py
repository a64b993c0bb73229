"""🎨 Regrade: another print of the same negative, tried on a panel that only who pressed sees."""

import asyncio
import io

import discord

from bot.actions.choosing import chosen
from bot.actions.grade_files import asked as ask_for_file
from bot.actions.grade_files import exported
from bot.actions.guard import need_shooter
from bot.actions.press import Press, editable, onto
from bot.cards.layout import pictures_of
from bot.cards.tone import BOARD, tone_card
from bot.errors import Sentence
from bot.recipes import look_of_grade
from bot.records import JobRecord, Reference, TakeRecord
from bot.talk.recent import Recent
from bot.toning import NONE, SLIDERS, Tone
from engine.protocol import PROOF, Board, Regrade, StudioError
from prompts.looks import looks
from prompts.setup import Grade

DEFAULT = "w"  # what the reaction asks for
PREFIX = 16  # characters of a reference's blob that name it

_newest: Recent[tuple[int, str], str] = Recent(500)  # by who tries what: the tone they see


def order(take: TakeRecord, locale: object = None) -> Regrade:
    """A little warmer. Raises Sentence for what cannot be edited."""
    return _print(take, Tone().pressed(DEFAULT), locale)


def _print(take: TakeRecord, tone: Tone, locale: object = None) -> Regrade:
    """Raises Sentence, LookError."""
    editable(take, locale)
    return onto(take, Regrade(take=take.blob, grade=tone.grade(take.recipe.grade)), None, locale)


async def pressed(press: Press) -> None:
    """Open the panel; its board of looks comes when it is made."""
    editable(press.take, press.locale)
    need_shooter(press.interaction)
    tone, references = Tone(), await _references(press)
    note = press.say("takes.board_comes")
    card = tone_card(press.take, tone, references, press.locale, note=note)
    await press.interaction.response.send_message(view=card, ephemeral=True)
    own = press.take.recipe.grade
    now = look_of_grade(own) or press.say("takes.own_print")
    grades = {now: own} | {each.title: each.grade for each in looks()}
    await _preview(press, tone, references, dict(list(grades.items())[:25]))


async def toned(press: Press) -> None:
    """Something was pressed on the panel: `what.base.presses`."""
    what, _, written = press.arg.partition(".")
    tone = Tone.read(written)
    match what:
        case "print":
            await _end(press, _print(press.take, tone, press.locale))
        case "drop":
            await _end(press, _print(press.take, Tone(NONE), press.locale))
        case "match" if press.values:
            await _end(press, await _match(press, tone))
        case "file":
            await ask_for_file(press)
        case "export":
            await exported(press)
        case "look" if press.values:
            await _try(press, Tone(press.values[0]))
        case "over":
            await _try(press, Tone())
        case letter if letter in SLIDERS:
            await _try(press, tone.pressed(letter))
        case _:
            raise Sentence(press.say("errors.button_gone"))


async def _try(press: Press, tone: Tone) -> None:
    """Draw the panel so, and its previews when they are made."""
    editable(press.take, press.locale)
    own, references = press.take.recipe.grade, await _references(press)
    grade = tone.grade(own)
    message = press.interaction.message
    shown = message is not None and BOARD in dict(pictures_of(message))
    card = tone_card(press.take, tone, references, press.locale, picture=shown)
    await press.interaction.response.edit_message(view=card)
    now = look_of_grade(own) or press.say("takes.own_print")
    new = tone.said(own, press.locale)
    grades = {now: own, (new if new != now else f"{new} "): grade}
    await _preview(press, tone, references, grades)


async def _preview(
    press: Press, tone: Tone, references: tuple[Reference, ...], grades: dict[str, Grade]
) -> None:
    """Have the previews made; a later press makes an earlier one's forgotten."""
    who = (press.user, press.take.id)
    token = _newest.put(who, f"{press.interaction.id}")

    async def ended(job: JobRecord, made: TakeRecord | None) -> None:
        if _newest.get(who) != token or press.interaction.is_expired():
            return
        data = await _bytes(press, made)
        note = "" if data else job.error or press.say("takes.no_board")
        card = tone_card(press.take, tone, references, press.locale, picture=bool(data), note=note)
        files = [discord.File(io.BytesIO(data), BOARD)] if data else []
        await press.interaction.edit_original_response(view=card, attachments=files)

    order = onto(press.take, Board(take=press.take.blob, grades=grades), None, press.locale)
    await press.aside(order, ended)


async def _end(press: Press, order: Regrade) -> None:
    """Order the print, and take the panel away."""
    await press.defer()
    await press.order(order)
    _newest.drop((press.user, press.take.id))
    await chosen(press)


async def _match(press: Press, tone: Tone) -> Regrade:
    """Printed in the colours of a reference of its brief."""
    for each in await _references(press):
        if each.blob[:PREFIX] == press.values[0]:
            grade = tone.grade(press.take.recipe.grade)
            wanted = Regrade(take=press.take.blob, grade=grade, like=each.blob)
            return onto(press.take, wanted, None, press.locale)
    raise Sentence(press.say("takes.no_reference"))


async def _references(press: Press) -> tuple[Reference, ...]:
    brief = press.take.brief
    return await press.rooms.house.store.references(brief) if brief else ()


async def _bytes(press: Press, take: TakeRecord | None) -> bytes:
    try:
        blob = take.extras.get(PROOF, take.blob) if take else ""
        return await asyncio.to_thread(press.rooms.house.blobs.get, blob) if blob else b""
    except StudioError:
        return b""
