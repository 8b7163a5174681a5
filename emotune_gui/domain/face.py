"""What one frame says about the face in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EmotionProbabilities

ImageArray = npt.NDArray[np.uint8]
"""Height x width x 3, BGR, 0-255."""
PointArray = npt.NDArray[np.float32]
"""68 x 2, pixel x and y of the frame, iBUG order."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture. `t` is monotonic seconds at capture; `position_s` is the place in a recording.

    The image is read-only and owned by the frame: no source reuses its buffer.
    """

    seq: int
    t: float
    image: ImageArray
    position_s: float = 0.0

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])


@dataclass(frozen=True, slots=True)
class FaceBox:
    """A face rectangle in frame pixels; it may reach past the frame's edge."""

    x: int
    y: int
    width: int
    height: int


class FaceState(StrEnum):
    """What can be said of the face. Only FACE carries an emotion."""

    FACE = "face"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    TOO_DARK = "too_dark"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class HeadPose:
    """Degrees, 0 when the face looks straight into the camera.

    `yaw` is positive when the person turns to their left, `pitch` when they look up, `roll` when
    the head leans toward their left shoulder.
    """

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, slots=True)
class ActionCues:
    """What the face does, in words a therapist reads; each from 0 (not at all) to 1 (fully)."""

    mouth_corners_up: float
    mouth_corners_down: float
    brows_lowered: float
    brows_raised: float
    eyes_closed: float
    mouth_open: float


class Recogniser(StrEnum):
    """Who answers: the combination of all, or one recogniser alone."""

    COMBINED = "combined"
    CNN = "cnn"
    FOREST = "forest"
    OCULAR = "ocular"
    ONESTAGE = "onestage"


@dataclass(frozen=True, slots=True)
class FaceQuality:
    """Measured on the face box (on the frame when there is none)."""

    brightness: float
    """Mean grey level, 0-255."""
    sharpness: float
    """Variance of the Laplacian of the face scaled to 96 pixels; larger is sharper."""
    size_px: int
    """Shorter side of the face box, 0 without a face."""
    score: float
    """0 (unusable) to 1 (good); multiplies the confidence."""
    overexposed: float = 0.0
    """Share (0-1) of the face's pixels that are burnt out."""
    pose: HeadPose | None = None
    occlusion: float = 0.0
    """How badly the landmarks fit any face shape, 0 (as a face) to 1 (part of it is hidden)."""


@dataclass(frozen=True, slots=True, eq=False)
class FaceReading:
    """Perception's answer to one frame. `landmarks` is None unless a single face was fitted."""

    seq: int
    t: float
    state: FaceState
    quality: FaceQuality
    boxes: tuple[FaceBox, ...] = ()
    landmarks: PointArray | None = None
    cnn: EmotionProbabilities | None = None
    forest: EmotionProbabilities | None = None
    combined: EmotionProbabilities | None = None
    """The calibrated answer in force: the combination's, or the chosen recogniser's."""
    position_s: float = 0.0
    notes: tuple[str, ...] = field(default=())
    """Plain reasons for doubt, as codes: 'dark', 'bright', 'blurred', 'small', 'turned',
    'tilted', 'occluded', 'detector_only' (only the one-stage detector saw the face), 'other_face'
    (the client's face is gone and another is in the picture), 'face_changed' (the followed face
    may be another person's now)."""
    ocular: EmotionProbabilities | None = None
    onestage: EmotionProbabilities | None = None
    cues: ActionCues | None = None
    chosen: bool = False
    """True when the therapist has said which face is the client's; `boxes[0]` is that face in
    state FACE, the other boxes are other people."""
