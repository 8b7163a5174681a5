"""How right a recogniser is under different conditions: light, size, sharpness, pose, skin tone.

Only what can be measured in the picture is used. Skin luminance is the grey level of two patches
of the cheeks; nobody's race or gender is inferred. On grey pictures the tone of the skin cannot
be told from the light on it, so two measures stand beside each other: the cheeks' luminance, and
how much lighter or darker they are than the whole picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite, nan, sqrt

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import PointArray
from emotune_gui.perception.face.detection import scaled
from emotune_gui.perception.face.landmarks import LEFT_EYE, RIGHT_EYE, GreyArray
from emotune_gui.perception.face.pose import head_pose
from emotune_gui.training.face.data import FOUR

DETAIL_SIDE = 48
"""Side to which the face is brought before its sharpness is measured."""
CHEEKS: tuple[tuple[int, ...], ...] = ((41, 31, 48, 2), (46, 35, 54, 14))
"""Eye, nose, mouth and jaw landmarks; the middle of each four lies on a cheek."""
CHEEK_SIDE = 0.2
"""Side of a cheek's patch over the distance between the eyes."""
CONFIDENCE_Z = 1.96
THIRDS = ("lowest third", "middle third", "highest third")

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

MEASURES: dict[str, str] = {
    "brightness": "mean grey level of the face, 0-255",
    "contrast": "standard deviation of the face's grey levels",
    "sharpness": "variance of the Laplacian of the face at 48 pixels",
    "eye_distance": "pixels of the picture between the eyes",
    "yaw": "degrees the head is turned aside, either way, from the landmarks",
    "cheek_luminance": "CIE L* of two cheek patches, 0-100; skin and light together",
    "cheek_against_picture": "L* of the cheeks less the mean L* of the picture",
}
BOUNDS: dict[str, tuple[tuple[float, float, str], ...]] = {
    "yaw": ((0.0, 10.0, "under 10"), (10.0, 20.0, "10 to 20"), (20.0, 90.0, "20 and more"))
}
"""Slices with stated bounds; all other measures are cut into thirds."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Faces whose `measure` lies from `low` (included) to `high`; intervals are Wilson's, 95 %."""

    measure: str
    name: str
    low: float
    high: float
    n: int
    accuracy_8: float
    interval_8: tuple[float, float]
    n_4: int
    accuracy_4: float
    interval_4: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """True emotion of N faces and two answers to each, as indices into `EMOTIONS`; -1: none."""

    true: IntArray
    eight: IntArray
    four: IntArray
    """The answer restricted to `FOUR`."""

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        return self.true >= 0

    @property
    def among(self) -> npt.NDArray[np.bool_]:
        return np.isin(self.true, [EMOTIONS.index(emotion) for emotion in FOUR])


def face_measures(grey: GreyArray, points: PointArray, scale: float = 1.0) -> dict[str, float]:
    """The value of every key of `MEASURES`; not a number where it cannot be measured.

    `points` are 68 x 2 pixels of `grey`; `scale` is the picture's own pixels a pixel of `grey`.
    """
    face = _face(grey, points)
    pose = head_pose(points, grey.shape[1], grey.shape[0])
    cheeks = _cheek_luminance(grey, points)
    return {
        "brightness": float(face.mean()),
        "contrast": float(face.std()),
        "sharpness": _sharpness(face),
        "eye_distance": _eye_distance(points) * scale,
        "yaw": nan if pose is None else abs(pose.yaw),
        "cheek_luminance": cheeks,
        "cheek_against_picture": cheeks - float(luminance(grey).mean()),
    }


def as_columns(rows: Sequence[Mapping[str, float]]) -> dict[str, FloatArray]:
    """One array of N for each measure."""
    return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in MEASURES}


