from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from emotune_gui.domain.face import FaceBox
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.detection import overlap
from emotune_gui.perception.face.photograph import StillFaceFinder, read_photograph
from tests.perception.making import canvas_with


@pytest.fixture(scope="module")
def finder(detector, fitter):
    return StillFaceFinder(detector, fitter)


def eyes_level(face):
    right, left = face.points[36:42].mean(axis=0), face.points[42:48].mean(axis=0)
    return left[0] - right[0] > 2 * abs(left[1] - right[1])


def test_the_face_is_found_where_it_is(finder, astronaut, face_points):
    face = finder.find(astronaut)
    assert face is not None and face.found == "clear"
    apart = np.hypot(*(face.points - face_points).T).mean()
    assert apart < 0.06 * np.hypot(*(face_points[45] - face_points[36]))


@pytest.mark.parametrize("size", [48, 72, 400, 3000])
def test_any_size_will_do(finder, astronaut, size):
    head = astronaut[20:200, 135:315]
    face = finder.find(cv2.resize(head, (size, size), interpolation=cv2.INTER_AREA))
    assert face is not None and eyes_level(face)
    assert face.grey.shape[0] * face.scale == pytest.approx(size, rel=0.6)


def test_scale_leads_back_to_the_photograph(finder, astronaut):
    large, small = (finder.find(cv2.resize(astronaut, (side, side))) for side in (1024, 512))
    sides = [face.box.width * face.scale for face in (large, small)]
    assert sides[0] / sides[1] == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_picture_on_its_side_is_turned_up(finder, head, quarter):
    face = finder.find(np.ascontiguousarray(np.rot90(head, quarter)))
    assert face is not None and face.found == "turned" and eyes_level(face)


def test_a_tilted_head_is_found(finder, head):
    matrix = cv2.getRotationMatrix2D((110, 110), 38, 1.0)
    tilted = cv2.warpAffine(head, matrix, (220, 220), borderMode=cv2.BORDER_REPLICATE)
    face = finder.find(tilted)
    assert face is not None and eyes_level(face)


def test_of_two_faces_the_larger_is_taken(finder, head):
    small = cv2.resize(head, (120, 120), interpolation=cv2.INTER_AREA)
    face = finder.find(canvas_with([(small, (30, 30)), (head, (350, 200))]))
    assert face is not None
    assert overlap(face.box, FaceBox(350, 200, 220, 220)) > 0.1
    assert overlap(face.box, FaceBox(30, 30, 120, 120)) == 0.0


class TwoFaces:
    """A detector that sees a larger face cut off by the edge, and a smaller whole one."""

    def run(self, picture, upsample, least):
        import dlib

        scale = picture.shape[1] / 640
        sides = ((-150, 100, 149, 399), (330, 50, 589, 309))
        boxes = [dlib.rectangle(*(round(v * scale) for v in side)) for side in sides]
        return boxes, [0.9, 0.8], [0, 0]


def test_a_face_cut_off_by_the_edge_counts_for_what_is_seen(detector, fitter, monkeypatch):
    monkeypatch.setattr("dlib.get_frontal_face_detector", TwoFaces)
    face = StillFaceFinder(detector, fitter).find(np.full((480, 640, 3), 120, np.uint8))
    assert face is not None and face.box.x > 250


def test_grey_pictures_will_do(finder, face_grey):
    assert finder.find(face_grey) is not None


@pytest.mark.parametrize("shape", [(300, 400, 3), (48, 48, 3), (5, 5, 3), (1, 900, 3)])
def test_no_face_is_found_where_there_is_none(finder, shape):
    assert finder.find(np.full(shape, 120, np.uint8)) is None


def test_the_last_resort_is_asked_when_nothing_else_sees_a_face(detector, fitter):
    asked = []
    plain = np.full((300, 400, 3), 120, np.uint8)
    there = FaceBox(100, 50, 150, 150)
    finder = StillFaceFinder(detector, fitter, lambda grey: asked.append(grey.shape) or there)
    face = finder.find(plain)
    assert asked == [(300, 400)]
    assert face is not None and face.found == "last resort"


def test_a_small_crop_with_a_sign_of_a_face_is_taken_for_a_face(detector, fitter):
    finder = StillFaceFinder(detector, fitter, lambda grey: FaceBox(0, 0, 20, 20))
    face = finder.find(np.full((48, 48), 120, np.uint8))
    assert face is not None and face.found == "crop"
    assert face.box.width > 0.7 * face.grey.shape[1]


def test_the_last_resort_is_not_asked_about_a_clear_face(detector, fitter, astronaut):
    def never(grey):
        raise AssertionError("asked although the face is clear")

    assert StillFaceFinder(detector, fitter, never).find(astronaut) is not None


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_picture_is_turned_as_the_camera_noted(tmp_path, astronaut, orientation):
    upright = astronaut[:300]
    turns = {3: 2, 6: 1, 8: 3}[orientation]
    lying = Image.fromarray(np.ascontiguousarray(np.rot90(upright, turns)[..., ::-1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying.save(tmp_path / "p.jpg", exif=exif, quality=95)
    read = read_photograph(tmp_path / "p.jpg")
    assert read.shape == upright.shape
    assert np.abs(read.astype(int) - upright).mean() < 6


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1", "LA", "I;16"])
def test_every_kind_of_picture_becomes_bgr(tmp_path, astronaut, mode):
    picture = Image.fromarray(np.ascontiguousarray(astronaut[:200, 100:300, ::-1]))
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    else:
        picture = picture.convert(mode)
    picture.save(tmp_path / "ü picture.png")
    read = read_photograph(tmp_path / "ü picture.png")
    assert read.shape == (200, 200, 3) and read.dtype == np.uint8
    assert 60 < read.mean() < 200


@pytest.mark.parametrize("content", [None, b"", b"this is no picture", b"\x89PNG\r\n\x1a\n cut"])
def test_what_is_no_picture_is_said_in_one_sentence(tmp_path, content):
    path = tmp_path / "p.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EmoTuneError, match=r"The picture .*p\.png cannot be read"):
        read_photograph(path)
