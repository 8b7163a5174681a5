"""From class probabilities and action cues to valence and arousal."""

from __future__ import annotations

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.face import ActionCues

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

FAINT_SMILE = 0.75
"""Share of happiness' valence that is left without a visible smile."""
FROWN = 0.12
"""Valence that brows pulled down or corners of the mouth pulled down take, fully, each."""
OPENING = 0.12
"""Arousal that an open mouth, and half of it that raised brows add to a face that is not calm."""
CLOSING = 0.25
"""Arousal that eyes kept closed take from a calm or sad face."""


def expected_affect(probabilities: EmotionProbabilities, cues: ActionCues | None = None) -> Affect:
    """The mean of `CLASS_AFFECT` under the probabilities; doubt draws it to the middle.

    With cues, what the face does grades it within the class. Pleasantness goes up with the
    zygomatic muscle, which lifts the corners of the mouth, and down with the corrugator, which
    lowers the brows (Lang, Greenwald, Bradley & Hamm 1993, Psychophysiology 30, 261-273; Larsen,
    Norris & Cacioppo 2003, Psychophysiology 40, 776-785); eyes that stay closed are the usual
    sign of drowsiness (PERCLOS, Wierwille & Ellsworth 1994). Those papers give directions; the
    sizes above are by judgement, small against the classes, since nothing here is labelled with
    valence and arousal. Cues at 0 change nothing but a happiness without a smile.
    """
    pairs = [(probabilities[emotion], place) for emotion, place in CLASS_AFFECT.items()]
    valence = sum(p * place.valence for p, place in pairs)
    arousal = sum(p * place.arousal for p, place in pairs)
    if cues is not None:
        valence += _pleasure(probabilities, cues)
        arousal += _activation(probabilities, cues)
    return Affect.clamped(valence, arousal)


def _pleasure(probabilities: EmotionProbabilities, cues: ActionCues) -> float:
    happy = probabilities[Emotion.HAPPINESS]
    missing = (1.0 - FAINT_SMILE) * (1.0 - cues.mouth_corners_up)
    frown = FROWN * (cues.brows_lowered + cues.mouth_corners_down) * (1.0 - happy)
    return -happy * CLASS_AFFECT[Emotion.HAPPINESS].valence * missing - frown


def _activation(probabilities: EmotionProbabilities, cues: ActionCues) -> float:
    neutral = probabilities[Emotion.NEUTRAL]
    calm = neutral + probabilities[Emotion.SADNESS]
    opening = OPENING * (cues.mouth_open + 0.5 * cues.brows_raised) * (1.0 - neutral)
    return opening - CLOSING * cues.eyes_closed * calm
