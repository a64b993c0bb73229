"""🩹 Region: one part of the take becomes something else; the rest keeps every byte."""

import discord
from discord import ui

from bot.actions.press import Press, editable, seed
from bot.errors import Sentence
from bot.forms.modal import Form, answers, label, text_input
from bot.recipes import brief_of
from bot.records import TakeRecord
from bot.talk.compile import refuse_likeness
from bot.words import say
from engine.protocol import EditRegion, Region
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.intake import read

REGIONS: tuple[Region, ...] = ("hair", "wardrobe", "background", "skin")
FIELDS: dict[Region, str] = {
    "hair": "subject.hair",
    "wardrobe": "subject.wardrobe",
    "background": "setting.background",
    "skin": "subject.marks",
}
"""What the words are about where the reader does not see it by itself."""

LONGEST = 300  # characters


def order(take: TakeRecord, region: Region, words: str, locale: object = None) -> EditRegion:
    """Raises Sentence, and the reader's and the compiler's errors, each with a sentence."""
    recipe = editable(take, locale).recipe
    brief = brief_of(recipe)
    if brief is None:
        raise Sentence(say("takes.brought", locale))
    changed = reworded(brief, region, words)
    refuse_likeness(changed, locale)
    return EditRegion(
        take=take.blob,
        recipe=recipe,
        model=recipe.model,
        seed=seed(),
        region=region,
        words=words,
        shot=compile_shot(changed),
    )


def reworded(brief: Brief, region: Region, words: str) -> Brief:
    """The brief with the region's new words in it. Raises ReadingError, RefusalError."""
    path = FIELDS[region]
    read_so = read(words, brief).brief
    table, name = path.split(".")
    if getattr(getattr(read_so, table), name) == getattr(getattr(brief, table), name):
        value: object = words
        if region == "skin":
            value = (*brief.subject.marks, words)
        part = getattr(read_so, table).model_copy(update={name: value})
        read_so = read_so.model_copy(update={table: part})
    return read_so.model_copy(update={"notes": brief.notes, "version": brief.version})


async def pressed(press: Press) -> None:
    """Ask in a form."""
    editable(press.take, press.locale)
    part = ui.RadioGroup[Form](
        custom_id="region",
        options=[
            discord.RadioGroupOption(
                label=press.say(f"takes.part.{name}"), value=name, default=name == REGIONS[0]
            )
            for name in REGIONS
        ],
    )
    hint = press.say("takes.words_hint")
    form = Form(
        press.say("takes.region_title", slate=press.take.slate),
        f"m:region:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("takes.which_part"), part),
            label(
                press.say("takes.what_becomes"),
                text_input("words", "", long=True, most=LONGEST, hint=hint),
            ),
        ],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    region, words = said.get("region", ""), said.get("words", "").strip()
    if region not in REGIONS or not words:
        raise Sentence(press.say("takes.no_words"))
    asked = order(press.take, region, words[:LONGEST], press.locale)
    await press.defer()
    await press.order(asked)
