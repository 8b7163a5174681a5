"""How far an opinion on a stretch of speech can be relied on, and the reasons for doubt."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np

from emotune_gui.domain.voice import SoundArray
from emotune_gui.perception.voice.steadiness import steadiness
from emotune_gui.perception.voice.window import Speech

_SONG = 0.32
"""Songlikeness from which sound counts as song or music, not as speech."""
_RATHER_SONG = 0.26
_BESIDE_MUSIC = 0.06
"""So much more is allowed where the program's own music was taken away: it leaves traces."""
_UNSURE = 0.5
"""What a missing certainty of speech adds to the steadiness."""
_SURE_OF_SPEECH = 0.7
"""Mean speech probability below which nothing is said."""
CLIPPED_SHARE = 0.003
"""Share of samples within 1 % of the peak; unclipped speech has below 0.0005."""
_FAINT_DBFS = -62.0
_NOISY_DB = 10.0
_MUSIC_DB = 12.0
"""Speech this far above the music that was taken away needs no note."""
_DROWNED_DB = -8.0
"""What is left may, beside so much more music, be a remainder of it."""
_NO_POWER = 1e-11
"""Mean square of -110 dBFS: whatever a detector says, nothing is there."""
_SHORT_S = 1.0
_FULL_S = 2.0
_UNKNOWN = 0.75


@dataclass(frozen=True, slots=True)
class Doubt:
    """`reliability` is 0-1; `notes` are codes of VoiceReading."""

    reliability: float
    notes: tuple[str, ...]


def is_audible(speech: Speech) -> bool:
    """Whether somebody speaks for certain, and louder than what is left of the music."""
    sure = speech.probability >= _SURE_OF_SPEECH and speech.power >= _NO_POWER
    return sure and _over_music_db(speech) >= _DROWNED_DB


def songlikeness(speech: Speech) -> float:
    """How much it is like song: held tones, and a detector in two minds; sung from 0 on.

    Of the measured windows of 2 to 3 s, every sung one lies above 0 (17 of one song), and 1 % of
    those of RAVDESS, none of CREMA-D.
    """
    allowed = _SONG + (_BESIDE_MUSIC if _over_music_db(speech) < _MUSIC_DB else 0.0)
    return steadiness(speech.samples) + _UNSURE * (1.0 - speech.probability) - allowed


def doubt(speech: Speech, noise_power: float, song: float, *, known: bool = True) -> Doubt:
    """`noise_power` is the mean square where nobody spoke, `song` the songlikeness, `known`
    whether the speaker's usual voice is.

    The shares follow how much less often the network is right: with white noise 20 and 10 dB
    below the speech .95 and .73 of as often as without (346 clips), for unknown speakers .79
    (models/voice_cnn.md), for half a second of speech about .7.
    """
    noise = min(noise_power, speech.quiet_power)
    snr = _ratio_db(speech.power - noise, noise)
    over_music = _over_music_db(speech)
    clipped = clipped_share(speech.samples)
    heard = {
        "music": over_music < _MUSIC_DB or song > _RATHER_SONG - _SONG,
        "clipped": clipped > CLIPPED_SHARE,
        "faint": _ratio_db(speech.power, 1.0) < _FAINT_DBFS,
        "noisy": snr < _NOISY_DB,
        "short": speech.seconds < _SHORT_S,
        "learning": not known,
    }
    reliability = (
        _between(speech.seconds, 0.0, _FULL_S, least=0.6)
        * _between(snr, 0.0, 2 * _NOISY_DB, least=0.5)
        * _between(over_music, _DROWNED_DB, _MUSIC_DB, least=0.7)
        * _between(-song, 0.0, _SONG - _RATHER_SONG)
        * _between(0.1 - clipped, 0.0, 0.1, least=0.5)
        * (1.0 if known else _UNKNOWN)
    )
    return Doubt(reliability, tuple(name for name, is_so in heard.items() if is_so))


def clipped_share(sound: SoundArray) -> float:
    """Share of samples within 1 % of the peak: large when the tops are cut off at any level."""
    peak = float(np.abs(sound).max(initial=0.0))
    return float(np.mean(np.abs(sound) >= 0.99 * peak)) if peak > 0.0 else 0.0


def _between(value: float, low: float, high: float, least: float = 0.0) -> float:
    """`least` at `low`, rising to 1 at `high`."""
    return least + (1.0 - least) * min(1.0, max(0.0, (value - low) / (high - low)))


def _over_music_db(speech: Speech) -> float:
    return _ratio_db(speech.power, speech.music_power)


def _ratio_db(power: float, other: float) -> float:
    return 10.0 * log10(max(power, 1e-12) / max(other, 1e-12))
