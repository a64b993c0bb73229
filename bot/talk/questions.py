"""The one question that a reply may ask: the most valuable thing that a brief does not say yet."""

from collections.abc import Callable, Collection

from prompts.brief import Brief


def _who(brief: Brief) -> bool:
    subject = brief.subject
    return any((subject.role, subject.gender, subject.age, subject.heritage, brief.character))


def _key(brief: Brief) -> bool:
    key = brief.light.key
    return bool(key.side or key.height == "overhead" or brief.look)


def _use(brief: Brief) -> bool:
    return bool(brief.use or brief.aspect)


def _place(brief: Brief) -> bool:
    setting = brief.setting
    return bool(setting.place or setting.background or brief.look)


def _feeling(brief: Brief) -> bool:
    return bool(brief.mood or brief.story or brief.subject.emotion)


QUESTIONS: dict[str, Callable[[Brief], bool]] = {
    "who": _who,
    "key": _key,
    "place": _place,
    "use": _use,
    "feeling": _feeling,
}
"""In the order of their worth: each name is a key of the words, each test says whether it is
answered."""


def next_question(brief: Brief, asked: Collection[str] = ()) -> str | None:
    """The first question that is neither answered nor asked before; None if there is none."""
    return next(
        (name for name, answered in QUESTIONS.items() if name not in asked and not answered(brief)),
        None,
    )
