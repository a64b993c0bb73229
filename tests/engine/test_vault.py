"""The vault: whole or not at all, and a sentence when the disk refuses."""

import hashlib
import os
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.protocol import StudioError
from engine.vault import PREFIX, Vault
from tests.apart import apart, become_ordinary


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


@given(blobs=st.lists(st.binary(max_size=5000), max_size=8))
@settings(max_examples=30, deadline=None)
def test_what_was_put_is_got_and_nothing_else_is_there(blobs: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder))
        names = [vault.put(blob) for blob in blobs + blobs]

        assert [vault.get(name) for name in names] == blobs + blobs
        assert set(vault.blobs()) == {hashlib.sha256(blob).hexdigest() for blob in blobs}
        assert len(files(Path(folder))) == len(set(blobs))


@given(data=st.data())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_change_of_a_blobs_bytes_is_found(data: st.DataObject) -> None:
    blob = data.draw(st.binary(min_size=1, max_size=200))
    other = data.draw(st.binary(max_size=200).filter(lambda o: o != blob))
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder))
        name = vault.put(blob)
        damage(Path(folder), other)
        with pytest.raises(StudioError, match="is damaged"):
            vault.get(name)
        assert vault.put(blob) == name
        assert vault.get(name) == blob


def damage(root: Path, data: bytes) -> None:
    (path,) = files(root)
    path.unlink()
    path.write_bytes(data)


def test_a_blob_lies_where_its_name_says(tmp_path: Path) -> None:
    name = Vault(tmp_path).put(b"take")
    assert (tmp_path / name[:2] / name[2:]).read_bytes() == b"take"


def test_a_missing_blob_is_a_sentence(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert not vault.has("0" * 64)
    with pytest.raises(StudioError, match="has no picture 000000000000"):
        vault.get("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_a_name_that_is_no_hash_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a blob's name"):
        Vault(tmp_path).get(name)


def test_discarding_is_idempotent(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"take")
    vault.discard(name)
    vault.discard(name)
    assert files(tmp_path) == []


def test_what_a_killed_writer_left_is_cleared_at_the_next_opening(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"take")
    (tmp_path / f"{PREFIX}dead").write_bytes(b"half a ta")
    assert set(Vault(tmp_path).blobs()) == {name}
    assert len(files(tmp_path)) == 1


def test_what_a_living_writer_holds_is_left_alone(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415

    Vault(tmp_path)
    path = tmp_path / f"{PREFIX}alive"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    Vault(tmp_path)
    assert path.exists()
    os.close(handle)


def test_a_vault_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("")
    with pytest.raises(StudioError, match="cannot be written"):
        Vault(tmp_path / "vault")


def put_on_a_full_disk(root: Path) -> None:
    vault = Vault(root)
    vault.put(b"small")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    with pytest.raises(StudioError, match="is full"):
        vault.put(bytes(5000))
    assert len(files(root)) == 1


def test_a_full_disk_is_a_sentence_and_leaves_no_half_blob(tmp_path: Path) -> None:
    assert apart(put_on_a_full_disk, tmp_path / "vault") == 0


def open_without_permission(root: Path) -> None:
    become_ordinary()
    root.chmod(0o555)
    with pytest.raises(StudioError, match="Give this user permission"):
        Vault(root)


def test_a_vault_without_write_permission_is_a_sentence_at_once(tmp_path: Path) -> None:
    Vault(tmp_path / "vault")
    assert apart(open_without_permission, tmp_path / "vault") == 0


def open_unreadable(root: Path, name: str) -> None:
    become_ordinary()
    vault = Vault(root)
    (root / name[:2] / name[2:]).chmod(0)
    with pytest.raises(StudioError, match="permission to read"):
        vault.get(name)


def test_a_blob_that_may_not_be_read_is_a_sentence(tmp_path: Path) -> None:
    name = Vault(tmp_path).put(b"take")
    assert apart(open_unreadable, tmp_path, name) == 0
