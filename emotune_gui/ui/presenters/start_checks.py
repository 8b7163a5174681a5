"""What is missing before a session, and what one should know, in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui.presenters.microphones import DEFAULT, NONE, SOURCE, Microphones
from emotune_gui.ui.presenters.song_words import SONGS, composer_sentence
from emotune_gui.ui.presenters.start_choices import Check, Choices, Grade, Known, SourceKind
from emotune_gui.ui.presenters.start_music import limits_sentence
from emotune_gui.ui.presenters.start_recording import recording_check
from emotune_gui.ui.presenters.tuning_words import is_personal
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import shortened, translate


def can_start(found: Sequence[Check]) -> bool:
    return all(check.grade is not Grade.MISSING for check in found)


def checks(choices: Choices, known: Known) -> tuple[Check, ...]:
    """Client, source, consent, sound, voice and mapping, each in one sentence."""
    found = [_source_check(choices, known)]
    if choices.client is None:
        who = translate("Start", "Choose who the session is with.")
        found.insert(0, Check(Grade.MISSING, who))
    else:
        found += _consent_checks(choices.client)
    found.append(_music_check(choices, known))
    if limits := limits_sentence(choices.plan):
        found.append(Check(Grade.NOTICE, limits))
    found.append(_sound_check(choices, known))
    if choices.client is not None:
        found.append(_voice_check(choices, known))
    if choices.record:
        found.append(recording_check(choices))
    if choices.client is not None and known.weights is not None:
        found.append(_mapping_check(choices.client, known.weights))
    return tuple(found)


def _source_check(choices: Choices, known: Known) -> Check:
    if choices.kind is SourceKind.DEMONSTRATION:
        return Check(
            Grade.READY, translate("Start", "The demonstration plays instead of a camera.")
        )
    if choices.kind is SourceKind.CAMERA:
        return _camera_check(choices, known)
    if not choices.path:
        return Check(Grade.MISSING, translate("Start", "Choose the file or folder to open."))
    if not Path(choices.path).exists():
        return Check(
            Grade.MISSING, translate("Start", "What you chose is not there any more; choose again.")
        )
    return Check(Grade.READY, translate("Start", "Pictures come from the chosen file or folder."))


def _camera_check(choices: Choices, known: Known) -> Check:
    if known.cameras is None:
        return Check(Grade.MISSING, translate("Start", "Looking for cameras…"))
    if not known.cameras:
        return Check(
            Grade.MISSING,
            translate(
                "Start",
                "No camera was found. Connect one and press Look again, or open a recording or "
                "the demonstration.",
            ),
        )
    if choices.camera not in {camera.spec for camera in known.cameras}:
        return Check(Grade.MISSING, translate("Start", "Choose a camera."))
    return Check(Grade.READY, translate("Start", "A camera is connected."))


def _consent_checks(client: Client) -> list[Check]:
    found = []
    if Purpose.ANALYSE_FACE not in client.consents:
        found.append(
            translate(
                "Start",
                "No consent to read the face: the music plays, but no emotion will be shown.",
            )
        )
    elif Purpose.STORE_FEATURES not in client.consents:
        found.append(
            translate(
                "Start",
                "No consent to keep the emotion curves: review will show the music only.",
            )
        )
    if Purpose.PERSONALISE not in client.consents:
        found.append(
            translate("Start", "No consent to learn: ratings are kept but do not tune the music.")
        )
    if not found:
        with_voice = translate("Start", "Consent covers face, voice, review and learning.")
        without = translate("Start", "Consent covers face, review and learning.")
        voice = Purpose.ANALYSE_VOICE in client.consents
        return [Check(Grade.READY, with_voice if voice else without)]
    return [Check(Grade.NOTICE, text) for text in found]


def _sound_check(choices: Choices, known: Known) -> Check:
    if not choices.sound:
        return Check(Grade.NOTICE, translate("Start", "Sound is off: the session runs silent."))
    if choices.midi:
        words = translate("Start", "The music plays on the instrument {0}.")
        return Check(Grade.READY, words.format(shortened(choices.midi, 48)))
    if known.sound_problem is None:
        return Check(Grade.READY, translate("Start", "Looking for a sound device…"))
    if known.sound_problem:
        return Check(Grade.NOTICE, sentence(known.sound_problem))
    return Check(Grade.READY, translate("Start", "A sound device is ready."))


def _music_check(choices: Choices, known: Known) -> Check:
    plan = choices.plan
    if plan.composer != SONGS:
        return Check(Grade.READY, composer_sentence(plan.composer))
    if known.songs is None:
        return Check(Grade.READY, translate("Start", "Looking for songs…"))
    if not known.songs:
        words = translate("Start", "There is no song to play: the rules compose instead.")
        return Check(Grade.NOTICE, words)
    first = next((s for s in known.songs if s.id == plan.song_id), None)
    if first is None:
        words = translate("Start", "Songs are played and shaped; the program chooses each.")
        return Check(Grade.READY, words)
    words = translate("Start", "Songs are played and shaped, {0} first.")
    return Check(Grade.READY, words.format(shortened(first.title, 48)))


def _voice_check(choices: Choices, known: Known) -> Check:
    if not choices.listens:
        words = translate("Start", "No consent to listen: the microphone stays closed.")
        return Check(Grade.READY, words)
    if choices.microphone == NONE:
        words = translate("Start", "No microphone is chosen: the face alone is read.")
        return Check(Grade.NOTICE, words)
    if choices.microphone == SOURCE:
        words = translate("Start", "The voice comes from the recording's sound.")
        return Check(Grade.READY, words)
    if known.microphones is None:
        return Check(Grade.READY, translate("Start", "Looking for a microphone…"))
    return _microphone_check(choices.microphone, known.microphones)


def _microphone_check(chosen: str, known: Microphones) -> Check:
    if not known.found:
        plain = translate("Start", "No microphone was found; the session goes on by the face.")
        return Check(Grade.NOTICE, sentence(known.problem) or plain)
    if chosen != DEFAULT and not known.has(chosen):
        words = translate(
            "Start",
            "The microphone {0} is not connected. Connect it and press Look again, or choose "
            "another.",
        )
        return Check(Grade.NOTICE, words.format(shortened(chosen, 40)))
    name = known.default if chosen == DEFAULT else chosen
    if not name:
        return Check(Grade.READY, translate("Start", "A microphone is connected."))
    words = translate("Start", "The microphone {0} is connected.")
    return Check(Grade.READY, words.format(shortened(name, 40)))


def _mapping_check(client: Client, weights: MappingWeights) -> Check:
    if not is_personal(weights) or Purpose.PERSONALISE not in client.consents:
        return Check(Grade.READY, translate("Start", "The clinical mapping, not yet personal."))
    return Check(
        Grade.READY,
        translate("Start", "Personal mapping, version {n}. {reason}").format(
            n=weights.version, reason=sentence(weights.reason)
        ),
    )
