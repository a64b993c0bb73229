"""The worker: claims jobs, makes their takes, reports; it keeps its families warm."""

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from engine import ops
from engine.models.base import Family
from engine.protocol import (
    LANES,
    Claim,
    Desk,
    Lane,
    NothingToMend,
    Progress,
    Started,
    StudioError,
    TakeReady,
    Wrapped,
    takes_of,
)
from engine.tools import Cancelled, Faces, Look, Same, Take, Tools
from engine.vault import Vault, digest

FAILED = (
    "Something went wrong while making this, and it was not your brief's fault. "
    "Try once more; if it happens again, tell whoever runs the studio: the log knows it as {job}."
)
POLL = 0.2  # seconds between two looks for work

log = logging.getLogger(__name__)
T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - no error
    """The worker is asked to end; the job goes back to the queue."""


class GaveWay(Exception):  # noqa: N818 - no error
    """Somebody waits for something quicker; the job goes on after it."""


class Dropped(Exception):  # noqa: N818 - no error
    """The job is in other hands."""


class Worker:
    """Serves one desk from one process. `stop()` ends it at the next step."""

    def __init__(
        self,
        desk: Desk,
        vault: Vault,
        families: Callable[[str], Family],
        *,
        lanes: tuple[Lane, ...] = LANES,
        beat: float = 10.0,  # seconds between heartbeats; a third of the lease
        look: Look | None = None,
        same: Same | None = None,
        faces: Faces | None = None,
    ) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
        self._desk = desk
        self._vault = vault
        self._make = families
        self._lanes = lanes
        self._beat = beat
        self._look = look
        self._same = same
        self._faces = faces
        self._warm: dict[str, Family] = {}
        self._stop = asyncio.Event()
        self._stopping = threading.Event()  # the same, for the other thread
        # One thread for life: a renderer's state belongs to the thread that made it.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera")

    def stop(self) -> None:
        """End cleanly: the job in hand is given back at its next step."""
        self._stopping.set()
        self._stop.set()

    async def run(self, *, burst: bool = False, warm: Iterable[str] = ()) -> None:
        """Serve until stopped; with `burst`, until there is nothing to claim.

        Raises StudioError if the queue or the vault cannot be used.
        """
        loop = asyncio.get_running_loop()
        try:
            for model in warm:
                family = await loop.run_in_executor(self._thread, self._family, model)
                family.ahead()
            log.info("worker %s is ready: %s", self.name, ", ".join(self._lanes))
            while not self._stop.is_set():
                await self._desk.sweep(self._vault.discard)
                claim = await self._desk.claim(self.name, self._lanes)
                if claim:
                    await self._serve(claim)
                elif burst:
                    return
                else:
                    await self._rest()
        finally:
            self._thread.shutdown(wait=False)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), POLL)
        except TimeoutError:
            return

    async def _serve(self, claim: Claim) -> None:
        """Do one job and say how it ended."""
        job = claim.job.id
        loop = asyncio.get_running_loop()
        started = Started(job=job, worker=self.name, attempt=claim.attempt)
        await self._desk.report(started)
        log.info("job %s: %s, attempt %d", job, claim.job.order.kind, claim.attempt)
        made = await self._settle(claim)
        lost = threading.Event()
        pulse = asyncio.create_task(self._pulse(job, lost))
        hands = _Hands(
            job=job,
            worker=self.name,
            desk=self._desk,
            vault=self._vault,
            lanes=self._lanes,
            stopping=self._stopping,
            lost=lost,
            loop=loop,
        )
        try:
            await loop.run_in_executor(self._thread, self._work, claim, made, hands)
        except Cancelled:
            await self._desk.report(Wrapped(job=job, cancelled=True))
        except Stopped:
            await self._desk.release(job, self.name)
        except GaveWay:
            log.info("job %s gives way", job)
            await self._desk.release(job, self.name)
        except Dropped:
            log.warning("job %s was given to another worker", job)
        except StudioError as error:
            log.info("job %s: %s", job, error)
            nothing = isinstance(error, NothingToMend)
            await self._desk.report(Wrapped(job=job, error=str(error), nothing=nothing))
        except Exception:
            log.exception("job %s failed", job)
            await self._desk.report(Wrapped(job=job, error=FAILED.format(job=job)))
        else:
            log.info("job %s: done", job)
            await self._desk.report(Wrapped(job=job))
        finally:
            pulse.cancel()

    async def _settle(self, claim: Claim) -> frozenset[int]:
        """Report promised takes that did reach the vault before their worker died."""
        made = set(claim.done)
        for take in claim.promised:
            if take.index not in made and all(map(self._vault.has, take.blobs)):
                await self._desk.report(take)
                made.add(take.index)
        return frozenset(made)

    async def _pulse(self, job: str, lost: threading.Event) -> None:
        while await self._alive(job):  # noqa: ASYNC110 - a rhythm, not a wait
            await asyncio.sleep(self._beat)
        lost.set()

    async def _alive(self, job: str) -> bool:
        try:
            return await self._desk.heartbeat(job, self.name)
        except StudioError as error:
            log.warning("no heartbeat for job %s: %s", job, error)
            return True

    # ------------------------------------------------------------ on the camera's thread

    def _family(self, model: str) -> Family:
        if model not in self._warm:
            family = self._make(model)
            family.warm()
            self._warm[model] = family
        return self._warm[model]

    def _work(self, claim: Claim, made: frozenset[int], hands: "_Hands") -> None:
        tools = Tools(
            family=self._family,
            picture=self._vault.get,
            tell=hands.tell,
            made=made,
            look=self._look,
            same=self._same,
            faces=self._faces,
        )
        hands.check()
        left = takes_of(claim.job.order) - len(made)
        for take in ops.run(claim.job.order, tools):
            hands.keep(take)
            left -= 1
            if left > 0:  # only after a take: however much is urgent, the job gets on
                hands.give_way(claim.job.lane)


