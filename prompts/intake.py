"""Reads free text into a brief, or as a change to one: deterministic, offline, from a lexicon."""

from prompts.adults import RefusalError, refuse_minors
from prompts.brief import Brief, Model
from prompts.reading.age import read_age
from prompts.reading.avoid import read_avoid
from prompts.reading.background import read_against, read_behind
from prompts.reading.edits import read_changes
from prompts.reading.emotion import read_emotion, read_labels
from prompts.reading.finish import read_finish
from prompts.reading.frame import read_angle, read_aspect, read_frame, read_wide
from prompts.reading.hair import read_hair
from prompts.reading.lamps import read_lamps, switched_off
from prompts.reading.leftovers import leftovers
from prompts.reading.lens import read_lens
from prompts.reading.look import read_look
from prompts.reading.marks import read_marks
from prompts.reading.mood import read_bare_mood, read_mood
from prompts.reading.page import Finding, Page
from prompts.reading.patch import empty, grown, lay, patched
from prompts.reading.people import read_gender, read_heritage, read_role, read_shorthand
from prompts.reading.place import read_place
from prompts.reading.practicals import read_practicals
from prompts.reading.story import read_story
from prompts.reading.use import read_use
from prompts.reading.wardrobe import read_wardrobe
from prompts.reading.when import read_time, read_weather

__all__ = ["Finding", "Reading", "ReadingError", "RefusalError", "read"]

LONGEST = 4000  # characters of one message


class ReadingError(ValueError):
    """A sentence: why this text cannot be read as a brief."""


class Reading(Model):
    """What a text says: the brief, the words behind each field, and what was not understood."""

    brief: Brief
    why: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()
    removed: tuple[Finding, ...] = ()  # what a change took away, as it was before


# In the order of reading: the surest forms first, since each claims its words.
READERS = (
    read_shorthand,
    read_frame,
    read_lens,
    read_story,
    read_look,
    read_finish,
    read_avoid,
    read_lamps,
    read_against,
    read_time,
    read_aspect,
    read_angle,
    read_use,
    read_marks,
    read_hair,
    read_wardrobe,
    read_practicals,
    read_behind,
    read_weather,
    read_place,
    read_labels,
    read_mood,
    read_emotion,
    read_age,
    read_heritage,
    read_bare_mood,
)


def read(text: str, onto: Brief | None = None) -> Reading:
    """Read `text` as a new brief, or as a change to `onto`, whose version then grows by one.

    Raises ReadingError for an empty or overlong text, RefusalError for a minor.
    """
    if not text.strip():
        raise ReadingError("There is nothing to read: say who should be in the picture.")
    if len(text) > LONGEST:
        raise ReadingError(
            f"A brief of {len(text)} characters is too long: say it in at most {LONGEST}."
        )
    refuse_minors(text)
    page = Page(text)
    before = onto or empty()
    if onto is not None:
        page.look_before = onto.look
        before = read_changes(page, onto)
    for reader in READERS:
        reader(page)
    read_gender(page, before.subject.gender)
    read_wide(page)
    read_role(page)
    brief, refused = patched(before, page.fields(), page.found, page.adding)
    brief = switched_off(page, brief)
    unknown = (*leftovers(page), *(finding.words for finding in refused))
    brief = lay(brief, "notes", grown(brief.notes, unknown))
    if onto is not None and brief != onto:
        brief = lay(brief, "version", onto.version + 1)
    why = tuple(finding for finding in page.found if finding not in refused)
    return Reading(brief=brief, why=why, unknown=unknown, removed=tuple(page.removed))
