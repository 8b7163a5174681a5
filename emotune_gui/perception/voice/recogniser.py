"""The voice network: emotion from a few seconds of speech, whatever the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import (
    SAMPLE_RATE,
    VOICE_EMOTIONS,
    SoundArray,
    VoiceOpinion,
    VoiceProbabilities,
    VoiceProfile,
)
from emotune_gui.perception.voice.features import in_pieces, mel_spectrogram
from emotune_gui.perception.voice.normalising import SpeakerNormaliser

VOICE_FILE = "voice_cnn.tflite"
LONGEST_S = 6.0
"""Of a longer stretch of speech the last seconds are heard."""
ENCODE, JUDGE = "encode", "judge"
"""The two signatures of the file: speech to statistics, and these to an opinion."""

FloatArray = npt.NDArray[np.float32]


class VoiceNetwork:
    """Runs `voice_cnn.tflite` by LiteRT on one thread. Use one object from one thread.

    Implements `VoiceRecogniser`. `classify` and `adapt` of the same speech listen to it once.
    """

    name = "voice network"

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise EmoTuneError(f"The voice network {path} is missing; reinstall EmoTune.")
        try:
            interpreter: Any = Interpreter(str(path), num_threads=1)
            self._encode: Any = interpreter.get_signature_runner(ENCODE)
            self._judge: Any = interpreter.get_signature_runner(JUDGE)
            details: dict[str, Any] = self._judge.get_input_details()
            count = int(details["relative"]["shape"][-1])
        except (ValueError, RuntimeError, KeyError) as problem:
            raise EmoTuneError(
                f"The voice network {path} is damaged or belongs to another version; "
                "reinstall EmoTune."
            ) from problem
        self.features = f"{path.stem}-{_fingerprint(path)}"
        self._speaker = SpeakerNormaliser(self.features, count)
        self._heard: tuple[SoundArray, FloatArray] | None = None

    def classify(self, speech: SoundArray) -> VoiceOpinion:
        """What a stretch of speech (about 1 to 6 s at 16 kHz) sounds like, for this speaker.

        Raises ValueError when there is no sound in it at all.
        """
        return self.judge(self._speaker.relative(self.statistics(speech)))

    def adapt(self, speech: SoundArray) -> None:
        """Take in speech of the client as part of the usual voice; each moment only once."""
        self._speaker.learn(self.statistics(speech), len(speech) / SAMPLE_RATE)

    def profile(self) -> VoiceProfile | None:
        return self._speaker.profile()

    def use_profile(self, profile: VoiceProfile | None) -> None:
        """Raises ValueError when the profile was made by another network."""
        self._speaker.use(profile)

    def statistics(self, speech: SoundArray) -> FloatArray:
        """What the network makes of speech before it knows the speaker; population mean 0.

        Raises ValueError when there is no sound in it at all.
        """
        latest = np.asarray(speech, dtype=np.float32)[-int(LONGEST_S * SAMPLE_RATE) :]
        if self._heard is not None and np.array_equal(self._heard[0], latest):
            return self._heard[1]
        if not len(latest):
            raise ValueError("no speech to listen to")
        pieces = in_pieces(mel_spectrogram(latest))
        told = self._encode(frames=pieces.frames, weights=pieces.weights)["statistics"]
        found = np.asarray(told, dtype=np.float32).ravel()
        self._heard = (latest.copy(), found)
        return found

    def judge(self, relative: FloatArray) -> VoiceOpinion:
        """An opinion from statistics that are relative to the speaker."""
        told = self._judge(relative=np.asarray(relative, dtype=np.float32)[None])
        valence, arousal = (float(x) for x in told["affect"][0])
        return VoiceOpinion(
            VoiceProbabilities.normalised(told["probabilities"][0][: len(VOICE_EMOTIONS)].tolist()),
            Affect.clamped(valence, arousal),
        )


def _fingerprint(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
