"""Grades in files: ours come back the same, others' are read, and hostile ones give sentences."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.grade import cdl_of, cube_of, graded, in_place_of, read_cdl, read_cube, read_grade
from engine.grade.colour_io import ocio
from engine.grade.cubes import Cube, write_cube
from engine.grade.processor import SPATIAL
from engine.protocol import StudioError
from prompts.looks import look, looks
from prompts.setup import Grade

NOISE = np.random.default_rng(0).random((60, 50, 3), np.float32)
SIMPLE = Grade(slope=(1.1, 1, 0.93), offset=(0.01, 0, 0.004), power=(0.95, 1, 1.05), saturation=0.8)
ROWS = "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))


def cube(rows=ROWS, size="2", head=""):
    return f"# made by hand\n{head}LUT_3D_SIZE {size}\n{rows}\n".encode()


def cdl(inside, root="ColorCorrection"):
    return f'<?xml version="1.0"?><{root}>{inside}</{root}>'.encode()


@pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)
def test_a_look_comes_back_from_its_own_files(each) -> None:
    for data in (cdl_of(each.grade), cube_of(each.grade)):
        assert read_grade(data) == each.grade


def test_a_file_takes_the_place_of_a_grade_but_for_its_film() -> None:
    noir = look("noir").grade
    found = in_place_of(noir, SIMPLE)
    assert found.model_copy(update=SPATIAL) == SIMPLE
    assert found.grain == noir.grain
    other = look("tintype").grade
    assert in_place_of(noir, other) == other


def test_a_cdl_says_the_same_to_other_programs(tmp_path) -> None:
    file = tmp_path / "grade.cdl"
    file.write_bytes(cdl_of(SIMPLE))
    made = ocio.CDLTransform.CreateFromFile(str(file), "")
    made.setStyle(ocio.CDL_ASC)
    found = NOISE.copy()
    ocio.Config.CreateRaw().getProcessor(made).getDefaultCPUProcessor().applyRGB(found)
    differs = graded(NOISE, SIMPLE).astype(int) - graded(found, Grade())
    assert np.abs(differs).max() <= 1


def test_a_cube_says_nearly_the_same_to_other_programs(tmp_path) -> None:
    wish = look("tintype").grade.model_copy(update=SPATIAL)
    file = tmp_path / "look.cube"
    file.write_bytes(cube_of(wish))
    made = ocio.FileTransform(str(file), interpolation=ocio.INTERP_TETRAHEDRAL)
    found = NOISE.copy()
    ocio.Config.CreateRaw().getProcessor(made).getDefaultCPUProcessor().applyRGB(found)
    differs = graded(NOISE, wish).astype(int) - graded(found, Grade())
    assert np.abs(differs).max() <= 1


def test_a_cube_of_ours_that_somebody_changed_is_a_lut_with_our_film() -> None:
    wish = look("golden-hour").grade
    parsed = read_cube(cube_of(wish))
    data = write_cube(Cube(parsed.table**1.1, title="Warmer", remarks=parsed.remarks))
    found = read_grade(data)
    assert found.cube == hashlib.sha256(data).hexdigest()
    assert (found.halation, found.contrast) == (wish.halation, 1.0)
    print_ = graded(NOISE, found, cubes={found.cube: data}.__getitem__)
    assert not np.array_equal(print_, graded(NOISE, wish))


def test_red_runs_fastest_in_a_cube_and_its_domain_counts() -> None:
    swapped = "\n".join(f"{b} {g} {r}" for b in (0, 1) for g in (0, 1) for r in (0, 1))
    wide = cube(swapped, head="DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n")
    found = graded(NOISE, read_grade(wide), cubes=lambda _: wide).astype(int)
    assert np.abs(found - NOISE[..., ::-1] * 127.5).max() <= 1


def test_a_curve_for_each_channel_is_read() -> None:
    data = b"LUT_1D_SIZE 3\n1 0 0\n0.5 0.5 0.5\n0 1 1\n"
    found = graded(NOISE, read_grade(data), cubes=lambda _: data).astype(int)
    assert np.abs(found[..., 0] - (1 - NOISE[..., 0]) * 255).max() <= 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "does not say LUT_3D_SIZE"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "no text"),
        (cube(size="2 2"), "size is no number"),
        (cube(size="-2"), "size is no number"),
        (cube(size="1"), "fewer than two"),
        (cube(size="66"), "too large"),
        (cube(size="999999"), "too large"),
        (cube(size="3"), "promises 27 rows of numbers and has 8"),
        (cube(ROWS.replace("1 1 1", "1 1 nan")), "numbers that no colour has"),
        (cube(ROWS.replace("1 1 1", "1 1 1e30")), "numbers that no colour has"),
        (cube(ROWS.replace("1 1 1", "1 1 x")), "not all of its rows are numbers"),
        (cube(ROWS.replace("1 1 1", "1 1")), "three numbers"),
        (cube(ROWS.replace("0 1 1\n1 1 1", "0 1 1 1\n1 1")), "three numbers"),
        (cube(head="LUT_1D_SIZE 2\n"), "a curve and a cube"),
        (cube(head="DOMAIN_MAX 0 0 0\n"), "domain is empty"),
        (cube(head="DOMAIN_MAX inf 1 1\n"), "domain is no number"),
        (b"a b\n" * 2000, "something else"),
        (b"0 0 0\n" * 2_200_000, "too large"),
    ],
)
def test_a_bad_cube_is_a_sentence(data, words) -> None:
    with pytest.raises(StudioError, match=words):
        read_grade(data)


SOP = "<SOPNode><Slope>1.1 1 0.9</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<", "no XML"),
        (cdl(SOP)[:60], "cut short"),
        (cdl("", root="Picture"), "no colour correction"),
        (cdl(f"<ColorCorrection>{SOP}</ColorCorrection>" * 2, root="ccc"), "2 corrections"),
        (cdl("<SOPNode><Slope>1 1</Slope></SOPNode>"), "should be 3 numbers"),
        (cdl("<SOPNode><Slope>1 one 1</Slope></SOPNode>"), "is no number"),
        (cdl("<SOPNode><Slope>1 -1 1</Slope></SOPNode>"), "slope is out of range"),
        (cdl("<SOPNode><Power>1 0 1</Power></SOPNode>"), "power is out of range"),
        (cdl("<SOPNode><Offset>nan 0 0</Offset></SOPNode>"), "offset is out of range"),
        (cdl("<SatNode><Saturation>90</Saturation></SatNode>"), "saturation is out of range"),
        (cdl("<a>" * 50 + "</a>" * 50), "nested too deeply"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "document type"),
        (b"<x>" + b" " * 2**22, "larger than any correction"),
    ],
)
def test_a_bad_cdl_is_a_sentence(data, words) -> None:
    with pytest.raises(StudioError, match=words):
        read_grade(data)


def test_a_correction_is_read_with_or_without_names_and_notes() -> None:
    plain = read_cdl(cdl(SOP))
    assert plain == Grade(slope=(1.1, 1, 0.9))
    noted = SOP.replace("<Slope>", "<Description>Chiaroscuro grade: {[</Description><Slope>")
    assert read_cdl(cdl(noted)) == plain
    named = cdl(SOP.replace("<", "<c:").replace("<c:/", "</c:"), root="c:ColorCorrection")
    named = named.replace(b"<c:ColorCorrection>", b'<c:ColorCorrection xmlns:c="urn:ASC:CDL:v1.2">')
    assert read_cdl(named) == plain


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_file_is_more_than_a_sentence(data) -> None:
    try:
        found = read_grade(data)
    except StudioError:
        return
    assert isinstance(found, Grade)
