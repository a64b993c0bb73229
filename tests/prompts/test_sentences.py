"""The reading of 60 held-out sentences, written before the grammar and never tuned on."""

from pathlib import Path

from tests.prompts.scoring import score


def test_held_out_sentences_are_read_right_and_little_is_invented() -> None:
    result = score(Path(__file__).parent / "sentences.toml")

    print(result)  # noqa: T201 - the reached score belongs in the test's output
    assert result.share_right >= 0.90, result
    assert result.share_invented <= 0.02, result
