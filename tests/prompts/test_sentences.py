"""The reading of sentences that were written by others than the grammar, blind to it.

What `sentences.toml` (older than the grammar) and `strangers.toml` showed was mended in kind: they
guard. `unseen.toml` was never tuned on: its score is what a stranger may expect.
"""

from pathlib import Path

import pytest

from tests.prompts.scoring import score


@pytest.mark.parametrize("name", ["sentences", "strangers", "unseen"])
def test_sentences_are_read_right_and_little_is_invented(name: str) -> None:
    result = score(Path(__file__).parent / f"{name}.toml")

    print(f"{name}: {result}")  # noqa: T201 - the reached score belongs in the test's output
    assert result.share_right >= 0.90, result
    assert result.share_invented <= 0.02, result