def luminance(grey: npt.NDArray[np.generic]) -> FloatArray:
    """CIE 1976 lightness L*, 0-100, of sRGB grey levels 0-255 (IEC 61966-2-1, CIE 15)."""
    level = np.asarray(grey, dtype=np.float64) / 255.0
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    cube = np.where(linear > (6 / 29) ** 3, np.cbrt(linear), linear / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.asarray(116.0 * cube - 16.0, dtype=np.float64)


def wilson(right: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212); (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    share, z2 = right / n, CONFIDENCE_Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = CONFIDENCE_Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def sliced(told: Told, columns: Mapping[str, FloatArray]) -> list[Slice]:
    """Every slice that holds a face with a known emotion."""
    found = []
    for measure, values in columns.items():
        for low, high, name in _cuts(measure, values[told.known]):
            inside = (values >= low) & (values < high) & told.known
            if inside.any():
                found.append(_slice(measure, name, low, high, told, inside))
    return found


def shortfalls(told: Told, found: Sequence[Slice]) -> list[str]:
    """A sentence for each slice whose whole interval lies below the figure for all faces."""
    eight = _share(told.eight == told.true, told.known)
    four = _share(told.four == told.true, told.among)
    said = []
    for one in found:
        for label, interval, accuracy, overall, n in (
            ("eight", one.interval_8, one.accuracy_8, eight, one.n),
            ("four", one.interval_4, one.accuracy_4, four, one.n_4),
        ):
            if interval[1] < overall:
                said.append(
                    f"{one.measure}, {one.name} ({_range(one)}): {accuracy:.3f} of {n} right over "
                    f"{label} emotions (95 % interval {interval[0]:.3f} to {interval[1]:.3f}), "
                    f"below {overall:.3f} for all."
                )
    return said


def slices_json(told: Told, found: Sequence[Slice]) -> dict[str, object]:
    return {"slices": [asdict(one) for one in found], "shortfalls": shortfalls(told, found)}


def slices_table(found: Sequence[Slice]) -> str:
    """Markdown, one row a slice."""
    lines = [
        "| measure | slice | from-to | n | 8 emotions | 95 % | n (4) | 4 emotions | 95 % |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        eight, four = (f"{lo:.3f}-{hi:.3f}" for lo, hi in (one.interval_8, one.interval_4))
        lines.append(
            f"| {one.measure} | {one.name} | {_range(one)} | {one.n} | {one.accuracy_8:.3f} | "
            f"{eight} | {one.n_4} | {one.accuracy_4:.3f} | {four} |"
        )
    return "\n".join(lines) + "\n"


def _slice(
    measure: str, name: str, low: float, high: float, told: Told, inside: npt.NDArray[np.bool_]
) -> Slice:
    among = inside & told.among
    right_8 = int((told.eight == told.true)[inside].sum())
    right_4 = int((told.four == told.true)[among].sum())
    n, n_4 = int(inside.sum()), int(among.sum())
    return Slice(
        *(measure, name, round(low, 2), round(high, 2)),
        *(n, round(right_8 / n, 4), wilson(right_8, n)),
        *(n_4, round(right_4 / n_4, 4) if n_4 else 0.0, wilson(right_4, n_4)),
    )


def _cuts(measure: str, values: FloatArray) -> list[tuple[float, float, str]]:
    if measure in BOUNDS:
        return list(BOUNDS[measure])
    values = values[np.isfinite(values)]
    if not len(values):
        return []
    edges = [float(v) for v in np.quantile(values, (0, 1 / 3, 2 / 3, 1))]
    edges[-1] = float(np.nextafter(edges[-1], np.inf))
    return list(zip(edges[:-1], edges[1:], THIRDS, strict=True))


def _range(one: Slice) -> str:
    return f"{one.low:.4g} to {one.high:.4g}" if isfinite(one.high) else f"{one.low:.4g} on"


def _share(right: npt.NDArray[np.bool_], counted: npt.NDArray[np.bool_]) -> float:
    return float(right[counted].mean()) if counted.any() else 0.0


def _eye_distance(points: PointArray) -> float:
    across = points[LEFT_EYE].mean(axis=0) - points[RIGHT_EYE].mean(axis=0)
    return float(np.hypot(*across))


def _face(grey: GreyArray, points: PointArray) -> GreyArray:
    """The picture within the landmarks' bounds; all of it where they lie outside."""
    left, top = (max(0, int(v)) for v in points.min(axis=0))
    right, bottom = (max(0, int(np.ceil(v)) + 1) for v in points.max(axis=0))
    face = grey[top:bottom, left:right]
    return face if min(face.shape, default=0) >= 2 else grey


def _sharpness(face: GreyArray) -> float:
    small = scaled(face, DETAIL_SIDE / max(face.shape)).astype(np.float64)
    if min(small.shape) < 3:
        return 0.0
    middle = small[1:-1, 1:-1]
    around = small[:-2, 1:-1] + small[2:, 1:-1] + small[1:-1, :-2] + small[1:-1, 2:]
    return float((around - 4 * middle).var())


def _cheek_luminance(grey: GreyArray, points: PointArray) -> float:
    """Mean L* of the two cheek patches; of one where the other lies outside the picture."""
    half = max(1.0, CHEEK_SIDE * _eye_distance(points) / 2)
    patches = []
    for landmarks in CHEEKS:
        x, y = (float(v) for v in points[list(landmarks)].mean(axis=0))
        rows, columns = (
            slice(max(0, round(v - half)), max(0, round(v + half + 1))) for v in (y, x)
        )
        patches.append(luminance(grey[rows, columns]).ravel())
    seen = np.concatenate(patches)
    return float(seen.mean()) if len(seen) else nan


def _around(place: float, half: float) -> slice:
    """The pixels within `half` of a place, as far as they are not before the picture's edge."""
    return slice(max(0, round(place - half)), max(0, round(place + half + 1)))
