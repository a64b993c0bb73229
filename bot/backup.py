"""`python -m bot backup [PATH]`: a whole copy of the archive, also while the bot writes to it."""

from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.store.copying import copy


def run(settings: Settings, path: Path | None = None) -> Path:
    """Copy the archive to `path`; where none is said, to the data folder, under the time.

    A folder gets a file of that name. Returns where the copy is. It holds no pictures: those are in
    the vault, where a file never changes, so that any program may copy them. Raises StudioError.
    """
    name = f"archive-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    to = path or settings.backup_dir
    if path is None or to.is_dir():
        to /= name
    copy(settings.archive_file, to)
    return to
