"""The words of a region's edit as a brief, where the order brings no brief of its own."""

from engine.protocol import Box, Region, StudioError
from prompts.adults import refuse_minors
from prompts.brief import Brief, Subject
from prompts.compiler import compile_shot
from prompts.intake import read
from prompts.setup import Backdrop

EXAMPLES: dict[Region, str] = {
    "hair": "a cut, a length or a colour: \N{LEFT DOUBLE QUOTATION MARK}short red bob"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "wardrobe": "a garment and its colour: \N{LEFT DOUBLE QUOTATION MARK}dark green coat"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "background": "a place or a colour: \N{LEFT DOUBLE QUOTATION MARK}a forest"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "skin": "freckles, a scar, lipstick or a tone: \N{LEFT DOUBLE QUOTATION MARK}many freckles"
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "lips": "a colour: \N{LEFT DOUBLE QUOTATION MARK}dark red lips\N{RIGHT DOUBLE QUOTATION MARK}",
}


class Unheard(StudioError):  # noqa: N818 - another model may understand
    """Words that change nothing that this camera knows. Its text is a sentence."""


def unheard(region: Region | Box, words: str) -> str:
    """Say that the words change nothing that the camera knows, and what would."""
    if isinstance(region, Box):
        return (
            f"The maquette knows no way in which {words!r} changes what is in this box. Say what "
            "hair, wardrobe, place or expression it should show, or say nothing for another moment."
        )
    return (
        f"The maquette knows no way in which {words!r} changes the {region} of this take. "
        f"Say {EXAMPLES[region]}; or say nothing, and it will choose."
    )


def reworded(brief: Brief, region: Region | Box, words: str) -> Brief:
    """The brief with new words for one region; for a box, a change in free words.

    Raises StudioError for words that ask for a minor, or that cannot be read.
    """
    if not words:
        return brief
    try:
        if isinstance(region, Box):
            return read(words, onto=brief).brief
        refuse_minors(words)
    except ValueError as error:  # of prompts: each is a sentence
        raise StudioError(str(error)) from error
    who = brief.subject
    match region:
        case "hair":
            return brief.model_copy(update={"subject": who.model_copy(update={"hair": words})})
        case "wardrobe":
            return brief.model_copy(update={"subject": who.model_copy(update={"wardrobe": words})})
        case "skin" | "lips":
            marks = {"marks": (*who.marks, words)}
            return brief.model_copy(update={"subject": who.model_copy(update=marks)})
        case "background":
            where = {"background": words, "place": None}
            return brief.model_copy(update={"setting": brief.setting.model_copy(update=where)})


def place(brief: Brief) -> Backdrop:
    """The place that a brief asks for, in the light of its look. Raises StudioError."""
    bare = Brief(subject=Subject(), look=brief.look, mood=brief.mood, setting=brief.setting)
    try:
        return compile_shot(bare).setup.backdrop
    except ValueError as error:
        raise StudioError(str(error)) from error
