"""`python -m bot.rehearsal`: it says where it is, serves, and ends when asked."""

import asyncio
import signal
import socket
import sys
from typing import Any

import aiohttp


async def started(*more):
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.rehearsal", *more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_it_prints_its_address_and_ends_cleanly(tmp_path):
    program = await started("--port", "0", "--data", str(tmp_path / "world"))
    out: Any = program.stdout
    address = (await asyncio.wait_for(out.readline(), 10)).decode().strip()
    async with aiohttp.ClientSession() as session:
        async with session.get(address + "rehearsal/people") as answer:
            people = await answer.json()
        async with session.get(address) as answer:
            page = await answer.text()
    program.send_signal(signal.SIGTERM)
    _, complaints = await asyncio.wait_for(program.communicate(), 10)

    assert [p["global_name"] for p in people] == ["Ada", "Ben", "Cleo"]
    assert "<html" in page
    assert (program.returncode, complaints) == (0, b"")


async def test_it_does_without_discord_py():
    look = "import sys, bot.rehearsal.server; sys.exit('discord' in sys.modules)"
    program = await asyncio.create_subprocess_exec(sys.executable, "-c", look)

    assert await asyncio.wait_for(program.wait(), 10) == 0


async def test_a_taken_port_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        program = await started("--port", str(taken.getsockname()[1]))
        _, complaint = await asyncio.wait_for(program.communicate(), 10)

    assert program.returncode == 1
    assert b"Choose another one with --port." in complaint