@dataclass(frozen=True)
class _Hands:
    """What the camera's thread may do with its job: every word goes through the loop."""

    job: str
    worker: str
    desk: Desk
    vault: Vault
    lanes: tuple[Lane, ...]
    stopping: threading.Event
    lost: threading.Event
    loop: asyncio.AbstractEventLoop

    def check(self) -> None:
        """Raise Cancelled, Stopped or Dropped if the work should end here."""
        if self.lost.is_set():
            raise Dropped
        if self._ask(self.desk.cancelled(self.job)):
            raise Cancelled
        if self.stopping.is_set():
            raise Stopped

    def tell(self, step: int, of: int, preview: bytes | None) -> None:
        """Report progress. Raises as `check` does."""
        self.check()
        progress = Progress(job=self.job, step=step, of=of, preview=preview)
        self._ask(self.desk.report(progress))

    def give_way(self, lane: Lane) -> None:
        """Raise GaveWay if something waits that goes before this lane."""
        if self._ask(self.desk.urgent(lane, self.lanes)):
            raise GaveWay

    def keep(self, take: Take) -> None:
        """Bring a take to the vault and report it: exactly once, whatever dies between."""
        ready = TakeReady(
            job=self.job,
            index=take.index,
            blob=digest(take.data),
            media=take.media,
            recipe=take.recipe,
            measures=take.measures,
            extras={name: digest(data) for name, data in take.extras.items()},
            findings=take.findings,
            notes=take.notes,
        )
        self._ask(self.desk.promise(ready))
        for data in (*take.extras.values(), take.data):
            self.vault.put(data)
        self._ask(self.desk.report(ready))
        if not self._ask(self.desk.heartbeat(self.job, self.worker)):
            # Another worker may have swept the promise before the blob came: let it be swept again.
            self._ask(self.desk.promise(ready))
            raise Dropped

    def _ask(self, coroutine: Coroutine[Any, Any, T]) -> T:
        answer = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        while not wait([answer], timeout=1).done:
            if self.loop.is_closed():  # nobody is left who could answer
                raise Stopped
        return answer.result()
