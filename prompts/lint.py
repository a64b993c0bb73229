"""The lint: what weakens or contradicts a brief, why, and a fix that is known to hold.

Every fix is tried before it is offered: it is given only if the advice is gone afterwards and no
new one has come.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from prompts.brief import Brief, Subject
from prompts.intake import ReadingError, read
from prompts.linting import against_look, brands, empty, ideas, lens, lights, people
from prompts.linting.advice import Advice, Finding, Remedy, Swap
from prompts.linting.wording import swapped

__all__ = ["Advice", "LintError", "Swap", "lint", "lint_text", "mend", "mend_text"]

RULES: tuple[Callable[[Brief], Iterator[Finding]], ...] = (
    people.in_brief,
    lights.same_side,
    lights.bright_fill,
    lights.gel_and_kelvin,
    lights.height_against_side,
    lights.front_rim,
    lights.hard_under_cloud,
    lights.low_noon,
    lights.sunless_hour,
    against_look.in_brief,
    lens.in_brief,
    lights.cold_candle,
    lights.missing_key,
    ideas.crowded,
    ideas.long_story,
    ideas.cancelling_moods,
    ideas.many_places,
    empty.in_brief,
    brands.in_brief,
)
"""In the order they are shown: consent, then contradictions, then hints."""


class LintError(ValueError):
    """A sentence: why a fix cannot be applied here."""


def lint(brief: Brief) -> tuple[Advice, ...]:
    """Everything that weakens or contradicts a brief, the gravest first. Empty if all is well."""
    return _advised(_in_brief(brief), lambda patch: _in_brief(_patched(brief, patch)))


def lint_text(text: str) -> tuple[Advice, ...]:
    """Everything that weakens free text as words: names, a missing key, empty words, brands.

    Contradictions are a brief's: read the text first, then `lint` the brief. Raises LintError for
    an empty text, and the reader's RefusalError for a minor.
    """
    if not text.strip():
        raise LintError("There is nothing to check: say who the picture is of.")
    return _advised(_in_text(text), lambda swap: _in_text(swapped(text, swap)))


def mend(brief: Brief, advice: Advice) -> Brief:
    """The brief with the advice's fix. Raises LintError for a fix of text, or of another brief."""
    if isinstance(advice.patch, Swap):
        raise LintError("This fix is for free text: use it on the words it was given for.")
    return _patched(brief, advice.patch)


def mend_text(text: str, advice: Advice) -> str:
    """The text with the advice's fix. Raises LintError if the words are no longer there."""
    if not isinstance(advice.patch, Swap):
        raise LintError("This fix is for a brief: read the text first, then mend what was read.")
    if advice.patch.find.lower() not in text.lower():
        raise LintError(f'"{advice.patch.find}" is no longer in the text: check it again.')
    return swapped(text, advice.patch)


def _in_brief(brief: Brief) -> tuple[Finding, ...]:
    return tuple(finding for rule in RULES for finding in rule(brief))


def _in_text(text: str) -> tuple[Finding, ...]:
    said = _as_brief(text)
    return (
        *people.in_text(text),
        *(_as_words(finding) for finding in lights.missing_key(said)),
        *empty.in_text(text, said),
        *brands.in_text(text),
    )


def _as_brief(text: str) -> Brief:
    try:
        return read(text).brief
    except ReadingError:  # nothing in it that a reader knows
        return Brief(subject=Subject())


def _as_words(finding: Finding) -> Finding:
    """A missing key, mended by saying it."""
    remedies = tuple(
        Remedy(each.label, Swap(find="", tail=each.label[0].lower() + each.label[1:]))
        for each in finding.remedies
    )
    return Finding(finding.rule, finding.level, "", finding.words, finding.why, remedies)


def _advised(
    found: tuple[Finding, ...], after: Callable[[Any], Iterable[Finding]]
) -> tuple[Advice, ...]:
    keys = {finding.key for finding in found}
    return tuple(
        finding.advice(next((r for r in finding.remedies if _holds(r, finding, keys, after)), None))
        for finding in found
    )


def _holds(
    remedy: Remedy,
    finding: Finding,
    keys: set[tuple[str, str, str]],
    after: Callable[[Any], Iterable[Finding]],
) -> bool:
    """Whether this remedy ends its finding and starts no other."""
    try:
        left = {each.key for each in after(remedy.patch)}
    except ValueError:  # no brief is left, or the reader refuses what is left
        return False
    return left <= keys - {finding.key}


def _patched(brief: Brief, patch: Mapping[str, Any]) -> Brief:
    data = brief.model_dump()
    for path, new in patch.items():
        *tables, name = path.split(".")
        table = data
        for each in tables:
            table = table.get(each)
            if not isinstance(table, dict):
                raise LintError(f"A brief has no field {path!r}: check it again.")
        table[name] = new
    try:
        return Brief.model_validate(data)
    except ValidationError as error:
        raise LintError(f"This fix does not fit this brief: {error.errors()[0]['msg']}.") from None
