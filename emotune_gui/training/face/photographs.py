"""How right the program is on photographs, from the file to the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceBox
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.detection import FaceDetector
from emotune_gui.perception.face.landmarks import GreyArray, LandmarkFitter, predictor_file
from emotune_gui.perception.face.onestage import OneStageDetector
from emotune_gui.perception.face.photograph import (
    FindFace,
    StillFace,
    StillFaceFinder,
    read_photograph,
)
from emotune_gui.training.face.answers import Recognisers, Tell, load_recognisers
from emotune_gui.training.face.data import FOUR
from emotune_gui.training.face.evaluation import macro_f1
from emotune_gui.training.face.photograph_labels import LabelledPicture, labelled_pictures
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.face.slices import (
    Told,
    as_columns,
    face_measures,
    sliced,
    slices_json,
)

DEFAULT = "combined"
"""The recogniser that the program uses unless told otherwise."""

Opinions = dict[str, EmotionProbabilities]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PhotographFigures:
    """Shares from 0 to 1 of all pictures; a face that was not found counts as an error."""

    accuracy_8: float
    accuracy_4: float
    """Pictures of happiness, sadness, anger and neutral, the answer restricted to these."""
    macro_f1_8: float
    recall: dict[str, float] = field(default_factory=dict)
    """Share of each emotion's pictures that were answered right; only emotions that occur."""


@dataclass(frozen=True, slots=True, eq=False)
class SeenPicture:
    """A picture, the face found in it, and what each recogniser says; empty without a face."""

    picture: LabelledPicture
    face: StillFace | None
    opinions: Opinions


def see_photographs(folder: Path, labels: Path, models: Path, tell: Tell) -> list[SeenPicture]:
    """Find and classify the face of every picture in the list.

    `tell` hears a sentence for each picture that cannot be read and each row left out. Raises
    EmoTuneError when the list or the weights cannot be read.
    """
    listed = labelled_pictures(labels, folder, tell)
    recognisers = load_recognisers(models, tell)
    finder = StillFaceFinder(
        FaceDetector(), LandmarkFitter(predictor_file(None)), _last_resort(recognisers.onestage)
    )
    rows = with_progress(range(len(listed)), "photographs", len(listed))
    return [_see(listed[i], recognisers, finder, tell) for i in rows]


def _last_resort(onestage: OneStageDetector | None) -> FindFace | None:
    """The largest face that the one-stage detector sees."""
    if onestage is None:
        return None

    def find(grey: GreyArray) -> FaceBox | None:
        boxes = [face.box for face in onestage.find(grey)]
        return max(boxes, key=lambda box: box.width * box.height, default=None)

    return find


def _see(
    picture: LabelledPicture, recognisers: Recognisers, finder: StillFaceFinder, tell: Tell
) -> SeenPicture:
    if picture.path is None:
        tell(f"The picture {picture.name} is not in the folder; it counts as undetected.")
        return SeenPicture(picture, None, {})
    try:
        image = read_photograph(picture.path)
    except EmoTuneError as problem:
        tell(f"{problem} It counts as undetected.")
        return SeenPicture(picture, None, {})
    face = finder.find(image)
    return SeenPicture(picture, face, recognisers.opinions(face.grey, face.points) if face else {})


def photograph_figures(seen: Sequence[SeenPicture]) -> dict[str, object]:
    """What `emotune evaluate images` prints: the program's own answer, then each recogniser's."""
    names = list(dict.fromkeys(name for one in seen for name in one.opinions)) or [DEFAULT]
    by_name = {name: figures_of(seen, name) for name in names}
    return {
        "n": len(seen),
        "detected": sum(one.face is not None for one in seen),
        **asdict(by_name[DEFAULT]),
        "found": dict(Counter(one.face.found for one in seen if one.face is not None)),
        "recognisers": {name: asdict(found) for name, found in by_name.items()},
    }


def photograph_slices(seen: Sequence[SeenPicture]) -> dict[str, object]:
    """The program's own answer by what is measured on the faces that were found."""
    found = [one for one in seen if one.face is not None]
    measured = [
        face_measures(one.face.grey, one.face.points, one.face.scale)
        for one in found
        if one.face is not None
    ]
    told = Told(_true(found), _chosen(found, DEFAULT, EMOTIONS), _chosen(found, DEFAULT, FOUR))
    return slices_json(told, sliced(told, as_columns(measured)))


def figures_of(seen: Sequence[SeenPicture], name: str) -> PhotographFigures:
    true = _true(seen)
    told = _chosen(seen, name, EMOTIONS)
    among = np.isin(true, [EMOTIONS.index(emotion) for emotion in FOUR])
    four = _chosen(seen, name, FOUR)
    return PhotographFigures(
        _share(told == true),
        _share(four[among] == true[among]),
        macro_f1(told, true),
        {
            emotion.value: _share(told[true == index] == index)
            for index, emotion in enumerate(EMOTIONS)
            if (true == index).any()
        },
    )


def _true(seen: Sequence[SeenPicture]) -> IntArray:
    return np.array([EMOTIONS.index(one.picture.emotion) for one in seen], dtype=np.int64)


def _chosen(seen: Sequence[SeenPicture], name: str, among: Sequence[Emotion]) -> IntArray:
    """Index of the likeliest of `among` for each picture, -1 without an answer."""
    told = [
        EMOTIONS.index(max(among, key=one.opinions[name].__getitem__))
        if name in one.opinions
        else -1
        for one in seen
    ]
    return np.array(told, dtype=np.int64)


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0
