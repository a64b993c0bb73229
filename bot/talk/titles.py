"""What a brief is called: in its thread's name, its card and the lists."""

from bot.cards.pieces import clipped
from prompts.brief import Brief
from prompts.looks import LookError, look

LONGEST = 80  # characters; a thread's name may have 100
UNTITLED = "A portrait"


def title_of(brief: Brief) -> str:
    """Who and where in a few words: "Retired boxer, 62, in a harbour"; plain text, no markdown."""
    subject, setting = brief.subject, brief.setting
    who = subject.role or " ".join(filter(None, (subject.heritage, subject.gender)))
    who = who or (brief.character or "")
    parts = [who, str(subject.age or ""), setting.place or setting.background or ""]
    if not any(parts):
        parts = [brief.mood or "", _look(brief), brief.story or "", *brief.notes]
    title = " ".join(", ".join(filter(None, parts)).split())
    title = "".join(c for c in title if c.isprintable() and c not in "@#<>*_`~|\\[]")
    return clipped(title[:1].upper() + title[1:], LONGEST) or UNTITLED


def _look(brief: Brief) -> str:
    try:
        return look(brief.look).title if brief.look else ""
    except LookError:
        return ""
