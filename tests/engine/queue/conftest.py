"""Every contract test runs over every carrier."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.engine.queue.carriers import CARRIERS, Carrier


@pytest.fixture(params=CARRIERS)
async def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Carrier]:
    async with AsyncExitStack() as stack:
        yield CARRIERS[request.param](tmp_path, stack)
