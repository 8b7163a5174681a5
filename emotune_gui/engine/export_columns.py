"""The data dictionary of an exported session: every column, its unit and what it means."""

from __future__ import annotations

from typing import NamedTuple

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.voice import VOICE_EMOTIONS


class Column(NamedTuple):
    name: str
    unit: str
    meaning: str


_T = Column("t", "s", "since the session began")
DICTIONARY: dict[str, tuple[Column, ...]] = {
    "estimates": (
        _T,
        Column("state", "", "face, no_face, several_faces, too_dark or unclear"),
        Column("label", "", "emotion believed; empty without a usable face or voice"),
        Column("valence", "-1 to 1", "unpleasant to pleasant"),
        Column("arousal", "-1 to 1", "calm to excited"),
        Column("confidence", "0 to 1", "how sure the program is"),
        Column("neutral_version", "", "version of the personal neutral that it is relative to"),
        Column("voice_state", "", "off, muted, silent or speaking; empty where nothing listened"),
        Column("voice_weight", "0 to 1", "weight of the voice; the face has the rest"),
        *(Column(f"p_{e.value}", "0 to 1", f"smoothed share of {e.value}") for e in EMOTIONS),
        *(
            Column(f"voice_p_{e.value}", "0 to 1", f"share of {e.value} in the voice alone")
            for e in VOICE_EMOTIONS
        ),
    ),
    "bars": (
        Column("bar", "", "id; ratings and played notes name it"),
        Column("number", "", "from 1, as on screen"),
        Column("start_s", "s", "when its first sample was heard, since the session began"),
        Column("beats", "", "in the bar"),
        Column("tonic", "0 to 11", "pitch class of the key, 0 is C"),
        Column("chord", "", "Roman numeral"),
        Column("cadence", "", "True where a phrase ends"),
        Column("composer", "", "who wrote it"),
        Column("notes", "", "written, before thinning by density"),
        Column("target_valence", "-1 to 1", "of the affect the music expresses"),
        Column("target_arousal", "-1 to 1", "of the affect the music expresses"),
        Column("tempo_bpm", "beats a minute", ""),
        Column("density", "notes a second", "of the melody"),
        Column("loudness", "MIDI velocity", "mean"),
        Column("velocity_spread", "MIDI velocity", "standard deviation"),
        Column("mode", "", "scale"),
        Column("register", "MIDI pitch", "centre of the melody"),
        Column("bass_register", "MIDI pitch", "centre of the bass"),
        Column("articulation", "", "sounding share of a note's length"),
        Column("dissonance", "0 to 1", ""),
        Column("brightness", "0 to 1", ""),
        Column("instruments", "General MIDI", "part:program of each part"),
        Column("estimate_id", "", "of the estimate behind it"),
        Column("weights_version", "", "of the client's mapping; 0 is the fixed one"),
    ),
    "played_notes": (
        Column("bar_id", "", "of its bar"),
        Column("part", "", ""),
        Column("program", "General MIDI", "0 is the piano"),
        Column("pitch", "MIDI pitch", "60 is middle C"),
        Column("velocity", "0 to 127", "as it began"),
        Column("start_s", "s", "since the session began"),
        Column("end_s", "s", "since the session began"),
    ),
    "songs": (
        Column("place", "", "songs before it in the session"),
        Column("song_id", "", "from the content of its file"),
        Column("title", "", ""),
        Column("start_s", "s", "since the session began"),
        Column("end_s", "s", "since the session began"),
        Column("reasons", "", "why it was chosen"),
        Column("skipped", "", "True where the therapist had it left early"),
    ),
    "markers": (_T, Column("label", "", "")),
    "ratings": (
        _T,
        Column("bar_id", "", "the bar that was rated"),
        Column("score", "1 to 5", "5 is best; empty where only fits was said"),
        Column("fits", "", "True or False; empty where only a score was given"),
        Column("by", "", "who rated"),
        Column("better", "-1 to 1", "than the bars before; empty where that was not asked"),
        Column("felt_valence", "-1 to 1", "of the music, as it was felt; empty where not said"),
        Column("felt_arousal", "-1 to 1", "of the music, as it was felt; empty where not said"),
        Column("reward", "-1 to 1", "score and fits as one number; empty without either"),
    ),
    "scales": (
        _T,
        Column("kind", "", "suds (distress), pleasure or arousal (Affective Slider)"),
        Column("value", "0 to 10, or 0 to 1", "suds to 10, the sliders to 1"),
        Column("moment", "", "start, timer, asked or end"),
        Column("by", "", "who answered"),
    ),
    "overrides": (
        _T,
        Column("parameter", "", "what the therapist's hand held; target is the affect target"),
        Column("value", "", "in the units of bars; of target: valence, arousal"),
        Column("until_s", "s", "handed back or moved on; empty: held to the session's end"),
    ),
    "notes": (
        Column("id", "", "of the note"),
        Column("t", "s", "since the session began; 0 for a note of the whole session"),
        Column("kind", "", "remark (at its second), free, soap or dap"),
        Column("state", "", "draft or locked"),
        Column("text", "", ""),
        Column("sections", "JSON", "the parts of a SOAP or DAP note"),
        Column("amends", "", "id of the locked note that this one amends"),
        Column("by", "", "author"),
        Column("created_at", "ISO 8601", "UTC"),
        Column("locked_at", "ISO 8601", "UTC; empty for a draft"),
        Column("locked_by", "", ""),
    ),
    "recordings": (
        Column("file", "", "in the folder of recordings; it is not exported"),
        Column("kind", "", "video, audio or both"),
        Column("start_s", "s", "first picture or sound, since the session began"),
        Column("seconds", "s", "length from there"),
        Column("bytes", "", "size of the file"),
        Column("drops", "", "pictures and blocks of sound left out"),
    ),
}
