"""Memory: passes as large as fit, less when they do not, and a sentence when nothing helps."""

import gc
import logging
import os
from collections.abc import Callable
from typing import TypeVar

import torch

from engine.protocol import StudioError

FULL = (
    "There is not enough memory for this picture with {model}. Ask for a smaller one, choose a "
    'smaller model, or let its owner set offload = "sequential" for it.'
)
SHORT = ("out of memory", "can't allocate memory", "not enough memory")  # in what torch raises

log = logging.getLogger(__name__)
T = TypeVar("T")


def short(error: BaseException) -> bool:
    """Does an error say that memory ran out?"""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(each in str(error).lower() for each in SHORT)


def release() -> None:
    """Give back what nobody uses."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def budget() -> float:
    """Gigabytes that models may fill: nine tenths of the card, or of the machine's memory."""
    if torch.cuda.is_available():
        whole = torch.cuda.get_device_properties(0).total_memory
    else:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return 0.9 * whole / 2**30


def fitting(
    size: int, make: Callable[[int], T], relieve: Callable[[], bool], model: str
) -> tuple[T, int]:
    """Make a pass of `size`, or of as many as fit; the result, and how many it held.

    Where even one does not fit, `relieve` frees what it can until it says that there is no more.
    Raises StudioError then.
    """
    while True:
        try:
            return make(size), size
        except (RuntimeError, MemoryError) as error:
            if not short(error):
                raise
            said = str(error).splitlines()[0] if str(error) else type(error).__name__
        release()  # outside of the handler: the traceback holds the pass's tensors
        if size > 1:
            size = (size + 1) // 2
            log.warning("memory is short (%s): now %d at once", said, size)
        elif relieve():
            log.warning("memory is short (%s): more of the model waits beside the card", said)
        else:
            raise StudioError(FULL.format(model=model))
