"""Everything the bot and the worker say to each other. Read it and you know the system.

One file, longer than others, so that nobody has to look in two places for what may be said.

words -> Brief -> Shot -> Job --enqueue--> queue --claim--> op -> vault
                                            ^                       | report
                  the bot <----- listen ----+-----------------------+
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Annotated, Any, Literal, Protocol, cast
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from prompts.setup import Grade
from prompts.shot import Shot

MAX_TAKES = 8
MAX_DEATHS = 3  # a job that killed this many workers is wrapped with a sentence
MAX_BROUGHT = 25 * 2**20  # bytes of a file that somebody brings; a larger one need not be fetched
MAX_LINEAGE = 24  # recipes within recipes: every edit carries how its take came to be
# Extras that every still has, and every clip: what can be shown where the master is too large.
PROOF, SMALL, POSTER = "proof.webp", "small.webp", "poster.webp"
# More extras: the picture before its grade, where it differs from the print (16-bit PNG); an edit
# alone, ungraded, its matte as alpha (16-bit PNG, full frame); a clip as an animated WebP.
NEGATIVE, LAYER, SECOND = "negative.png", "layer.png", "clip.webp"
# Of a print made with somebody's LUT, the LUT; of an exported grade, its ASC CDL.
LUT, GRADE_CDL = "lut.cube", "grade.cdl"
MAX_BOARD = 25  # previews in one picture

Lane = Literal["interactive", "batch", "motion"]
LANES: tuple[Lane, ...] = ("interactive", "batch", "motion")  # claimed in this order
Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Media = Literal["image/png", "image/webp", "video/mp4", "application/json", "text/plain"]
Eye = Literal["left", "right"]  # as the camera sees them
Region = Literal["hair", "wardrobe", "background", "skin", "lips"]
Gaze = Literal["natural", "calm", "camera", "keep"]
Move = Literal[
    "breath",
    "blink",
    "glance",
    "wind",  # in the hair
    "drift",  # of the camera
    "push",  # of the camera, slowly in
    "focus",  # from before the subject, onto it
    "candle",  # light that flickers
    "neon",
    "rain",
    "dust",
]
OLD_MOVES = ("blink", "breath", "drift")  # as clips once named them, each yes or no


class StudioError(Exception):
    """Something the artist can act on. Its text is a sentence: what happened, what to do."""


class NothingToMend(StudioError):  # noqa: N818 - good news
    """A repair that would make nothing better. Its text is a sentence too."""


class Model(BaseModel):
    """Frozen and closed, like every message at a boundary."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )


class Size(Model):
    """Pixels."""

    width: Annotated[int, Field(ge=64, le=4096)]
    height: Annotated[int, Field(ge=64, le=4096)]


class Box(Model):
    """A rectangle in a take, as fractions of its size from the top left."""

    left: Annotated[float, Field(ge=0, le=1)]
    top: Annotated[float, Field(ge=0, le=1)]
    right: Annotated[float, Field(ge=0, le=1)]
    bottom: Annotated[float, Field(ge=0, le=1)]


# ---------------------------------------------------------------- what the bot may order


class Shoot(Model):
    """A contact sheet: `takes` takes of one shot. Take i has the seed `seed + i`."""

    kind: Literal["shoot"] = "shoot"
    shot: Shot
    takes: Annotated[int, Field(ge=1, le=MAX_TAKES)] = 4
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    person_seed: Annotated[int, Field(ge=0, lt=2**31)] | None = None  # a character; None: `seed`
    size: Size
    model: str = "maquette"
    samples: Annotated[int, Field(ge=1, le=1024)] = 16
    truth: bool = False  # also keep depth, normals, mattes and landmarks
    only: Annotated[int, Field(ge=0, lt=MAX_TAKES)] | None = None  # make this take alone, again
    like: "Recipe | None" = None  # more like that take: near its angle and expression
    portrait: Sha | None = None  # of the character: each take is measured against it
    guided: Annotated[float, Field(ge=0, le=1)] | None = None  # by the maquette's depth; 0 is off
    likeness: Annotated[float, Field(ge=0, le=1)] | None = None  # to the portrait; None: as usual
    batch: Annotated[int, Field(ge=1, le=MAX_TAKES)] | None = None  # of a take made again exactly

    @field_validator("like")
    @classmethod
    def _bounded(cls, like: "Recipe | None") -> "Recipe | None":
        return bounded(like)


class Previs(Model):
    """One quick picture of the light and the framing."""

    kind: Literal["previs"] = "previs"
    shot: Shot
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    person_seed: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    size: Size
    truth: bool = False  # also keep depth, normals, mattes and landmarks


