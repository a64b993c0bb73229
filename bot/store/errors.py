"""What the store refuses, as sentences."""

from bot.records import BriefRecord
from engine.protocol import StudioError


class Stale(StudioError):  # noqa: N818 - read as what happened
    """Somebody changed the brief first; `now` is how it stands."""

    def __init__(self, now: BriefRecord) -> None:
        """Say so."""
        super().__init__(
            "Somebody else changed this brief a moment ago. Look at it as it stands now, and say "
            "your change again."
        )
        self.now = now


class TooMany(StudioError):  # noqa: N818 - read as what happened
    """A bound was met; the sentence says which, and what to do."""


class Gone(StudioError):  # noqa: N818 - read as what happened
    """What was asked for is not, or no longer, in the archive."""


class Taken(StudioError):  # noqa: N818 - read as what happened
    """A name is in use."""
