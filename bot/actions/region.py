"""🩹 Region: one part of the take becomes something else; the rest keeps every byte."""

from typing import get_args

from bot.actions.press import Press, editable, onto
from bot.errors import Sentence
from bot.forms.choices import how_much, radio, some_of, strength_of
from bot.forms.modal import Form, answers, label, text_input
from bot.recipes import brief_of
from bot.records import TakeRecord
from bot.talk.compile import refuse_likeness
from engine.protocol import Box, EditRegion, Region
from prompts.boxes import EXAMPLES, box
from prompts.brief import Brief, Subject
from prompts.compiler import compile_shot
from prompts.intake import read
from prompts.shot import Shot

REGIONS: tuple[Region, ...] = get_args(Region)
PLACE = "place"  # a part of the frame, said in words
FIELDS: dict[str, str] = {
    "hair": "subject.hair",
    "wardrobe": "subject.wardrobe",
    "background": "setting.background",
    "skin": "subject.marks",
}
"""What the words are about where the reader does not see it by itself."""

MENDED = {"skin": "natural skin texture, less shine", "background": "soft, far out of focus"}
"""What a review asks for; somebody may say it otherwise. It is read in English."""

LONGEST = 300  # characters


def order(
    take: TakeRecord,
    region: Region | Box,
    words: str,
    locale: object = None,
    *,
    strength: float = 1.0,
    shot: Shot | None = None,
) -> EditRegion:
    """`shot` is the light of the take's brief, where its recipe knows of none.

    Raises Sentence, and the reader's and the compiler's errors, each with a sentence.
    """
    editable(take, locale)
    brief = brief_of(take.recipe) or (shot.brief if shot else None)
    changed = reworded(brief or Brief(subject=Subject()), region, words)
    refuse_likeness(changed, locale)
    wanted = EditRegion(
        take=take.blob,
        region=region,
        words=words,
        strength=strength,
        shot=compile_shot(changed) if brief else None,  # an empty brief's light is nobody's
    )
    return onto(take, wanted, None, locale)


def reworded(brief: Brief, region: Region | Box, words: str) -> Brief:
    """The brief with the region's new words in it. Raises ReadingError, RefusalError."""
    read_so = read(words, brief).brief
    path = FIELDS.get(region, "") if isinstance(region, str) else ""
    if path:
        table, name = path.split(".")
        if getattr(getattr(read_so, table), name) == getattr(getattr(brief, table), name):
            value: object = words
            if region == "skin":
                value = (*brief.subject.marks, words)
            part = getattr(read_so, table).model_copy(update={name: value})
            read_so = read_so.model_copy(update={table: part})
    return read_so.model_copy(update={"notes": brief.notes, "version": brief.version})


async def pressed(press: Press) -> None:
    """Ask in a form; the button beside a finding has filled it in."""
    editable(press.take, press.locale)
    parts = [(name, press.say(f"takes.part.{name}")) for name in (*REGIONS, PLACE)]
    chosen = press.arg if press.arg in REGIONS else REGIONS[0]
    hint = press.say("takes.words_hint")
    form = Form(
        press.say("takes.region_title", slate=press.take.slate),
        f"m:region:{press.take.id}:{press.interaction.id}",
        [
            label(press.say("takes.which_part"), radio("region", parts, chosen)),
            label(
                press.say("takes.which_place"),
                text_input("place", "", most=100, hint=press.say("takes.place_hint")),
            ),
            label(
                press.say("takes.what_becomes"),
                text_input("words", MENDED.get(press.arg, ""), long=True, most=LONGEST, hint=hint),
            ),
            label(press.say("takes.how_much"), how_much(press.locale, "strong")),
        ],
    )
    await press.interaction.response.send_modal(form)


async def submitted(press: Press) -> None:
    """Order what the form says."""
    said = answers(press.interaction)
    words = said.get("words", "").strip()[:LONGEST]
    region = _region(press, said.get("region", ""), said.get("place", ""))
    if not words:
        raise Sentence(press.say("takes.no_words"))
    strong = said.get("strength", "strong") == "strong"
    asked = order(
        press.take,
        region,
        words,
        press.locale,
        strength=1.0 if strong else strength_of(said.get("strength", "")),
        shot=await press.light(),
    )
    await press.defer()
    await press.order(asked)


def _region(press: Press, part: str, place: str) -> Region | Box:
    """Raises Sentence for a place that is none."""
    if found := some_of(REGIONS, part):
        return found[0]
    if part != PLACE:
        raise Sentence(press.say("takes.no_words"))
    edges = box(place)
    if edges is None:
        raise Sentence(press.say("takes.no_place", examples=EXAMPLES))
    left, top, right, bottom = edges
    return Box(left=left, top=top, right=right, bottom=bottom)