class Bring(Model):
    """Check a picture that somebody brought, and keep a clean copy of it as a take.

    The file may say where and when it was taken: who put it into the vault discards it when the
    job is wrapped.
    """

    kind: Literal["bring"] = "bring"
    blob: Sha  # the file as it came: any format, or no picture at all


class Edit(Model):
    """What every edit of a take says: which take, and the recipe that made it."""

    take: Sha
    negative: Sha | None = None  # the take's NEGATIVE, if it has one
    recipe: "Recipe | None" = None  # None, or the recipe of a Bring: no camera of ours made it
    model: str = "maquette"  # `editor_of` says which can
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    shot: Shot | None = None  # the brief's light, where the recipe does not say it

    @field_validator("recipe")
    @classmethod
    def _bounded(cls, recipe: "Recipe | None") -> "Recipe | None":
        return bounded(recipe)


class Refine(Edit):
    """The same picture again, closer and finer."""

    kind: Literal["refine"] = "refine"
    strength: Annotated[float, Field(gt=0, le=1)] = 0.35


class FixEyes(Edit):
    """Repair the eyes, one at a time; an eye that would not be better is kept as it is."""

    kind: Literal["fix-eyes"] = "fix-eyes"
    eyes: tuple[Eye, ...] = ("left", "right")
    gaze: Gaze = "natural"
    keep_colour: bool = True  # of the iris
    catchlight: bool = True  # set from the brief's key
    strength: Annotated[float, Field(gt=0, le=1)] = 0.5


class EditRegion(Edit):
    """Re-shoot one region; the rest keeps every byte. A `shot` has the region's new words in it."""

    kind: Literal["edit-region"] = "edit-region"
    region: Region | Box
    words: str = ""
    strength: Annotated[float, Field(gt=0, le=1)] = 1.0


class Regrade(Edit):
    """Another print of the same negative; `Grade()` drops the grade.

    With `like` or `file` the worker finds the grade, from `grade` on, and the recipe of the take
    says it alone.
    """

    kind: Literal["regrade"] = "regrade"
    grade: Grade
    like: Sha | None = None  # a reference picture whose colours it shall have
    file: Sha | None = None  # a .cube, .cdl or .cc as somebody brought it


class Board(Edit):
    """One picture of small previews of a take, each with its label and in another grade."""

    kind: Literal["board"] = "board"
    grades: Annotated[dict[str, Grade], Field(min_length=1, max_length=MAX_BOARD)]  # by label


class Export(Edit):
    """A take's grade for other programs: a .cube as its take, and GRADE_CDL beside it."""

    kind: Literal["export"] = "export"


class Animate(Edit):
    """A short clip of a still; a loop unless it is said otherwise."""

    kind: Literal["animate"] = "animate"
    seconds: Annotated[float, Field(gt=0, le=10)] = 4.0
    frames_per_second: Annotated[int, Field(ge=8, le=60)] = 24
    moves: tuple[Move, ...] = ("breath", "blink", "drift")
    strength: Annotated[float, Field(ge=0, le=1)] = 0.5  # 0.5 is usual
    loop: bool = True

    @model_validator(mode="before")
    @classmethod
    def _older(cls, said: Any) -> Any:
        """Read a clip of the time when moves were yes or no."""
        if not isinstance(said, dict) or not any(move in said for move in OLD_MOVES):
            return said
        rest = dict(cast("dict[str, Any]", said))
        moves = tuple(move for move in OLD_MOVES if rest.pop(move, True))
        return {"moves": moves} | rest


class Finish(Edit):
    """The delivery file of a signed-off take: larger, sharpened, its grain laid on last."""

    kind: Literal["finish"] = "finish"
    scale: Literal[1, 2] = 2
    sharpen: Annotated[float, Field(ge=0, le=1)] = 0.5


class Review(Edit):
    """Measure a take: eyes, skin, light, sharpness. Its take is the findings as JSON."""

    kind: Literal["review"] = "review"


class Layered(Model):
    """One edit of a lineage that can be switched off."""

    take: Sha  # that the edit made
    layer: Sha  # its LAYER


class Restack(Edit):
    """The same lineage with some of its layers off; `take` is how it looks now."""

    kind: Literal["restack"] = "restack"
    base: Sha  # the take under the layers
    base_negative: Sha | None = None  # its NEGATIVE, if it has one
    layers: tuple[Layered, ...]  # in order from the base
    off: tuple[Sha, ...] = ()  # `take` of each layer that is off


AnyEdit = (
    Refine | FixEyes | EditRegion | Regrade | Animate | Finish | Review | Restack | Board | Export
)
"""Every order that begins with a take."""

Order = Annotated[Shoot | Previs | Bring | AnyEdit, Field(discriminator="kind")]


