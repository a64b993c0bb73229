"""Runs a function in a real process of its own, started in milliseconds from a warm server."""

import ctypes
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.fakes", "engine.worker", "engine.queue.sqlite", "pytest"])
LIMIT = 30.0  # seconds; more means that it hangs


def start(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Begin; the caller ends it."""
    process = CONTEXT.Process(target=target, args=arguments)
    process.start()
    return process


def apart(target: Callable[..., None], *arguments: object) -> int | None:
    """Run to the end; its exit code, negative for a signal, None if it hung."""
    (code,) = at_once([arguments], target)
    return code


def at_once(calls: list[tuple[object, ...]], target: Callable[..., None]) -> list[int | None]:
    """Run one process for each call, side by side; their exit codes."""
    processes = [start(target, *arguments) for arguments in calls]
    deadline = time.monotonic() + LIMIT
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.exitcode is None:
            process.kill()
    return [process.exitcode for process in processes]


def become_ordinary() -> None:
    """Give up root's right to ignore permissions, for the rest of this process.

    Another user would not do: it may not even read the interpreter's own files.
    """
    if os.getuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of capset(2), this process
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; low words, then high
    ignore = 0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if libc.capget(header, sets) == 0:
        sets[0] &= ~ignore
        if libc.capset(header, sets) == 0:
            return
    raise OSError(ctypes.get_errno(), "privileges cannot be given up")
