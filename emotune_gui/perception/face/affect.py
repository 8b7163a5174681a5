"""From class probabilities to valence and arousal."""

from __future__ import annotations

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities

CLASS_AFFECT: dict[Emotion, Affect] = {
    Emotion.NEUTRAL: Affect(0.0, 0.0),
    Emotion.HAPPINESS: Affect(0.76, 0.48),
    Emotion.SURPRISE: Affect(0.20, 0.75),
    Emotion.SADNESS: Affect(-0.63, -0.27),
    Emotion.ANGER: Affect(-0.51, 0.59),
    Emotion.DISGUST: Affect(-0.60, 0.35),
    Emotion.FEAR: Affect(-0.64, 0.60),
    Emotion.CONTEMPT: Affect(-0.45, 0.20),
}
"""Where each class lies. Happiness, sadness, anger, disgust and fear: mean ratings of Russell &
Mehrabian 1977 (J. Research in Personality 11, 273-294), pleasure and arousal. Surprise: between
their 'surprised' (.40, .67) and Russell's 1980 'astonished' (.16, .89), with less pleasure since
a surprised face says little about it. Contempt is not in their table; placed by judgement
between neutral and disgust."""


def expected_affect(probabilities: EmotionProbabilities) -> Affect:
    """The mean of `CLASS_AFFECT` under the probabilities; doubt draws it to the middle."""
    pairs = [(probabilities[emotion], place) for emotion, place in CLASS_AFFECT.items()]
    return Affect.clamped(
        sum(p * place.valence for p, place in pairs), sum(p * place.arousal for p, place in pairs)
    )
