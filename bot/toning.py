"""A print in the making: where it begins, and which sliders were pressed how often.

A button holds no state but its own name: what was pressed before stands in every custom_id.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.recipes import look_of_grade
from bot.words import say
from prompts import grading
from prompts.looks import look
from prompts.setup import Grade

OWN, NONE = "own", "none"  # begin with the take's own grade, or with none
MOST = 6  # presses of one slider that count

SLIDERS: dict[str, tuple[str, Callable[[Grade], Grade]]] = {
    "w": ("warmer", grading.warmer),
    "c": ("cooler", grading.cooler),
    "k": ("harder", grading.more_contrast),
    "s": ("softer", grading.softer),
    "l": ("lifted", grading.lift_shadows),
    "d": ("paler", grading.less_colour),
}
"""By the letter that stands for a press: the name of its words, and what it does."""

OPPOSITES = {"w": "c", "c": "w", "k": "s", "s": "k"}


@dataclass(frozen=True)
class Tone:
    """A look's id, OWN or NONE, and a letter for each press in the order of SLIDERS."""

    base: str = OWN
    presses: str = ""

    @classmethod
    def read(cls, text: str) -> "Tone":
        """From a custom_id; what nobody could have pressed is left out."""
        base, _, presses = text.partition(".")
        return cls(base or OWN, "".join(each for each in presses if each in SLIDERS)[: 6 * MOST])

    def written(self) -> str:
        """For a custom_id."""
        return f"{self.base}.{self.presses}"

    def pressed(self, letter: str) -> "Tone":
        """One more press; a press the other way takes one back."""
        back = OPPOSITES.get(letter, "")
        if back and back in self.presses:
            return Tone(self.base, self.presses.replace(back, "", 1))
        if self.presses.count(letter) >= MOST:
            return self
        return Tone(self.base, "".join(sorted(self.presses + letter, key="".join(SLIDERS).index)))

    def grade(self, own: Grade) -> Grade:
        """The print that it asks for. Raises LookError."""
        match self.base:
            case "own":
                grade = own
            case "none":
                grade = Grade()
            case name:
                grade = look(name).grade
        for letter in self.presses:
            grade = SLIDERS[letter][1](grade)
        return grade

    def said(self, own: Grade, locale: object = None) -> str:
        """In words: the look, and each slider with how often it was pressed."""
        parts = [self._base(own, locale)]
        for letter, (name, _) in SLIDERS.items():
            if count := self.presses.count(letter):
                times = f" \N{MULTIPLICATION SIGN}{count}" if count > 1 else ""
                parts.append(say(f"takes.slider.{name}", locale) + times)
        return " · ".join(parts)

    def _base(self, own: Grade, locale: object) -> str:
        match self.base:
            case "own":
                return look_of_grade(own) or say("takes.own_print", locale)
            case "none":
                return say("takes.no_print", locale)
            case name:
                return look(name).title
