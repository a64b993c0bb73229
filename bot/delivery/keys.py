"""The nonce of every message: the same before and after a crash, so that Discord takes it once."""

import base64
import hashlib
from typing import Literal

from bot.records import Delivery, take_id

Purpose = Literal["p", "r", "o"]
PROGRESS: Purpose = "p"
RESULT: Purpose = "r"
OPENED: Purpose = "o"

HASH = 14  # bytes: 23 characters of base32, 25 with purpose and index, as long as a nonce may be


def key(purpose: Purpose, subject: str, index: int = 0) -> str:
    """The nonce for a purpose and its subject: a job's id, or an interaction's."""
    digest = hashlib.blake2b(subject.encode(), digest_size=HASH).digest()
    return f"{purpose}{index}{base64.b32encode(digest).decode().rstrip('=').lower()}"


def purpose(delivery: Delivery) -> str:
    """What the message is for: one of PROGRESS, RESULT, OPENED."""
    return delivery.key[0]


def shown(delivery: Delivery) -> str:
    """The take that a result or an opened card shows; of a sheet, its first."""
    return take_id(delivery.job, int(delivery.key[1]))