def lane_of(order: Order) -> Lane:
    """Where an order belongs: somebody watches, somebody waits, or nobody expects it soon."""
    match order:
        case Previs() | Bring() | Regrade() | Restack() | Review() | Board() | Export():
            return "interactive"
        case Shoot() | Refine() | FixEyes() | EditRegion() | Finish():
            return "batch"
        case Animate():
            return "motion"


def takes_of(order: Order) -> int:
    """How many takes the order makes."""
    return order.takes if isinstance(order, Shoot) and order.only is None else 1


def new_id() -> str:
    """A fresh job id."""
    return uuid4().hex


class Job(Model):
    """An order placed. It carries everything it needs; the worker asks nothing."""

    id: str = Field(default_factory=new_id, pattern=r"^[0-9a-zA-Z_-]{8,64}$")
    order: Order
    lane: Lane = "batch"
    requester: str = ""  # who asked, for fairness; never shown


# ---------------------------------------------------------------- what the worker may report


class Recipe(Model):
    """How to make a take again: stored with it and embedded in its file."""

    order: Order
    index: int  # which take of the order
    seed: int  # the take's own seed
    batch: int = 1  # takes made in one pass; it changes the noise of diffusion models
    model: str
    revision: str  # of the model's weights or data
    versions: dict[str, str]  # of the libraries that touch pixels

    @property
    def parent(self) -> "Recipe | None":
        """The recipe of the take that this one was made from, if it was made from one."""
        match self.order:
            case Shoot() as order:
                return order.like
            case Edit() as order:
                return order.recipe
            case Previs() | Bring():
                return None

    @property
    def line(self) -> "Iterator[Recipe]":
        """This recipe, then the one it edits, and so on to the sheet or to what was brought."""
        step: Recipe | None = self
        while step:
            yield step
            step = step.order.recipe if isinstance(step.order, Edit) else None

    @property
    def root(self) -> "Recipe":
        """What all edits began with."""
        *_, root = self.line
        return root

    @property
    def grade(self) -> Grade:
        """The take's grade."""
        return grade_of(self.order)


def grade_of(order: Order) -> Grade:
    """The grade of an order's takes: of the last print that was asked for, else of the shot."""
    match order:
        case Regrade():
            return order.grade
        case Shoot(like=Recipe(order=before)) | Edit(recipe=Recipe(order=before)):
            return grade_of(before)
        case Shoot() | Previs():
            return order.shot.setup.grade
        case _:
            return Grade()


def shot_of(order: Order) -> Shot | None:
    """The shot of an order's takes as it was last changed; None where nobody says one."""
    match order:
        case Shoot() | Previs() | Edit(shot=Shot()):
            return order.shot
        case Edit(recipe=Recipe(order=before)):
            return shot_of(before)
        case _:
            return None


def editor_of(recipe: Recipe | None, kind: str, region: Region | Box | None = None) -> str:
    """The model for an edit, by the order's kind: "maquette" for its own takes, or "retouch".

    The maquette re-photographs a part of its takes, whatever was done to them since. For the whole
    of one (refine, animate) all that is seen must be its own.
    """
    if recipe is None or region == "lips":
        return "retouch"
    own = isinstance(recipe.root.order, Shoot | Previs) and recipe.root.model == "maquette"
    if kind in {"refine", "animate"}:
        drawn = (each for each in recipe.line if not isinstance(each.order, Regrade | Restack))
        own = own and all(each.model == "maquette" for each in drawn)
    return "maquette" if own else "retouch"


def bounded(recipe: Recipe | None) -> Recipe | None:
    """Let a recipe pass that may be carried on. Raises StudioError at the end of a lineage.

    Each recipe holds the one before it, and JSON may be nested about 200 deep.
    """
    depth, step = 0, recipe
    while step:
        depth, step = depth + 1, step.parent
    if depth > MAX_LINEAGE:
        raise StudioError(
            f"This take is the last of {depth} that were made one from another, and its history "
            "can grow no longer. Go back to an earlier take, or shoot its brief again."
        )
    return recipe


Seen = Literal[
    "face",
    "gaze-left",
    "gaze-right",
    "iris-left",
    "iris-right",
    "roundness-left",
    "roundness-right",
    "catchlights",
    "skin-texture",
    "light-direction",
    "shadows",
    "highlights",
    "cast",
    "sharpness",
    "edges",
    "background",
    "geometry",
]
"""What a review looks at."""


class Started(Model):
    """A worker has claimed the job."""

    kind: Literal["started"] = "started"
    job: str
    worker: str
    attempt: int


class Progress(Model):
    """`step` of `of` are done. The preview is a small WebP; it never enters the vault."""

    kind: Literal["progress"] = "progress"
    job: str
    step: int
    of: int
    preview: bytes | None = None


