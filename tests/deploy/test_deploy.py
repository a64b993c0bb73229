"""What is said about machines that are not this one, held by the tools that read it there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bot.settings
import engine.settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILES = sorted(DEPLOY.glob("*.Dockerfile"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = (("docker", "compose"), ("docker-compose",))


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=environment or None
    )


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.name)
def test_a_dockerfile_passes_the_linter(file: Path):
    said = run(Path(sys.executable).with_name("hadolint"), file)

    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.name)
def test_a_dockerfile_copies_only_what_there_is(file: Path):
    copied = re.findall(r"^COPY (\S+) ", file.read_text(), re.MULTILINE)

    assert copied
    assert all((ROOT / source).exists() for source in copied), copied


@pytest.mark.parametrize("unit", UNITS, ids=lambda file: file.name)
def test_a_unit_is_understood_by_systemd(unit: Path, tmp_path: Path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed here")
    here = unit.read_text().replace("/opt/chiaroscuro/.venv/bin/python", sys.executable)
    file = tmp_path / unit.name
    file.write_text(here)

    said = run("systemd-analyze", "verify", file)

    assert said.returncode == 0, said.stderr
    assert unit.name not in said.stderr, said.stderr


def test_the_compose_file_is_understood():
    compose = next(
        (c for c in COMPOSE if shutil.which(c[0]) and run(*c, "version").returncode == 0), None
    )
    if compose is None:
        pytest.skip("docker compose is not installed here")
    settings = {"DISCORD_TOKEN": "said", "PATH": os.defpath}

    said = run(*compose, "-f", DEPLOY / "compose.yaml", "config", **settings)

    assert said.returncode == 0, said.stderr
    assert "DISCORD_TOKEN: said" in said.stdout


def test_the_example_settings_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (DEPLOY / "studio.example.toml").read_text()
    (tmp_path / "studio.toml").write_text(text.replace("# data_dir", "data_dir"))
    monkeypatch.chdir(tmp_path)

    talks, makes = bot.settings.load(), engine.settings.load()

    assert talks.data_dir == makes.data_dir == Path("/var/lib/chiaroscuro")
    assert talks.max_jobs_per_person == 4
