"""Score a reading of sentences against the fields that they state."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prompts.brief import Brief
from prompts.intake import read

# Kept words, counters and the free description of a role are no claim about a stated field.
SILENT = {"notes", "version", "subject.role"}


@dataclass
class Score:
    """How many stated fields were read right, and what was invented beside them."""

    stated: int = 0
    right: int = 0
    invented: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def share_right(self) -> float:
        return self.right / self.stated

    @property
    def share_invented(self) -> float:
        return len(self.invented) / self.stated

    def __str__(self) -> str:
        return (
            f"{self.right} of {self.stated} stated fields right ({self.share_right:.1%}), "
            f"{len(self.invented)} invented ({self.share_invented:.1%})\n"
            + "\n".join([*self.wrong, *self.invented])
        )


def leaves(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def fits(wanted: Any, got: Any) -> bool:
    """A list of words must all occur; anything else must be equal."""
    if isinstance(wanted, list):
        text = " | ".join(got) if isinstance(got, list) else str(got or "")
        return all(str(word).lower() in text.lower() for word in wanted)
    return got == wanted


def score(file: Path) -> Score:
    result = Score()
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["sentence"]:
        _score_one(entry, result)
    return result


def _score_one(entry: Mapping[str, Any], result: Score) -> None:
    onto = Brief.model_validate(entry["onto"]) if "onto" in entry else None
    before = dict(leaves((onto or Brief.model_validate({"subject": {}})).model_dump(mode="json")))
    try:
        after = dict(leaves(read(entry["text"], onto).brief.model_dump(mode="json")))
    except ValueError as refusal:  # everything that it states was missed
        result.wrong.append(f"  refused: {refusal}: {entry['text']}")
        result.stated += len(entry["want"]) + len(entry.get("gone", ()))
        return
    for path, wanted in entry["want"].items():
        result.stated += 1
        if fits(wanted, after.get(path)):
            result.right += 1
        else:
            result.wrong.append(
                f"  wrong {path}: {after.get(path)!r}, wanted {wanted!r}: {entry['text']}"
            )
    for item in entry.get("gone", ()):
        path, _, word = item.partition(":")
        result.stated += 1
        left = after.get(path)
        left = [left] if isinstance(left, str) else left
        if (word not in " ".join(left or ())) if word else not left:
            result.right += 1
        else:
            result.wrong.append(f"  still {item}: {left!r}: {entry['text']}")
    touched = {*entry["want"], *(g.partition(":")[0] for g in entry.get("gone", ()))}
    result.invented += [
        f"  invented {path}: {value!r}: {entry['text']}"
        for path, value in after.items()
        if path not in touched and path not in SILENT and value != before.get(path)
    ]