class Finding(Model):
    """One thing that a review saw: good, or to be looked at."""

    what: Seen
    good: bool
    value: float  # as measured
    low: float | None = None  # what is good lies between these
    high: float | None = None
    mend: str = ""  # what mends it: "eyes:left", "region:skin", "regrade", "refine", or nothing


class TakeReady(Model):
    """A take lies in the vault. Reported once for each (job, index), however often it was made."""

    kind: Literal["take-ready"] = "take-ready"
    job: str
    index: int
    blob: Sha
    media: Media = "image/png"
    recipe: Recipe
    measures: dict[str, float] = {}  # always "seconds"; "same_person" where one is compared
    extras: dict[str, Sha] = {}  # by file name: PROOF, SMALL, NEGATIVE, LAYER, POSTER, truth maps
    findings: tuple[Finding, ...] = ()  # of a still
    notes: tuple[str, ...] = ()  # codes of what the artist should hear: "left-eye-kept"

    @property
    def blobs(self) -> tuple[Sha, ...]:
        """All that the take keeps in the vault."""
        return (*self.extras.values(), self.blob)


class Wrapped(Model):
    """The job is over. `error` is a sentence for the artist, or empty."""

    kind: Literal["wrapped"] = "wrapped"
    job: str
    error: str = ""
    cancelled: bool = False
    nothing: bool = False  # there was nothing to mend, and `error` says so: good news


Event = Annotated[Started | Progress | TakeReady | Wrapped, Field(discriminator="kind")]


class Report(Model):
    """One event in the log; `seq` is the listener's cursor."""

    seq: int
    event: Event


class Standing(Model):
    """Where a job is: its state, how many jobs are before it, its attempts."""

    state: Literal["queued", "running", "wrapped"]
    before: int
    attempts: int


class Claim(Model):
    """A job in a worker's hands."""

    job: Job
    attempt: int  # 1 for the first
    done: frozenset[int] = frozenset()  # takes already reported
    promised: tuple[TakeReady, ...] = ()  # takes whose worker died between promise and report


class Studio(Protocol):
    """The bot's side."""

    async def enqueue(self, job: Job) -> None:
        """Place a job. Placing the same id again changes nothing."""
        ...

    def listen(self, after: int = 0) -> AsyncIterator[Report]:
        """Every event after the cursor, in order, and then those still to come."""
        ...

    async def acknowledge(self, seq: int) -> None:
        """Everything up to `seq` is in the archive; its progress events may be forgotten."""
        ...

    async def cancel(self, job: str) -> None:
        """Ask for a stop: at once if the job is queued, at its next step if it runs."""
        ...

    async def standing(self, job: str) -> Standing | None:
        """Where the job is; None if nobody knows it."""
        ...

    async def newest(self) -> int:
        """Where the log ends now: a cursor beyond it belongs to a queue that was lost."""
        ...

    async def forget(self, jobs: Iterable[str]) -> None:
        """Keep no word of jobs that are over. One that is not is stopped: forget it again then."""
        ...


class Desk(Protocol):
    """The worker's side."""

    async def claim(self, worker: str, lanes: tuple[Lane, ...] = LANES) -> Claim | None:
        """Take the next job, exclusively; None if there is nothing to do."""
        ...

    async def heartbeat(self, job: str, worker: str) -> bool:
        """Extend the lease. False: the job was given to somebody else; drop it."""
        ...

    async def promise(self, take: TakeReady) -> None:
        """Say which blob is about to enter the vault, so that a death leaves no orphan."""
        ...

    async def report(self, event: Started | Progress | TakeReady | Wrapped) -> None:
        """Append to the log. A take reported before, or anything after Wrapped, is ignored."""
        ...

    async def cancelled(self, job: str) -> bool:
        """Has somebody asked for a stop?"""
        ...

    async def urgent(self, lane: Lane, lanes: tuple[Lane, ...] = LANES) -> bool:
        """Does a job wait in one of `lanes` that is claimed before `lane`?"""
        ...

    async def release(self, job: str, worker: str) -> None:
        """Give the job back unfinished: it waits again where it stood, and no death is counted."""
        ...

    async def sweep(self, discard: Callable[[str], None]) -> None:
        """Discard each promised blob that no take names and no living job still promises."""
        ...


class Blobs(Protocol):
    """Every picture by the SHA-256 of its bytes. It blocks: an event loop calls it in a thread."""

    def get(self, sha: str) -> bytes:
        """The blob's bytes. Raises StudioError if it is missing or damaged."""
        ...

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their name. Raises StudioError if they cannot be kept."""
        ...

    def has(self, sha: str) -> bool:
        """Is the blob here?"""
        ...

    def discard(self, sha: str) -> None:
        """Remove a blob; nothing happens if it is not here."""
        ...
