"""The one-stage detector beside HOG and Haar on photographs that are turned, dimmed, covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import FaceBox, PointArray
from emotune_gui.perception.face.detection import FaceDetector, overlap, scaled
from emotune_gui.perception.face.following import box_round
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.onestage import OneStageDetector

MATCHED = 0.35
FRAME = (480, 640)
"""Height and width of the frame that every photograph is set into."""
FACE_SHARE = 0.33
"""Side of the face box over the height of the frame, where the trial says nothing else."""

Find = Callable[[GreyArray], list[FaceBox]]


@dataclass(frozen=True, slots=True, eq=False)
class Photograph:
    """Grey, with 68 points of its one marked face."""

    grey: GreyArray
    points: PointArray


@dataclass(frozen=True, slots=True)
class Trial:
    """How the photographs are changed before the faces are looked for."""

    name: str
    tilt: float = 0.0
    """Degrees."""
    face_side: float = FACE_SHARE * FRAME[0]
    """Of the face box in the frame, in pixels."""
    gain: float = 1.0
    covered: str = ""
    """'below' or 'beside': the half of the face that a grey card hides."""
    squeeze: float = 1.0
    """Width over height, as a face turned aside has."""


TRIALS: tuple[Trial, ...] = (
    Trial("upright"),
    Trial("tilted 15 degrees", tilt=15),
    Trial("tilted 30 degrees", tilt=30),
    Trial("tilted 45 degrees", tilt=45),
    Trial("at a tenth of the light", gain=0.1),
    Trial("at a thirtieth of the light", gain=1 / 30),
    Trial("lower half covered", covered="below"),
    Trial("one side covered", covered="beside"),
    Trial("squeezed to 60 %", squeeze=0.6),
    Trial("face of 100 pixels", face_side=100),
    Trial("face of 64 pixels", face_side=64),
    Trial("face of 48 pixels", face_side=48),
    Trial("face of 40 pixels", face_side=40),
    Trial("face of 32 pixels", face_side=32),
    Trial("face of 24 pixels", face_side=24),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    trial: str
    photographs: int
    found: dict[str, float]
    """Share of the marked faces that each detector found."""


def read_photographs(folder: Path) -> list[Photograph]:
    """Every `name.jpg` in the folder with a `name.csv` of 68 points beside it."""
    from matplotlib.image import imread

    found = []
    for path in sorted(folder.glob("*.jpg")):
        table = path.with_suffix(".csv")
        if table.is_file():
            colours = np.asarray(imread(path), dtype=np.float32)
            grey = colours if colours.ndim == 2 else colours[..., :3] @ (0.299, 0.587, 0.114)
            points = np.loadtxt(table, delimiter=",", skiprows=_header(table), ndmin=2)
            found.append(Photograph(grey.astype(np.uint8), points[:, :2].astype(np.float32)))
    return found


def _header(table: Path) -> int:
    first = table.read_text(encoding="utf-8").partition(",")[0].strip()
    return 0 if first.replace(".", "", 1).lstrip("-").isdigit() else 1


def run_trials(photographs: list[Photograph], detector: OneStageDetector) -> list[Outcome]:
    """Recall of the marked faces; other people in a photograph count neither way."""
    frontal = FaceDetector()
    finders: dict[str, Find] = {
        "HOG and Haar": lambda grey: frontal.search(grey) or frontal.search_small(grey),
        "one-stage": lambda grey: [face.box for face in detector.find(grey)],
    }
    return [_outcome(trial, photographs, finders) for trial in TRIALS]


def _outcome(trial: Trial, photographs: list[Photograph], finders: dict[str, Find]) -> Outcome:
    changed = [changed_photograph(photograph, trial) for photograph in photographs]
    shares = {
        name: sum(_hit(find(one.grey), box_round(one.points)) for one in changed) / len(changed)
        for name, find in finders.items()
    }
    return Outcome(trial.name, len(changed), {name: round(v, 3) for name, v in shares.items()})


def _hit(boxes: list[FaceBox], wanted: FaceBox) -> bool:
    return any(overlap(box, wanted) >= MATCHED for box in boxes)


def changed_photograph(photograph: Photograph, trial: Trial) -> Photograph:
    """The photograph in a frame of 640 x 480, its marked face in the middle, as the trial asks."""
    scale = trial.face_side / box_round(photograph.points).width
    grey = photograph.grey
    if scale < 0.7:
        # Averaged while it shrinks, as a camera's sensor does; the rest is interpolated.
        grey = scaled(grey, scale)
        points, scale = photograph.points * np.float32(scale), 1.0
    else:
        points = photograph.points
    angle = trial.tilt * pi / 180
    turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    forward = turn @ np.diag([scale * trial.squeeze, scale])
    box = box_round(points)
    centre = np.array([box.x + box.width / 2, box.y + box.height / 2])
    middle = np.array([FRAME[1] / 2, FRAME[0] / 2])
    light = _resampled(grey, np.linalg.inv(forward), centre, middle) * trial.gain
    frame = np.clip(np.round(light), 0, 255).astype(np.uint8)
    placed = ((points - centre) @ forward.T + middle).astype(np.float32)
    return Photograph(_with_card(frame, placed, trial.covered), placed)


def _resampled(
    grey: GreyArray,
    inverse: npt.NDArray[np.float64],
    centre: npt.NDArray[np.float64],
    middle: npt.NDArray[np.float64],
) -> npt.NDArray[np.float32]:
    """Bilinear; beyond the photograph, its mean grey."""
    rows, columns = np.mgrid[0 : FRAME[0], 0 : FRAME[1]]
    place = np.stack([columns - middle[0], rows - middle[1]], axis=-1) @ inverse.T + centre
    x, y = place[..., 0], place[..., 1]
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    inside = (left >= 0) & (top >= 0) & (left < grey.shape[1] - 1) & (top < grey.shape[0] - 1)
    left, top = np.where(inside, left, 0), np.where(inside, top, 0)
    across, down = x - left, y - top
    picture = grey.astype(np.float32)
    upper = picture[top, left] * (1 - across) + picture[top, left + 1] * across
    lower = picture[top + 1, left] * (1 - across) + picture[top + 1, left + 1] * across
    between = upper * (1 - down) + lower * down
    return np.asarray(np.where(inside, between, grey.mean()), dtype=np.float32)


def _with_card(frame: GreyArray, points: PointArray, covered: str) -> GreyArray:
    if not covered:
        return frame
    box, shown = box_round(points), frame.copy()
    top, left = max(0, box.y), max(0, box.x)
    if covered == "below":
        top = max(0, int(points[30, 1]))
    else:
        left = max(0, int(points[27:31, 0].mean()))
    bottom, right = box.y + round(1.15 * box.height), box.x + round(1.15 * box.width)
    shown[top : max(0, bottom), left : max(0, right)] = 128
    return shown


def trials_table(outcomes: list[Outcome]) -> str:
    """Markdown: one row a trial, one column a detector, and where each finds more."""
    names = list(outcomes[0].found)
    lines = [
        "| photographs | " + " | ".join(names) + " |",
        "|---" * (len(names) + 1) + "|",
        *(
            f"| {o.trial} | " + " | ".join(f"{100 * o.found[n]:.0f} %" for n in names) + " |"
            for o in outcomes
        ),
    ]
    other, own = names
    better = [o.trial for o in outcomes if o.found[own] > o.found[other]]
    worse = [o.trial for o in outcomes if o.found[own] < o.found[other]]
    return (
        "\n".join(lines)
        + f"\n\nIt finds more than they do: {', '.join(better) or 'nowhere'}.\n"
        + f"**It finds fewer: {', '.join(worse) or 'nowhere'}.**\n"
    )
