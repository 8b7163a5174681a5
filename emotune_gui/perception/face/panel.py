"""All recognisers asked about one fitted face, and the answer in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import PointArray, Recogniser
from emotune_gui.domain.ports import ExpressionClassifier
from emotune_gui.perception.face.combining import PoolWeights
from emotune_gui.perception.face.landmarks import GreyArray


@dataclass(frozen=True, slots=True)
class Opinions:
    """What each recogniser says; `answer` is calibrated, the others as they came."""

    cnn: EmotionProbabilities | None = None
    forest: EmotionProbabilities | None = None
    ocular: EmotionProbabilities | None = None
    onestage: EmotionProbabilities | None = None
    answer: EmotionProbabilities | None = None


class RecogniserPanel:
    """Asks every recogniser that looks at a fitted face; `chosen` has the word.

    With COMBINED all pool their answers. A chosen recogniser without an opinion about this
    face leaves the answer to the combination of the others.
    """

    def __init__(
        self,
        classifiers: Mapping[str, ExpressionClassifier],
        pool: PoolWeights,
        chosen: Recogniser = Recogniser.COMBINED,
    ) -> None:
        self._classifiers, self._pool, self._chosen = dict(classifiers), pool, chosen

    def ask(
        self,
        grey: GreyArray,
        points: PointArray,
        onestage: EmotionProbabilities | None = None,
    ) -> Opinions:
        """`onestage` is what the one-stage detector said about this face, if it was asked."""
        given = {name: c.classify(grey, points) for name, c in self._classifiers.items()}
        return self._answered(given if onestage is None else given | {"onestage": onestage})

    def seen_only(self, onestage: EmotionProbabilities) -> Opinions:
        """Of a face whose landmarks do not fit."""
        return self._answered({"onestage": onestage})

    def _answered(self, given: dict[str, EmotionProbabilities]) -> Opinions:
        chosen = self._chosen.value
        if chosen in given:
            answer = self._pool.calibrated(chosen, given[chosen])
        else:
            answer = self._pool.pooled(given)
        return Opinions(**given, answer=answer)
