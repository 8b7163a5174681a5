"""The sentences of a report."""

from __future__ import annotations

from datetime import datetime

from emotune_gui import __version__
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.session import SessionInfo
from emotune_gui.ui.presenters.recognisers import recogniser_words
from emotune_gui.ui.reporting.limits import Shortfall, face_limits, voice_limits
from emotune_gui.ui.reporting.matter import Section
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import dated, translate


def section_word(section: Section) -> str:
    words = {
        Section.COVER: translate("Report", "Cover"),
        Section.FACTS: translate("Report", "Client and session"),
        Section.CONSENT: translate("Report", "Consent"),
        Section.CURVES: translate("Report", "Course of the session"),
        Section.EMOTIONS: translate("Report", "Emotions"),
        Section.MUSIC: translate("Report", "Music"),
        Section.MARKERS: translate("Report", "Markers"),
        Section.NOTES: translate("Report", "Notes"),
        Section.RATINGS: translate("Report", "Ratings of the music"),
        Section.SCALES: translate("Report", "Scales"),
        Section.HONESTY: translate("Report", "What these figures are worth"),
    }
    return words[section]


def section_hint(section: Section) -> str:
    """What of it stands in the report, for the dialog."""
    words = {
        Section.COVER: translate(
            "Report", "practice, logo, client and date on a page of their own"
        ),
        Section.FACTS: translate("Report", "when, how long, what was planned, what was used"),
        Section.CONSENT: translate("Report", "what is in force and what was withdrawn, with dates"),
        Section.CURVES: translate("Report", "emotions, valence and arousal over time"),
        Section.EMOTIONS: translate("Report", "how long each led, and the way in the affect grid"),
        Section.MUSIC: translate("Report", "tempo, mode, songs"),
        Section.MARKERS: translate("Report", "with their times, numbered in the curves"),
        Section.NOTES: translate("Report", "locked notes and amendments; never a private note"),
        Section.RATINGS: translate("Report", "by the therapist and by the client"),
        Section.SCALES: translate("Report", "distress, pleasure, arousal, with their trend"),
        Section.HONESTY: translate("Report", "how often the recogniser is right, and where not"),
    }
    return words[section]


def written_date(moment: datetime) -> str:
    """'20 November 2026' in local time."""
    return dated(moment.astimezone(), translate("Words", "d MMMM yyyy"))


def written_moment(moment: datetime) -> str:
    return f"{written_date(moment)}, {moment.astimezone():%H:%M}"


def note_kind_word(kind: NoteKind) -> str:
    words = {
        NoteKind.REMARK: translate("Report", "Remark"),
        NoteKind.FREE: translate("Report", "Note"),
        NoteKind.SOAP: translate("Report", "SOAP note"),
        NoteKind.DAP: translate("Report", "DAP note"),
    }
    return words[kind]


def note_section_word(name: str) -> str:
    words = {
        "subjective": translate("Report", "Subjective"),
        "objective": translate("Report", "Objective"),
        "assessment": translate("Report", "Assessment"),
        "plan": translate("Report", "Plan"),
        "data": translate("Report", "Data"),
    }
    return words.get(name, name)


def recogniser_name(value: str) -> str:
    known = {r.value: r for r in Recogniser}
    return recogniser_words(known[value]).name if value in known else value


def honesty(infos: tuple[SessionInfo, ...]) -> list[str]:
    """Paragraphs on what read face and voice, how it was measured, and what it cannot say."""
    said = [
        translate(
            "Report",
            "A computer program estimated how the client's face looked and how the voice sounded. "
            "An expression is not a feeling: a face may show what is not felt, and hide what is. "
            "The curves are a prompt for the conversation. They are no diagnosis, no measure of a "
            "disorder or of its severity, and no ground for a decision by themselves.",
        )
    ]
    for name in sorted({info.recogniser for info in infos if info.recogniser}):
        said.append(_face_paragraph(name))
    if any(info.microphone not in {"", "none"} for info in infos):
        said.append(_voice_paragraph())
    said.append(
        translate(
            "Report",
            "Where no face could be used (none in the picture, several, too dark, unclear) there "
            "is a gap, and nothing is counted. The band about valence and arousal is as wide as "
            "the program was in doubt. Whether the estimates are equally good for people of "
            "different age, origin or ability is not known; nobody's age, race or gender is "
            "estimated.",
        )
    )
    return said


def _face_paragraph(recogniser: str) -> str:
    name = recogniser_name(recogniser)
    limits = face_limits(recogniser)
    if limits is None:
        return translate(
            "Report", "Face: read by “{name}”. No measured figures are at hand for it."
        ).format(name=name)
    said = translate(
        "Report",
        "Face: read by “{name}”. On {n} photographs of people it had never seen, it named {a8} "
        "of the expressions right among eight emotions, {a4} among happiness, sadness, anger and "
        "neutral. Those are pictures from the web, mostly frontal, of people who are no patients; "
        "in a consulting room it may be right less often. Disgust, contempt and fear are often "
        "missed, and a face at rest is often taken for neutral or sad.",
    ).format(
        name=name, n=limits.pictures, a8=f"{limits.accuracy_8:.0%}", a4=f"{limits.accuracy_4:.0%}"
    )
    if limits.shortfalls:
        worse = "; ".join(_shortfall_words(s) for s in limits.shortfalls)
        said += " " + translate("Report", "Measurably worse: {list}.").format(list=worse)
    return said


def _shortfall_words(shortfall: Shortfall) -> str:
    measures = {
        "yaw": translate("Report", "heads turned aside (degrees)"),
        "eye_distance": translate("Report", "distance between the eyes in the picture"),
        "sharpness": translate("Report", "sharpness of the picture"),
        "brightness": translate("Report", "brightness of the face"),
        "contrast": translate("Report", "contrast of the face"),
        "cheek_luminance": translate("Report", "lightness of the cheeks"),
        "cheek_against_picture": translate("Report", "lightness of the cheeks beside the picture"),
    }
    return translate("Report", "{measure}, {part}: {share} of {n}").format(
        measure=measures.get(shortfall.measure, shortfall.measure),
        part=sentence(shortfall.part),
        share=f"{shortfall.accuracy:.0%}",
        n=shortfall.pictures,
    )


def _voice_paragraph() -> str:
    limits = voice_limits()
    if limits is None:
        return translate("Report", "Voice: no measured figures are at hand.")
    return translate(
        "Report",
        "Voice: for the tone only, never for the words. On {n} recordings of actors it had never "
        "heard, knowing only what they had said before, it named {a5} right among happiness, "
        "sadness, calm, anger and neutral. Actors speaking given English sentences are no "
        "clients; other languages and spontaneous speech were not measured.",
    ).format(n=limits.clips, a5=f"{limits.accuracy_5:.0%}")


def made_by(made_at: datetime) -> str:
    return translate("Report", "Made with EmoTune {version} on {when}.").format(
        version=__version__, when=written_moment(made_at)
    )


def disclaimer() -> str:
    return translate("Report", "Estimates of expression, no diagnosis.")
