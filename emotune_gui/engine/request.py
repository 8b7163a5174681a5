"""What a session is started with."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.domain.session import Client, Plan, Purpose

NO_MICROPHONE = "none"
SOURCE_SOUND = "source"


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What the therapist asked for when pressing Start."""

    client: Client
    plan: Plan
    source: str
    """'demo', a camera index, or a path."""
    audio: str = "device"
    """'device', 'none' or a path ending in .wav."""
    microphone: str = NO_MICROPHONE
    """What is listened to, with the consent to it: 'default', the name of a microphone, 'none',
    'source' (the sound of the recording that is the source) or the path of a recording."""
    ask_scales: bool = False
    """Whether distress and the affective slider are asked for at start, on the plan's timer and at
    the end. They can be asked for by hand all the same."""
    record: frozenset[Purpose] = frozenset()
    """RECORD_VIDEO and RECORD_AUDIO as chosen for this session; each is done only with the
    client's consent to it."""
