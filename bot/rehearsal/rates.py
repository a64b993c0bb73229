"""Rate limits: buckets by route and place, a global one, and the headers that tell of them.

Source: discord-api-docs, topics/rate-limits. The numbers of the buckets are not documented: these
are what bots have met.
"""

import time
from collections import deque
from dataclasses import dataclass, field
from hashlib import blake2s

GLOBAL, GLOBAL_WINDOW = 50, 1.0  # requests in so many seconds; interactions are not bound to it
EASY = (50, 1.0)
REAL = {
    "POST /channels/{channel}/messages": (5, 5.0),
    "PATCH /channels/{channel}/messages/{message}": (5, 5.0),
    "DELETE /channels/{channel}/messages/{message}": (5, 1.0),
    "PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me": (4, 1.0),
    "POST /channels/{channel}/typing": (5, 5.0),
    "POST /webhooks/{app}/{token}": (5, 2.0),
    "PATCH /webhooks/{app}/{token}/messages/{message}": (5, 5.0),
}
MAJOR = ("channel", "guild", "app", "token")  # buckets are apart for each of these


@dataclass
class Bucket:
    """So many requests in a window."""

    limit: int
    window: float
    left: int = 0
    reset: float = 0.0


@dataclass
class Rates:
    """Counts the bot's requests. `real` takes the limits that bots meet; else they are generous."""

    real: bool = False
    buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict[tuple[str, ...], Bucket])
    lately: deque[float] = field(default_factory=lambda: deque(maxlen=GLOBAL))

    def take(
        self, method: str, template: str, at: dict[str, str], *, free: bool
    ) -> tuple[dict[str, str], float, bool]:
        """Count one request: headers, seconds to wait (0: it may pass), is it the global limit?"""
        now = time.monotonic()
        if not free:
            if len(self.lately) == GLOBAL and now - self.lately[0] < GLOBAL_WINDOW:
                wait = GLOBAL_WINDOW - (now - self.lately[0])
                return {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, wait, True
            self.lately.append(now)
        route = f"{method} {template}"
        limit, window = REAL.get(route, EASY) if self.real else EASY
        key = (route, *(at[m] for m in MAJOR if m in at))
        bucket = self.buckets.setdefault(key, Bucket(limit, window))
        if now >= bucket.reset:
            bucket.left, bucket.reset = limit, now + window
            self._tidy(now)
        over = bucket.left == 0
        bucket.left -= not over
        rest = bucket.reset - now
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(bucket.left),
            "X-RateLimit-Reset": f"{time.time() + rest:.3f}",
            "X-RateLimit-Reset-After": f"{rest:.3f}",
            "X-RateLimit-Bucket": blake2s(route.encode(), digest_size=16).hexdigest(),
        }
        if over:
            headers["X-RateLimit-Scope"] = "user"
        return headers, rest if over else 0.0, False

    def _tidy(self, now: float) -> None:
        if len(self.buckets) > 4096:
            self.buckets = {k: b for k, b in self.buckets.items() if b.reset > now}
