"""Settings: the command line before the environment before the file before Discord's own."""

from pathlib import Path

import pytest

from bot.settings import DISCORD, Settings, load
from engine import settings as workers
from engine.protocol import Size, StudioError
from prompts.uses import UseError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in DISCORD.values():
        monkeypatch.delenv(name, raising=False)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CHIAROSCURO_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_said_is_discord_itself_without_a_token() -> None:
    settings = load()
    assert settings.token is None
    assert settings.api_base.startswith("https://discord.com")
    assert settings.archive_file == settings.data_dir / "archive.db"


def test_bot_and_worker_meet_in_the_same_folder(elsewhere: Path) -> None:
    (elsewhere / "studio.toml").write_text("data_dir = 'here'\nwarm = []\n[bot]\nmodel = 'x'\n")
    mine, theirs = load(), workers.load()
    assert (mine.queue_file, mine.vault_dir) == (theirs.queue_file, theirs.vault_dir)
    assert mine.model == "x"


def test_the_order_of_weight(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "studio.toml").write_text("data_dir = 'file'\n[bot]\ncdn = 'http://file'\n")
    assert load().data_dir == Path("file")
    assert load().cdn == "http://file"
    monkeypatch.setenv("CHIAROSCURO_DATA_DIR", "environment")
    monkeypatch.setenv("DISCORD_CDN", "http://127.0.0.1:8799/")
    assert load().data_dir == Path("environment")
    assert load().cdn == "http://127.0.0.1:8799"
    assert load(data_dir=Path("said")).data_dir == Path("said")


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " abc.def \n")
    settings = load()
    assert settings.token
    assert settings.token.get_secret_value() == "abc.def"
    assert "abc" not in f"{settings!r} {settings} {settings.model_dump()} {settings.token}"


def test_a_mistake_never_shows_the_token(elsewhere: Path) -> None:
    (elsewhere / "studio.toml").write_text("[bot]\ntoken = ['abc.def']\n")
    with pytest.raises(StudioError, match="token") as told:
        load()
    assert "abc" not in str(told.value)
    assert told.value.__cause__ is None


def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert load().token is None


def test_roles_are_names_or_ids(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "studio.toml").write_text("[bot]\nmoderator_roles = ['@Producers', 1234]\n")
    assert load().moderator_roles == ("Producers", "1234")
    monkeypatch.setenv("CHIAROSCURO_MODERATOR_ROLES", "Art Directors, 99")
    assert load().moderator_roles == ("Art Directors", "99")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[bot]\nmodle = 'x'", "modle"),
        ("[bot]\nmax_jobs_per_person = 0", "max_jobs_per_person"),
        ("[bot]\ntake_side = 500", "take_side"),
        ("[bot]\ngateway = 'https://discord.com'", "gateway"),
        ("[bot]\nlog_level = 'loud'", "log_level"),
        ("bot = 3", r"under a line \[bot\]"),
        ("x =", "valid TOML"),
        ("# \udcff", "UTF-8"),
    ],
)
def test_a_wrong_file_is_a_sentence(elsewhere: Path, text: str, sentence: str) -> None:
    (elsewhere / "studio.toml").write_text(text, errors="surrogateescape")
    with pytest.raises(StudioError, match=sentence):
        load()


def test_every_aspect_costs_the_same() -> None:
    settings = Settings(log_level="debug")  # pyright: ignore[reportArgumentType] - as it is typed
    assert settings.log_level == "DEBUG"
    assert settings.take_size("4:5") == Size(width=512, height=640)
    wide = settings.take_size("239:100")
    assert abs(wide.width * wide.height / (512 * 640) - 1) < 0.1
    assert settings.previs_size("4:5") == Size(width=256, height=320)
    with pytest.raises(UseError):
        settings.take_size("9:1")
