"""What the conversation remembers of a brief: which questions it asked, how its light stands."""

from bot.records import JobRecord
from bot.store.jobs import find_job
from bot.store.shelf import Shelf

PREVIS = 3  # of one brief: the newest may be under way, the one before it be shown
UNLIT = 200  # briefs at most, after a restart


class Talking(Shelf):
    """Small things that a restart must not forget."""

    async def ask(self, brief: str, question: str) -> None:
        """Remember that a question was asked. Of a brief that is gone nothing is kept."""
        await self._file.write(
            "INSERT INTO questions (brief, question, asked) SELECT id, ?, ? FROM briefs "
            "WHERE id = ? ON CONFLICT DO NOTHING",
            *(question, self._clock(), brief),
        )

    async def asked(self, brief: str) -> frozenset[str]:
        """The questions that were asked about a brief."""
        found = await self._file.read("SELECT question FROM questions WHERE brief = ?", brief)
        return frozenset(question for (question,) in found)

    async def previs_of(self, brief: str, limit: int = PREVIS) -> tuple[JobRecord, ...]:
        """A brief's previs jobs that were not cancelled, the newest first."""
        found = await self._file.read(
            "SELECT id FROM jobs WHERE brief = ? AND kind = 'previs' AND NOT cancelled "
            "ORDER BY seq DESC LIMIT ?",
            *(brief, limit),
        )
        jobs = [await find_job(self._file.read, job) for (job,) in found]
        return tuple(job for job in jobs if job)

    async def unlit(self, since: float, limit: int = UNLIT) -> tuple[str, ...]:
        """Briefs changed since then whose newest version no previs was ordered for.

        A death between a change and its picture leaves them behind.
        """
        found = await self._file.read(
            "SELECT id FROM briefs WHERE updated >= ? AND NOT EXISTS (SELECT 1 FROM jobs "
            "WHERE brief = briefs.id AND kind = 'previs' AND jobs.version = briefs.version) "
            "ORDER BY updated DESC LIMIT ?",
            *(since, limit),
        )
        return tuple(brief for (brief,) in found)
