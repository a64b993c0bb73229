"""The archive: one SQLite file that the bot alone writes. Models in, models out."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.records import (
    BriefRecord,
    Character,
    Delivery,
    Heard,
    JobRecord,
    Place,
    Purged,
    Reference,
    TakeRecord,
    Version,
)
from bot.store.errors import Gone, Stale, Taken, TooMany
from engine.protocol import Report
from prompts.brief import Brief, Subject

__all__ = ["Gone", "Stale", "Store", "Taken", "TooMany", "open_store"]


async def open_store(path: Path) -> "Store":
    """Open or begin the archive; close it, or use it in `async with`. Raises StudioError."""
    raise NotImplementedError(path)


class Store:
    """Every method raises StudioError where the disk fails. Unknown ids give None or nothing."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

    # ------------------------------------------------------------ briefs

    async def begin_brief(
        self, *, owner: int, place: Place, body: Brief, words: str, person_seed: int, title: str
    ) -> BriefRecord:
        """Begin a brief as version 1. Raises TooMany."""
        raise NotImplementedError

    async def brief(self, brief: str) -> BriefRecord | None:
        """One brief."""
        raise NotImplementedError

    async def brief_at(self, channel: int, *, owner: int | None = None) -> BriefRecord | None:
        """The brief that came to this thread, DM or channel last (of one owner, if given)."""
        raise NotImplementedError

    async def brief_of_card(self, message: int) -> BriefRecord | None:
        """The brief that a card shows: what a reply to the card speaks of."""
        raise NotImplementedError

    async def change_brief(
        self, brief: str, *, author: int, words: str, body: Brief, expect: int
    ) -> BriefRecord:
        """Add a version. Raises Stale if the brief is not at version `expect`, and Gone."""
        raise NotImplementedError

    async def move_brief(self, brief: str, place: Place) -> BriefRecord:
        """Let it live elsewhere: now it is the one that `brief_at` gives there. Raises Gone."""
        raise NotImplementedError

    async def set_card(self, brief: str, message: int | None) -> None:
        """Remember which message shows it."""
        raise NotImplementedError

    async def set_person(self, brief: str, person_seed: int) -> None:
        """Let another body stand before the camera."""
        raise NotImplementedError

    async def versions(self, brief: str) -> tuple[Version, ...]:
        """Newest first; at most 200, of which the last is the first ever."""
        raise NotImplementedError

    async def version(self, brief: str, number: int) -> Version | None:
        """One version, if it is kept."""
        raise NotImplementedError

    async def briefs_of(
        self,
        owner: int,
        *,
        guild: int | None,
        containing: str = "",
        limit: int = 25,
        before: str | None = None,
    ) -> tuple[BriefRecord, ...]:
        """A person's briefs in a guild (None: in DMs), the last changed first; `before`: an id."""
        raise NotImplementedError

    async def count_briefs(self, owner: int) -> int:
        """How many a person has, everywhere."""
        raise NotImplementedError

    # ------------------------------------------------------------ jobs

    async def place_job(self, job: JobRecord, *, most: int | None = None) -> JobRecord:
        """Keep a job before it is enqueued; a contact sheet gets its letter in its channel.

        The same id again changes nothing. Raises TooMany if its asker has `most` open jobs
        already (previs and brought pictures do not count), and Gone if its brief or parent is.
        """
        raise NotImplementedError

    async def job(self, job: str) -> JobRecord | None:
        """One job."""
        raise NotImplementedError

    async def jobs_open(self) -> tuple[JobRecord, ...]:
        """All that are not wrapped, oldest first: what to enqueue again after a crash."""
        raise NotImplementedError

    async def jobs_at(self, channel: int, limit: int = 25) -> tuple[JobRecord, ...]:
        """Newest first."""
        raise NotImplementedError

    async def jobs_by(self, asker: int, limit: int = 25) -> tuple[JobRecord, ...]:
        """Newest first."""
        raise NotImplementedError

    async def set_progress(self, job: str, message: int | None) -> None:
        """Remember which message shows how far it is."""
        raise NotImplementedError

    async def typical_seconds(self, kind: str, *, model: str = "maquette") -> float | None:
        """Median seconds a take, over the last 20 finished jobs; None before the first."""
        raise NotImplementedError

    # ------------------------------------------------------------ what the worker reports

    async def hear(self, report: Report) -> Heard:
        """Apply one report and move the cursor, in one transaction; twice changes nothing."""
        raise NotImplementedError

    async def cursor(self) -> int:
        """The last report heard."""
        raise NotImplementedError

    async def rewind(self, newest: int) -> None:
        """The queue's log ends at `newest`: if it is a new queue, hear it from its beginning."""
        raise NotImplementedError

    async def unwanted(self) -> tuple[str, ...]:
        """Blobs to discard from the vault, also those that a crash left; then call `discarded`."""
        raise NotImplementedError

    async def discarded(self, blobs: tuple[str, ...]) -> None:
        """They are out of the vault."""
        raise NotImplementedError

    # ------------------------------------------------------------ takes

    async def take(self, take: str) -> TakeRecord | None:
        """One take."""
        raise NotImplementedError

    async def takes_of(self, job: str) -> tuple[TakeRecord, ...]:
        """In the order of the sheet."""
        raise NotImplementedError

    async def takes_at(
        self, place: Place, limit: int = 25, before: str | None = None
    ) -> tuple[TakeRecord, ...]:
        """Newest first, without previs and brought pictures; `before`: a take's id."""
        raise NotImplementedError

    async def children(self, take: str) -> tuple[TakeRecord, ...]:
        """What was made from it, oldest first."""
        raise NotImplementedError

    async def lineage(self, take: str) -> tuple[TakeRecord, ...]:
        """From the first take of its line to the take itself."""
        raise NotImplementedError

    async def find_takes(
        self,
        *,
        owner: int | None = None,
        guild: int | None = None,
        containing: str = "",
        limit: int = 25,
    ) -> tuple[TakeRecord, ...]:
        """For autocomplete: slate or brief's title contains the text; newest first."""
        raise NotImplementedError

    # ------------------------------------------------------------ votes and selects

    async def vote(self, take: str, user: int, on: bool) -> int:  # noqa: FBT001
        """Give or take back a vote; the take's votes now. Raises Gone."""
        raise NotImplementedError

    async def votes(self, job: str) -> Mapping[str, int]:
        """Votes by take id, for each take of a job."""
        raise NotImplementedError

    async def voters(self, take: str) -> tuple[int, ...]:
        """Who voted for it, first first."""
        raise NotImplementedError

    async def select(self, take: str, user: int, on: bool) -> bool:  # noqa: FBT001
        """Choose a take, or no longer; True if that changed something. Raises Gone."""
        raise NotImplementedError

    async def selects_at(self, channel: int, limit: int = 25) -> tuple[TakeRecord, ...]:
        """The last chosen first."""
        raise NotImplementedError

    async def is_selected(self, take: str) -> bool:
        """Is it chosen?"""
        raise NotImplementedError

    # ------------------------------------------------------------ characters

    async def save_character(
        self, owner: int, name: str, subject: Subject, person_seed: int, portrait: str | None
    ) -> Character:
        """Keep a person; a name that exists gets a new revision. Raises TooMany."""
        raise NotImplementedError

    async def characters(
        self, owner: int, prefix: str = "", limit: int = 25
    ) -> tuple[Character, ...]:
        """By name; the newest revision of each."""
        raise NotImplementedError

    async def character(self, owner: int, name: str) -> Character | None:
        """The newest revision; upper and lower case are the same."""
        raise NotImplementedError

    async def character_revisions(self, owner: int, name: str) -> tuple[Character, ...]:
        """Newest first."""
        raise NotImplementedError

    async def rename_character(self, owner: int, old: str, new: str) -> Character:
        """Also in the owner's briefs as they stand. Raises Gone and Taken."""
        raise NotImplementedError

    async def forget_character(self, owner: int, name: str) -> bool:
        """False if there was none."""
        raise NotImplementedError

    # ------------------------------------------------------------ references

    async def add_reference(self, brief: str, blob: str, owner: int, note: str = "") -> Reference:
        """Keep a picture with a brief; again changes its note. Raises TooMany and Gone."""
        raise NotImplementedError

    async def references(self, brief: str) -> tuple[Reference, ...]:
        """In the order they came."""
        raise NotImplementedError

    # ------------------------------------------------------------ deliveries

    async def intend(self, key: str, job: str, place: Place) -> Delivery:
        """Write down a message before it is posted; again gives the first. Raises Gone."""
        raise NotImplementedError

    async def delivered(self, key: str, message: int) -> None:
        """It is posted."""
        raise NotImplementedError

    async def delivery(self, key: str) -> Delivery | None:
        """One delivery."""
        raise NotImplementedError

    async def delivery_of(self, message: int) -> Delivery | None:
        """The delivery that a message is."""
        raise NotImplementedError

    async def deliveries_pending(self) -> tuple[Delivery, ...]:
        """Intended and not yet posted, oldest first."""
        raise NotImplementedError

    # ------------------------------------------------------------ privacy, backup

    async def export(self, user: int) -> dict[str, Any]:
        """Everything that the archive has of a person, ready for JSON."""
        raise NotImplementedError

    async def purge(self, user: int) -> Purged:
        """Forget a person. Cancel its jobs, discard its blobs, then call `discarded`."""
        raise NotImplementedError

    async def backup(self, path: Path) -> None:
        """A whole copy at `path`, while others write. Raises StudioError; overwrites nothing."""
        raise NotImplementedError
