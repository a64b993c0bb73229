"""What the owner of a bot may set: in `studio.toml`, table [bot], or over it in the environment."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from engine.protocol import Size, StudioError
from prompts import uses

FILE = Path("studio.toml")  # in the folder where the program is started
NAME = "chiaroscuro"
SHARED = ("data_dir",)  # outside the table [bot]: the worker reads them too
DISCORD = {
    "token": "DISCORD_TOKEN",
    "api_base": "DISCORD_API_BASE",
    "gateway": "DISCORD_GATEWAY",
    "cdn": "DISCORD_CDN",
}
STANDARD = 4 / 5  # the aspect whose short side the settings give


def _listed(said: object) -> object:
    """Let "Producers, 1234" be a list, as an environment variable says it, and ids be numbers."""
    if isinstance(said, str):
        said = said.split(",")
    if isinstance(said, list | tuple):
        return tuple(name for each in said if (name := str(each).strip().removeprefix("@")))
    return said


def _upper(said: object) -> object:
    return said.upper() if isinstance(said, str) else said


Roles = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Side = Annotated[int, Field(ge=128, le=2048, multiple_of=uses.STEP)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$")]
Socket = Annotated[str, Field(pattern=r"^wss?://[^\s/]+\S*$")]


class Settings(BaseSettings):
    """Read once, in `__main__`, and passed in."""

    model_config = SettingsConfigDict(env_prefix="CHIAROSCURO_", frozen=True, extra="forbid")

    token: SecretStr | None = None
    api_base: Address = "https://discord.com/api/v10"
    gateway: Socket = "wss://gateway.discord.gg"
    cdn: Address = "https://cdn.discordapp.com"
    data_dir: Path = Path(platformdirs.user_data_dir(NAME, appauthor=False))
    model: str = "maquette"  # the family that shoots
    moderator_roles: Roles = ()  # names or ids; none: whoever may Manage Messages
    shooter_roles: Roles = ()  # names or ids; none: everyone
    max_jobs_per_person: Annotated[int, Field(ge=1, le=100)] = 4  # open at once
    take_side: Side = 512  # pixels, the short side of 4:5; other aspects have the same area
    previs_side: Side = 256
    guild_ready_timeout: Annotated[float, Field(ge=0, le=60)] = 0.5  # seconds without a new guild
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = (
        "INFO"
    )

    @field_validator("token")
    @classmethod
    def _said(cls, token: SecretStr | None) -> SecretStr | None:
        """Take an empty one for none: compose files pass it so."""
        stripped = token.get_secret_value().strip() if token else ""
        return SecretStr(stripped) if stripped else None

    @field_validator("api_base", "gateway", "cdn")
    @classmethod
    def _unslashed(cls, address: str) -> str:
        return address.rstrip("/")

    @property
    def archive_file(self) -> Path:
        """Where the bot remembers."""
        return self.data_dir / "archive.db"

    @property
    def queue_file(self) -> Path:
        """The embedded queue."""
        return self.data_dir / "queue.db"

    @property
    def vault_dir(self) -> Path:
        """The local vault."""
        return self.data_dir / "vault"

    @property
    def backup_dir(self) -> Path:
        """Where backups go unless a path is said."""
        return self.data_dir / "backups"

    def take_size(self, aspect: str) -> Size:
        """The pixels of a take. Raises UseError beyond 1:4 and 4:1."""
        return _size(aspect, self.take_side)

    def previs_size(self, aspect: str) -> Size:
        """The pixels of a previs. Raises UseError beyond 1:4 and 4:1."""
        return _size(aspect, self.previs_side)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """In order of weight."""
        discord = Table(settings_cls, _discord(os.environ))
        return init_settings, discord, env_settings, Table(settings_cls, _file(FILE))


class Table(PydanticBaseSettingsSource):
    """Settings that are read already."""

    def __init__(self, settings_cls: type[BaseSettings], table: Mapping[str, Any]) -> None:
        """Give `table` as it is."""
        super().__init__(settings_cls)
        self._table = table

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """One of them."""
        return self._table.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """All of them."""
        return dict(self._table)


def _discord(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: environment[name] for key, name in DISCORD.items() if environment.get(name)}


def _file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    table = said.get("bot", {})
    if not isinstance(table, dict):
        raise StudioError(f"In {FILE}, write the bot's settings under a line [bot].")
    return {**{key: said[key] for key in SHARED if key in said}, **table}


def _size(aspect: str, side: int) -> Size:
    width, height = uses.frame(aspect, round(side * side / STANDARD))
    return Size(width=width, height=height)


def load(data_dir: Path | None = None) -> Settings:
    """Read the settings; what the command line said goes first. Raises StudioError."""
    said: dict[str, Any] = {} if data_dir is None else {"data_dir": data_dir}
    try:
        return Settings(**said)
    except ValidationError as error:
        # Never the input itself: it may be the token.
        first = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StudioError(
            f"The setting {where!r} of the bot, in [bot] of {FILE} or in the environment, is "
            f"wrong: {first['msg']}."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise StudioError(f"{FILE} is not valid TOML: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StudioError(
            f"{FILE} cannot be read ({error}). Make it readable, as text in UTF-8."
        ) from error
