import json
import logging
from pathlib import Path

import mitsuba as mi
import pytest

from engine.maquette import variant


@pytest.fixture
def own_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.delenv("DRJIT_LIBLLVM_PATH", raising=False)
    monkeypatch.setenv("DRJIT_CACHE_DIR", str(tmp_path / "kernels"))
    return monkeypatch


def test_a_file_that_is_no_library_is_refused_and_remembered(
    own_choice: pytest.MonkeyPatch, tmp_path: Path
):
    fake = tmp_path / "libLLVM.so.99"
    fake.write_bytes(b"not a library")
    own_choice.setattr(variant, "candidates", lambda: [fake])
    assert variant.find(tmp_path) is None
    verdicts = json.loads((tmp_path / "llvm.json").read_text())
    assert list(verdicts.values()) == [False]
    own_choice.setattr(variant.subprocess, "run", lambda *_, **__: pytest.fail("probed twice"))
    assert variant.find(tmp_path) is None


def test_a_library_that_would_abort_the_process_is_refused(
    own_choice: pytest.MonkeyPatch, tmp_path: Path
):
    """LLVM 14 and 15 compile a small kernel and abort on a large one: the probe must not pass."""
    old = [path for path in variant.candidates() if variant.version_of(path) < (16,)]
    if not old:
        pytest.skip("no LLVM older than 16 on this machine")
    own_choice.setattr(variant, "candidates", lambda: old)
    assert variant.find(tmp_path) is None


def test_a_spoilt_note_of_verdicts_is_made_again(own_choice: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "llvm.json").write_text("{")
    own_choice.setattr(variant, "candidates", list)
    assert variant.find(tmp_path) is None


def test_the_newest_library_is_tried_first(own_choice: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("libLLVM.so.9", "libLLVM.so.19.1", "libLLVM-16.so"):
        (tmp_path / name).touch()
    own_choice.setattr(variant, "PLACES", (str(tmp_path / "libLLVM*"),))
    names = [p.name for p in variant.candidates() if p.parent == tmp_path]
    assert names == ["libLLVM.so.19.1", "libLLVM-16.so", "libLLVM.so.9"]


def test_without_a_library_one_sentence_says_what_to_install(
    own_choice: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    own_choice.setattr(variant, "candidates", list)
    with caplog.at_level(logging.WARNING):
        before = mi.variant()
        try:
            assert variant.choose(tmp_path) == variant.SCALAR
        finally:
            if before:
                mi.set_variant(before)
    assert [r.message for r in caplog.records if "libllvm19" in r.message]
