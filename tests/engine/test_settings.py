"""Settings: the command line before the environment before the file before the platform's habit."""

from pathlib import Path

import pytest

from engine.protocol import StudioError
from engine.settings import load


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA_DIR", "CACHE_DIR", "LEASE_SECONDS", "WARM"):
        monkeypatch.delenv(f"CHIAROSCURO_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_said_is_the_platforms_own_folder() -> None:
    assert load().data_dir.name == "chiaroscuro"
    assert load().queue_file == load().data_dir / "queue.db"


def test_the_order_of_weight(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "studio.toml").write_text("data_dir = 'file'\n[bot]\nprefix = 'x'\n")
    assert load().data_dir == Path("file")
    monkeypatch.setenv("CHIAROSCURO_DATA_DIR", "environment")
    assert load().data_dir == Path("environment")
    assert load(data_dir=Path("said")).data_dir == Path("said")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("dta_dir = 'x'", "dta_dir"), ("lease_seconds = 0", "lease_seconds"), ("x =", "valid TOML")],
)
def test_a_wrong_file_is_a_sentence(elsewhere: Path, text: str, sentence: str) -> None:
    (elsewhere / "studio.toml").write_text(text)
    with pytest.raises(StudioError, match=sentence):
        load()
