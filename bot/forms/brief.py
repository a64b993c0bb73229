"""The forms of a brief: who, where, light, lens and frame, finish and use; and the opening form."""

from collections.abc import Callable, Mapping

from discord import ui

from bot.forms.fields import Choice, Colour, Person, Question, Said, Things, Words
from bot.forms.modal import Form, label, text_input
from bot.records import BriefRecord
from bot.words import say
from prompts import uses
from prompts.brief import Brief
from prompts.forms import from_data
from prompts.looks import looks
from prompts.optics import SENSORS

SIDES = ("left", "right", "front", "back", "above", "below")
HEIGHTS = ("low", "eye", "high", "overhead")
TIMES = ("dawn", "morning", "noon", "afternoon", "golden hour", "dusk", "blue hour", "night")
FRAMINGS = ("extreme close-up", "close-up", "medium close-up", "medium", "wide")
FOCALS = (18.0, 24.0, 28.0, 35.0, 50.0, 65.0, 85.0, 105.0, 135.0, 200.0)
APERTURES = (1.2, 1.4, 1.8, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0)
ASPECTS = ("1:1", "4:5", "3:4", "2:3", "9:16", "3:2", "16:9", "239:100")
GRAINS = ("none", "fine", "medium", "coarse")

FORMS: dict[str, Callable[[], tuple[Question, ...]]] = {
    "who": lambda: (
        Person(),
        Words("hair", "subject.hair"),
        Things("marks", "subject.marks"),
        Words("wardrobe", "subject.wardrobe", long=True),
        Words("emotion", "subject.emotion"),
    ),
    "where": lambda: (
        Words("place", "setting.place"),
        Choice("time", "setting.time", TIMES),
        Words("weather", "setting.weather"),
        Words("background", "setting.background"),
        Words("mood", "mood"),
    ),
    "light": lambda: (
        Choice("side", "light.key.side", SIDES),
        Choice("height", "light.key.height", HEIGHTS),
        Choice("softness", "light.key.softness", ("hard", "soft"), radio=True),
        Colour("colour", "key"),
        Said("others", "light"),
    ),
    "lens": lambda: (
        Choice("framing", "camera.framing", FRAMINGS),
        Choice("focal_mm", "camera.focal_mm", FOCALS, float),
        Choice("aperture", "camera.aperture", APERTURES, float),
        Choice("angle", "camera.angle", ("low", "eye", "high"), radio=True),
        Choice("sensor", "camera.sensor", tuple(SENSORS)),
    ),
    "finish": lambda: (
        Choice("look", "look", tuple(each.id for each in looks())),
        Choice("use", "use", tuple(each.name for each in uses.USES)),
        Choice("aspect", "aspect", ASPECTS),
        Choice("grain", "finish.grain", GRAINS, radio=True),
        Things("avoid", "avoid"),
    ),
}
"""Each form's questions, five at most. What they leave out is said in words."""


def form(name: str, record: BriefRecord, nonce: int, locale: object = None) -> Form:
    """A form, filled in from the brief. `nonce` is the interaction's id: forms are never shared."""
    return Form(
        say(f"cards.form.title.{name}", locale),
        f"m:{name}:{record.id}:{record.version}:{nonce}",
        [
            label(
                say(f"cards.form.{each.name}.label", locale),
                each.component(record.body, locale),
            )
            for each in FORMS[name]()
        ],
    )


def change(
    name: str, opened: Brief, answers: Mapping[str, str], locale: object = None
) -> Callable[[Brief], Brief]:
    """What lays a filled-in form on any newer version: only what differs from how it was opened.

    The change raises Sentence, ReadingError, RefusalError or BriefError.
    """
    differing = [
        (each, answers[each.name])
        for each in FORMS[name]()
        if each.name in answers and _differs(each.opened(opened), answers[each.name])
    ]

    def lay(brief: Brief) -> Brief:
        for question, answer in differing:
            brief = question.lay(brief, answer, locale)
        if differing:
            from_data(brief.model_dump(mode="json"))  # whole, it must still be of an adult
        return brief

    return lay


def _differs(one: str, other: str) -> bool:
    """Line ends and outer spaces are the client's business. A choice taken back is left open."""
    return " ".join(one.split()).removeprefix("-") != " ".join(other.split()).removeprefix("-")


def opening(look: str, character: str, nonce: int, locale: object = None) -> Form:
    """What `/brief new` asks where no idea was said; look and character go along."""
    names = ("new_who", "new_where", "new_light", "new_mood", "new_use")

    def answer(name: str) -> ui.Item[Form]:
        hint = say(f"cards.form.{name}.hint", locale)
        return text_input(name, "", long=name == "new_light", most=800, hint=hint)

    return Form(
        say("cards.form.title.new", locale),
        f"m:new:{look or '-'}:{nonce}:{character}",
        [label(say(f"cards.form.{name}.label", locale), answer(name)) for name in names],
    )


def more(record: BriefRecord, nonce: int, locale: object = None) -> Form:
    """Say more, in words."""
    words = text_input("words", "", long=True, most=4000, hint=say("cards.form.words.hint", locale))
    return Form(
        say("cards.form.title.more", locale),
        f"m:more:{record.id}:{record.version}:{nonce}",
        [label(say("cards.form.words.label", locale), words)],
    )
