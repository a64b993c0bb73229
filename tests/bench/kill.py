"""kill -9 a worker at random moments of a job over the real maquette; slow, for `make bench`.

    python -m tests.bench.kill [MOMENTS]

Prints one line a moment. Exit code 1 if a take was lost, doubled, or left something in the vault.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine.protocol import Job, Shoot, Size, TakeReady, Wrapped
from engine.queue.sqlite import open_queue
from prompts.compiler import compile_shot
from prompts.forms import load

ROOT = Path(__file__).resolve().parent.parent.parent
BRIEF = ROOT / "examples" / "01-one-liner.toml"
TAKES = 4
LEASE = 3.0  # seconds
WORKER = (sys.executable, "-m", "engine", "worker", "--burst", "--data")


async def place(folder: Path) -> None:
    """Put one job in a queue of its own."""
    order = Shoot(
        shot=compile_shot(load(BRIEF)), takes=TAKES, size=Size(width=128, height=160), samples=4
    )
    async with await open_queue(folder / "queue.db") as queue:
        await queue.enqueue(Job(order=order))


def worker(folder: Path) -> subprocess.Popen[bytes]:
    """Start a real worker that ends when its queue is empty."""
    settings = os.environ | {"CHIAROSCURO_LEASE_SECONDS": str(LEASE)}
    log = (folder / "worker.log").open("ab")
    return subprocess.Popen([*WORKER, str(folder)], cwd=ROOT, env=settings, stderr=log)


async def fault(folder: Path) -> str:
    """What is wrong after a restart; empty if every take is there once and nothing else."""
    takes: list[TakeReady] = []
    end: Wrapped | None = None
    async with await open_queue(folder / "queue.db") as queue:
        async for report in queue.listen():
            match report.event:
                case TakeReady() as take:
                    takes.append(take)
                case Wrapped() as end:
                    break
                case _:
                    pass
    vault = folder / "vault"
    there = {"".join(p.relative_to(vault).parts) for p in vault.rglob("*") if p.is_file()}
    if end is None or end.error:
        return f"wrapped with {end and end.error!r}"
    if sorted(take.index for take in takes) != list(range(TAKES)):
        return f"takes {[take.index for take in takes]}"
    if there != {blob for take in takes for blob in take.blobs}:
        return f"{len(there)} blobs for {len(takes)} takes"
    return ""


def moment(folder: Path, after: float) -> tuple[str, bool]:
    """Kill a worker `after` seconds, restart, look: what is wrong, and whether it was at work."""
    folder.mkdir()
    asyncio.run(place(folder))
    first = worker(folder)
    try:
        first.wait(after)
    except subprocess.TimeoutExpired:
        first.kill()
    killed = first.wait() == -signal.SIGKILL
    time.sleep(LEASE + 0.5)  # the lease must run out before the next worker may have the job
    if worker(folder).wait() != 0:
        return "the second worker failed", killed
    return asyncio.run(fault(folder)), killed


def main() -> int:
    """Measure a whole job, then kill at moments spread over it at random."""
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole"
        whole.mkdir()
        asyncio.run(place(whole))
        start = time.monotonic()
        worker(whole).wait()
        lasted = time.monotonic() - start
        print(f"a whole job: {lasted:.1f} s")
        killed = 0
        for number in range(3 * moments):  # some come too late: that worker was quicker
            after = chance.uniform(0, 0.8 * lasted)
            said, alive = moment(Path(name) / str(number), after)
            killed += alive
            wrong += bool(said)
            verdict = said or ("right" if alive else "right, but it was done before")
            print(f"{killed:3}  after {after:5.1f} s  {verdict}", flush=True)
            if killed == moments:
                break
    print(json.dumps({"killed": killed, "wrong": wrong}))
    return 1 if wrong or killed < moments else 0


if __name__ == "__main__":
    sys.exit(main())
