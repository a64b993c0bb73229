"""The one short line that answers a message: understood, not understood, at most one question."""

from bot.cards.pieces import harmless
from bot.talk.briefs import Outcome
from bot.talk.understood import understood
from bot.words import say
from prompts.brief import Brief
from prompts.lint import lint
from prompts.linting.people import RULE as REAL_PERSON

QUOTES = 3  # stretches that are quoted back
QUOTE = 120


def reply_line(outcome: Outcome, question: str | None, locale: object = None) -> str:
    """What was understood, what was not, and the question, in this order."""
    said = understood(outcome.before, outcome.record.body, locale)
    parts = [said]
    if not said and (outcome.heard or not outcome.unknown):
        parts.append(say("talk.already", locale))
    if outcome.unknown:
        parts.append(_unplaced(outcome.unknown, locale))
    parts += _consent(outcome.before, outcome.record.body)
    if question:
        parts.append(say(f"talk.ask.{question}", locale))
    return " ".join(filter(None, parts))


def opening_line(record_body: Brief, unknown: tuple[str, ...], locale: object = None) -> str:
    """What a first message in a thread says of the idea that began it."""
    parts: list[str] = []
    if unknown:
        parts.append(_unplaced(unknown, locale))
    parts += _consent(None, record_body)
    return " ".join(parts)


def _unplaced(unknown: tuple[str, ...], locale: object) -> str:
    quotes = [f"“{harmless(words, QUOTE)}”" for words in unknown[:QUOTES]]
    quoted = ", ".join(quotes) + (" …" if len(unknown) > QUOTES else "")
    return say("talk.unplaced", locale, n=len(unknown), words=quoted)


def _consent(before: Brief | None, after: Brief) -> list[str]:
    """A name that has just come in: a likeness needs a release."""
    known = {each.words for each in lint(before)} if before else set[str]()
    return [
        harmless(each.why, 300)
        for each in lint(after)
        if each.rule == REAL_PERSON and each.words not in known
    ][:1]
