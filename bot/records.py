"""What the archive remembers: models in, models out. Times are Unix seconds, ids are Discord's."""

import secrets
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from engine.protocol import NEGATIVE, Finding, Job, Media, Model, Recipe, Sha
from prompts.brief import Brief, Subject

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # base32: nothing to confuse, safe in a custom_id
NONCE = 25  # characters: the most that Discord takes for a message's nonce

Snowflake = Annotated[int, Field(ge=0, lt=2**63)]
BriefId = Annotated[str, Field(pattern=r"^[a-z2-7]{10}$")]
ReleaseId = BriefId
TakeId = Annotated[str, Field(pattern=r"^[0-9a-zA-Z_-]{8,64}-\d{1,2}$")]
State = Literal["placed", "running", "wrapped"]
Consent = Literal["asked", "own", "person", "nobody", "faceless"]


def new_brief_id() -> str:
    """A fresh id of a brief or a release: 50 random bits, so that nobody guesses another's."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def take_id(job: str, index: int) -> str:
    """The id of a job's take: the same however often the take is reported."""
    return f"{job}-{index}"


class Place(Model):
    """Where in Discord; `guild` is None in a direct message."""

    guild: Snowflake | None = None
    channel: Snowflake


class BriefRecord(Model):
    """A brief as it stands, and the thread where it is talked through."""

    id: BriefId
    owner: Snowflake
    place: Place
    body: Brief
    version: int  # of the body; the first is 1
    person_seed: int
    card: Snowflake | None = None  # the message that shows it
    title: str
    participants: tuple[Snowflake, ...] = ()  # who has written in it, the owner first
    created: float
    updated: float  # when the body changed last


class Version(Model):
    """A brief as it stood after somebody said something. Author 0: somebody who is forgotten."""

    brief: BriefId
    number: int
    author: Snowflake
    words: str
    body: Brief
    created: float


class JobRecord(Model):
    """A job, who asked for it and how far it is."""

    id: str
    kind: str  # of its order
    job: Job
    asker: Snowflake
    place: Place
    brief: BriefId | None = None
    version: int | None = None  # of the brief
    parent: TakeId | None = None  # the take that it edits, or that it shall be like
    slate: str = ""  # "A", of a contact sheet; the store gives it
    progress: Snowflake | None = None  # the message that shows how far it is
    state: State = "placed"
    error: str = ""  # a sentence
    cancelled: bool = False
    nothing: bool = False  # there was nothing to mend; `error` says so
    placed: float = 0.0  # the store stamps it
    started: float | None = None
    ended: float | None = None
    locale: str = "en-US"
    release: ReleaseId | None = None  # of the brought picture that it began with

    @model_validator(mode="after")
    def _is_its_job(self) -> Self:
        if (self.id, self.kind) != (self.job.id, self.job.order.kind):
            raise ValueError("a job's record has the id of the job and the kind of its order")
        return self


class TakeRecord(Model):
    """An image or a clip: immutable, and made from `parent` if it was an edit."""

    id: TakeId
    job: str
    index: int
    blob: Sha  # the master
    media: Media
    recipe: Recipe
    measures: dict[str, float]
    extras: dict[str, Sha]  # by name: engine.protocol's PROOF, SMALL, NEGATIVE, truth maps
    findings: tuple[Finding, ...] = ()  # of the last review
    notes: tuple[str, ...] = ()  # codes: how it was made otherwise than asked
    parent: TakeId | None = None
    kind: str  # of the order that made it
    slate: str = ""  # "A1", its child "A1.1"; empty for a previs or a brought picture
    brief: BriefId | None = None
    owner: Snowflake  # who asked for it
    place: Place
    created: float
    release: ReleaseId | None = None  # of the brought picture that it began with

    @property
    def negative(self) -> Sha | None:
        """The picture before its grade; None where it is the master itself."""
        return self.extras.get(NEGATIVE)

    @property
    def blobs(self) -> tuple[Sha, ...]:
        """All that the take keeps in the vault."""
        return (*self.extras.values(), self.blob)


class Heard(Model):
    """What one report changed. `fresh` is False if the archive knew it already."""

    job: JobRecord | None = None  # None: not a job of this bot, or a forgotten one
    take: TakeRecord | None = None
    wrapped: bool = False
    fresh: bool = False
    discard: tuple[Sha, ...] = ()  # blobs that nobody names any more: see Store.unwanted
    forgotten: bool = False  # its asker was forgotten while it ran, and now it is over


class Character(Model):
    """A person who comes back: the seed of the body, and what is said of them."""

    owner: Snowflake
    name: str
    revision: int
    person_seed: int
    subject: Subject
    portrait: TakeId | None = None
    created: float  # when this revision was saved


class Delivery(Model):
    """A message that must be posted once: `key` is its nonce. `message` is None until it is."""

    key: Annotated[str, Field(min_length=1, max_length=NONCE)]
    job: str
    place: Place
    message: Snowflake | None = None
    created: float


class Reference(Model):
    """A picture that somebody brought to a brief."""

    blob: Sha
    owner: Snowflake
    brief: BriefId
    note: str = ""


class Release(Model):
    """Whose likeness a brought picture shows, and who answers for it.

    asked: nobody has said yet. own: the bringer's. person: somebody's who consents. nobody: no
    real person, as the bringer says. faceless: no face was seen in it.
    """

    id: ReleaseId
    owner: Snowflake  # who brought the picture
    kind: Consent
    person: str = ""  # who consents
    consenter: Snowflake | None = None  # the same, where they are known to Discord
    purpose: str = ""
    until: str | None = None  # the last day, as 2027-01-31; None: until it is revoked
    place: Place
    created: float


class Purged(Model):
    """What was forgotten of a person, and what must now be stopped and discarded."""

    counts: dict[str, int]
    jobs: tuple[str, ...] = ()  # still open: cancel them
    forgotten: tuple[str, ...] = ()  # all of them, open or over
    blobs: tuple[Sha, ...] = ()  # nobody else's rows name them: see Store.unwanted
