"""One job down the one road: enqueue, serve until it is over, hear what is said of it."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from engine import critic
from engine.commands.bar import Bar
from engine.models.base import Family
from engine.protocol import Job, NothingToMend, Progress, Started, StudioError, TakeReady, Wrapped
from engine.queue.sqlite import SqliteQueue, open_queue
from engine.settings import Settings
from engine.vault import Vault
from engine.worker import FAILED, Worker

Families = Callable[[str], Family]
Receive = Callable[[TakeReady, Vault], None]

INTERRUPTED = 130  # as a shell says it: 128 + SIGINT


class Interrupted(Exception):  # noqa: N818 - no error
    """Somebody pressed Ctrl-C; the job is cancelled."""


class Failed(Exception):  # noqa: N818 - the worker has logged the error
    """The job failed for a reason that the artist cannot mend."""


def refuse(sentence: str) -> None:
    """End where a damaged queue was kept aside: its jobs are somebody's."""
    raise StudioError(sentence)


async def travel(job: Job, settings: Settings, families: Families, receive: Receive) -> None:
    """Place the job and serve the queue until it is over; each take goes to `receive` once.

    If another worker serves the same queue, it may do the job. Raises StudioError with the job's
    sentence (NothingToMend if that is good news), Failed, or Interrupted.
    """
    vault = Vault(settings.vault_dir)
    queue = await open_queue(settings.queue_file, lease=settings.lease_seconds, damaged=refuse)
    async with queue:
        start = await queue.newest()
        worker = Worker(
            queue,
            vault,
            families,
            beat=settings.lease_seconds / 3,
            look=critic.look,
            same=critic.same,
        )
        await queue.enqueue(job)
        serving = asyncio.create_task(worker.run())
        hearing = asyncio.create_task(_hear(queue, job, start, vault, receive))
        try:
            with _interrupts(queue, job) as pressed:
                await asyncio.wait({serving, hearing}, return_when=asyncio.FIRST_COMPLETED)
                if not pressed.is_set() and hearing.done() and hearing.exception():
                    await queue.cancel(job.id)  # nobody would fetch its takes
                worker.stop()
                await serving  # raises if the queue failed: then nothing more is heard
            if pressed.is_set():
                raise Interrupted
            end = await hearing
        finally:
            worker.stop()
            hearing.cancel()
    if end.error == FAILED.format(job=job.id):
        raise Failed(end.error)
    if end.error:
        raise (NothingToMend if end.nothing else StudioError)(end.error)
    if end.cancelled:
        raise StudioError("The job was cancelled before it was done.")


async def _hear(
    queue: SqliteQueue, job: Job, start: int, vault: Vault, receive: Receive
) -> Wrapped:
    with Bar() as bar:
        async for report in queue.listen(start):
            match report.event:
                case event if event.job != job.id:
                    continue
                case Started():
                    bar.begin()
                case Progress(step=step, of=of):
                    bar.move(step / of)
                case TakeReady() as take:
                    receive(take, vault)
                    bar.take(take)
                case Wrapped() as end:
                    return end
    raise AssertionError("a queue is heard for ever")


@contextmanager
def _interrupts(queue: SqliteQueue, job: Job) -> Generator[asyncio.Event]:
    """The first Ctrl-C cancels the job, so that its worker stops at the next step."""
    loop = asyncio.get_running_loop()
    pressed = asyncio.Event()
    cancelling: list[asyncio.Task[None]] = []

    def press() -> None:
        if pressed.is_set():
            os._exit(INTERRUPTED)  # the second one does not wait; a killed worker loses nothing
        pressed.set()
        print("\nStopping at the next step; once more to stop at once.", file=sys.stderr)  # noqa: T201
        cancelling.append(asyncio.create_task(queue.cancel(job.id)))

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, press)
    try:
        yield pressed
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
