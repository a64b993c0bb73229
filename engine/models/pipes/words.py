"""The words of an order in a family's dialect."""

from engine.models.pipes.card import Dialect
from engine.models.reword import reworded
from engine.protocol import Animate, EditRegion, FixEyes, Move, Order, StudioError, shot_of
from prompts.adults import refuse_minors
from prompts.compiler import compile_shot
from prompts.setup import Prompt
from prompts.shot import Shot

EYES = {
    "clip": "extreme close-up photograph of the eyes of {who}, both irises round and sharp, "
    "{gaze}, catchlights, natural lashes and lids",
    "prose": "An extreme close-up photograph of the eyes of {who}. Both irises are round and "
    "sharp, with natural lashes and lids and a catchlight in each pupil; the eyes are {gaze}.",
}
GAZES = {
    "natural": "at ease",
    "calm": "calm and half lowered",
    "camera": "looking into the camera",
    "keep": "at ease",
}
SPOILT = "cross-eyed, blurred, deformed pupils, closed eyes"  # for families that read negatives
MOVES: dict[Move, str] = {
    "breath": "breathes calmly",
    "blink": "blinks once",
    "glance": "glances aside and back",
    "wind": "has hair that moves in a light wind",
    "drift": "is filmed by a camera that drifts a little",
    "push": "is filmed by a camera that comes slowly closer",
    "focus": "comes into focus",
    "candle": "sits in light that flickers like a candle",
    "neon": "sits in neon light that flickers",
    "rain": "sits before falling rain",
    "dust": "sits among dust that floats in the light",
}
STILL = "sits still"
ANYBODY = "a photograph of a person"
FOLLOW = "Photograph the person of the reference picture anew, with the very same face and age."


def of_shot(shot: Shot, dialect: Dialect) -> Prompt:
    """A shot's words."""
    return shot.clip if dialect == "clip" else shot.prose


def following(prompt: Prompt, dialect: Dialect) -> Prompt:
    """The words of a shot of whom a reference shows; adapters, for phrases, need no such words."""
    if dialect == "clip":
        return prompt
    return prompt.model_copy(update={"positive": f"{FOLLOW} {prompt.positive}"})


def of_order(order: Order, dialect: Dialect) -> Prompt:
    """The words of an order: of its shot, of what it changes, of the eyes. Raises StudioError."""
    shot = shot_of(order)
    match order:
        case FixEyes():
            return _eyes(order, shot, dialect)
        case Animate(moves=moves):
            return _moving(moves, shot, dialect)
        case EditRegion(words=words) if words.strip():
            return _changed(order, shot, dialect)
        case _:
            return of_shot(shot, dialect) if shot else Prompt(positive=ANYBODY)


def _eyes(order: FixEyes, shot: Shot | None, dialect: Dialect) -> Prompt:
    age = shot.brief.subject.age if shot else None
    who = f"a person of {age}" if age else "an adult"
    text = EYES[dialect].format(who=who, gaze=GAZES[order.gaze])
    return Prompt(positive=text, negative=SPOILT if dialect == "clip" else "")


def _moving(moves: tuple[Move, ...], shot: Shot | None, dialect: Dialect) -> Prompt:
    """First the motion: a clip begins with the still, which shows the rest."""
    said = of_shot(shot, dialect) if shot else Prompt(positive=ANYBODY)
    motion = ", ".join(MOVES[each] for each in moves) or STILL
    text = f"The person {motion}; nothing else moves. {said.positive}"
    return said.model_copy(update={"positive": text})


def _changed(order: EditRegion, shot: Shot | None, dialect: Dialect) -> Prompt:
    """First what changes, as the crop shows little else, then the shot."""
    try:
        refuse_minors(order.words)
        if shot is None:
            return Prompt(positive=f"{order.words.strip()}, {ANYBODY}")
        if order.shot is None:  # the words are not in the shot yet
            shot = compile_shot(reworded(shot.brief, order.region, order.words))
    except ValueError as error:  # of prompts: each is a sentence
        raise StudioError(str(error)) from error
    said = of_shot(shot, dialect)
    joint = ", " if dialect == "clip" else ". "
    return said.model_copy(update={"positive": f"{order.words.strip()}{joint}{said.positive}"})
