import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.supervisor.child import Child, RefusedError

SLEEPS = "import time; print('up', flush=True); time.sleep(60)"
LIMIT = 10.0  # seconds; more means that it hangs


def child(folder: Path, code: str, said: list[str]) -> Child:
    return Child(
        "worker", (sys.executable, "-c", code), os.environ, folder, said.append, waits=(0.01,)
    )


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(LIMIT):
        while not true():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)


@asynccontextmanager
async def kept(one: Child) -> AsyncGenerator[asyncio.Task[None]]:
    keeping = asyncio.create_task(one.keep())
    try:
        await until(lambda: one.pid or keeping.done())
        yield keeping
    finally:
        await one.stop()
        await asyncio.wait({keeping})


async def test_a_killed_child_is_started_again(tmp_path: Path):
    said: list[str] = []
    one = child(tmp_path, SLEEPS, said)
    async with kept(one):
        first = one.pid
        assert first

        os.kill(first, signal.SIGKILL)

        await until(lambda: one.pid not in (None, first))
    assert one.starts == 2
    assert "killed by SIGKILL" in said[0]


async def test_a_refusal_is_said_and_not_repeated(tmp_path: Path):
    code = "import sys; print('noise'); print('Give it a token.', file=sys.stderr); sys.exit(2)"
    one = child(tmp_path, code, [])
    async with kept(one) as keeping:
        with pytest.raises(RefusedError, match=r"The worker cannot run: Give it a token\."):
            await keeping
    assert one.starts == 1


async def test_stop_ends_it_and_starts_nothing(tmp_path: Path):
    one = child(tmp_path, SLEEPS, [])
    async with kept(one) as keeping:
        pid = one.pid
        assert pid
        await one.stop()
        await keeping
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert one.starts == 1


async def test_its_output_is_kept_and_a_long_log_begun_anew(tmp_path: Path):
    log = tmp_path / "worker.log"
    log.write_bytes(b"x" * 5_000_001)
    one = child(tmp_path, SLEEPS, [])
    async with kept(one):
        await until(lambda: log.read_text() == "up\n")
    assert (tmp_path / "worker.old.log").stat().st_size == 5_000_001


def test_a_child_dies_with_a_killed_supervisor(tmp_path: Path):
    program = (
        "import asyncio, os, sys\n"
        "from pathlib import Path\n"
        "from bot.supervisor.child import Child\n"
        f"c = Child('w', (sys.executable, '-c', {SLEEPS!r}), os.environ, Path({str(tmp_path)!r}),"
        " print)\n"
        "async def main():\n"
        "    task = asyncio.create_task(c.keep())\n"
        "    while not c.pid: await asyncio.sleep(0.01)\n"
        "    print(c.pid, flush=True)\n"
        "    await task\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        (sys.executable, "-c", program), stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout
        pid = int(supervisor.stdout.readline())
        supervisor.kill()
    deadline = time.monotonic() + LIMIT
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(pid)


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
