"""The worker as a process of its own."""

import asyncio
import os
import signal

from engine import critic
from engine.commands.road import INTERRUPTED, Families
from engine.protocol import LANES, Lane
from engine.queue.sqlite import open_queue
from engine.settings import Settings
from engine.vault import Vault
from engine.worker import Worker


async def run(
    settings: Settings, families: Families, *, burst: bool, lanes: tuple[Lane, ...] = LANES
) -> None:
    """Serve the queue until a signal; with `burst`, until it is empty. Raises StudioError."""
    vault = Vault(settings.vault_dir)
    queue = await open_queue(settings.queue_file, lease=settings.lease_seconds)
    async with queue:
        worker = Worker(
            queue,
            vault,
            families,
            lanes=lanes,
            beat=settings.lease_seconds / 3,
            look=critic.look,
            same=critic.same,
            faces=critic.faces,
        )
        loop = asyncio.get_running_loop()
        asked = False

        def stop() -> None:
            nonlocal asked
            if asked:
                os._exit(INTERRUPTED)  # the second one does not wait; the lease brings the job back
            asked = True
            worker.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        await worker.run(burst=burst, warm=() if burst else settings.warm)
