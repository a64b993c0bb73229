"""Briefs as they are talked through: begun, read on, changed by many at once, never overwritten."""

from collections.abc import Callable
from typing import NamedTuple

from bot.errors import Sentence
from bot.records import BriefRecord, Character, Place
from bot.store import Gone, Stale, Store
from bot.talk.compile import new_person
from bot.talk.titles import title_of
from bot.words import say
from prompts.brief import Brief, Subject
from prompts.intake import Reading, read
from prompts.looks import look as look_named

TRIES = 50  # times that somebody else may be first
NOTES = 4000  # characters of all notes
LARGEST = 24_000  # characters of a whole brief, as JSON
IDENTITY = ("age", "gender", "heritage", "hair", "marks")  # what a character keeps of a subject

Change = Callable[[Brief], Brief]


class Outcome(NamedTuple):
    """What became of a change: the brief before and after it."""

    before: Brief
    record: BriefRecord
    changed: bool
    unknown: tuple[str, ...] = ()  # what was said and not understood
    heard: bool = False  # something in the words was understood, new or not


class Briefs:
    """The archive's briefs, as a conversation changes them."""

    def __init__(self, store: Store) -> None:
        """Work on this archive."""
        self._store = store

    async def begin(
        self,
        body: Brief,
        *,
        owner: int,
        place: Place,
        words: str,
        character: Character | None = None,
        face: int | None = None,
    ) -> BriefRecord:
        """Begin a brief, of a character, of a known face, or of somebody new. Raises TooMany."""
        if character:
            body = with_character(body, character)
            face = character.person_seed
        body = _bounded(body).model_copy(update={"version": 1})
        return await self._store.begin_brief(
            owner=owner,
            place=place,
            body=body,
            words=words,
            person_seed=new_person() if face is None else face,
            title=title_of(body),
        )

    async def say(self, brief: str, author: int, words: str) -> Outcome:
        """Read words as a change. Raises ReadingError, RefusalError, Gone."""
        last: list[Reading] = []

        def change(body: Brief) -> Brief:
            last[:] = [read(words, body)]
            return last[0].brief

        outcome = await self.lay(brief, author, words, change)
        reading = last[0]
        return outcome._replace(unknown=reading.unknown, heard=bool(reading.why or reading.removed))

    async def lay(self, brief: str, author: int, words: str, change: Change) -> Outcome:
        """Lay a change on the newest version, again on a newer one if somebody was first.

        Raises Gone, and what `change` raises.
        """
        record = await self._store.brief(brief)
        for _ in range(TRIES):
            if record is None:
                break
            before = record.body
            after = _bounded(change(before))
            after = after.model_copy(update={"version": record.version + 1})
            if _same(before, after):
                return Outcome(before, record, changed=False)
            try:
                now = await self._store.change_brief(
                    brief, author=author, words=words, body=after, expect=record.version
                )
            except Stale as stale:
                record = stale.now
            else:
                return Outcome(before, now, changed=True)
        raise Gone("This brief is no longer in the archive. `/brief new` begins another.")


def _bounded(body: Brief) -> Brief:
    """The brief with its newest notes. What older ones said is still in its versions.

    Raises Sentence for one that has grown beyond all use.
    """
    notes, length = list[str](), 0
    for note in reversed(body.notes):
        length += len(note)
        if length > NOTES:
            break
        notes.insert(0, note)
    body = body.model_copy(update={"notes": tuple(notes)})
    if len(body.model_dump_json()) > LARGEST:
        raise Sentence(say("talk.too_large"))
    return body


def _same(one: Brief, other: Brief) -> bool:
    return one.model_copy(update={"version": other.version}) == other


def with_look(body: Brief, name: str) -> Brief:
    """The brief in another look. Raises LookError."""
    return body.model_copy(update={"look": look_named(name).id})


def with_character(body: Brief, character: Character) -> Brief:
    """The brief with a saved person in it: they bring their face, the brief keeps its clothes."""
    theirs = {name: getattr(character.subject, name) for name in IDENTITY}
    subject = body.subject.model_copy(update=theirs)
    return body.model_copy(update={"subject": subject, "character": character.name})


def identity(subject: Subject) -> Subject:
    """What of a subject is the person, and not the day."""
    return Subject(**{name: getattr(subject, name) for name in IDENTITY})
