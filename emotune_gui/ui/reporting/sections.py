"""The parts of a report that any report may have: cover, facts, consent, notes, honesty."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from emotune_gui.domain.review import SessionNote
from emotune_gui.domain.session import ConsentRecord, Purpose, SessionInfo
from emotune_gui.ui.presenters.consents import taker_word
from emotune_gui.ui.presenters.song_words import composer_word
from emotune_gui.ui.reporting import paper, words
from emotune_gui.ui.reporting.logo import draw_logo
from emotune_gui.ui.reporting.matter import HistoryMatter, ReportMatter, ReportNote, Section
from emotune_gui.ui.reporting.paper import MUTED, POINT
from emotune_gui.ui.reporting.sheet import Sheet
from emotune_gui.ui.wording import (
    clock_time,
    length_words,
    plan_words,
    purpose_words,
    session_state_word,
    translate,
)

LOGO_WIDTH, LOGO_HEIGHT = 200 * POINT, 80 * POINT


def title(matter: ReportMatter) -> str:
    if isinstance(matter.body, HistoryMatter):
        return translate("Report", "Course of the therapy sessions")
    return translate("Report", "Report of a session")


def period(matter: ReportMatter) -> str:
    """The day of the session, or the first and last of several and how many."""
    body = matter.body
    if not isinstance(body, HistoryMatter):
        return words.written_moment(body.info.started_at)
    if not body.infos:
        return translate("Report", "no session yet")
    first, last = body.infos[0].started_at, body.infos[-1].started_at
    if len(body.infos) == 1:
        return translate("Report", "1 session, {first}").format(first=words.written_date(first))
    return translate("Report", "{n} sessions, {first} to {last}").format(
        n=len(body.infos), first=words.written_date(first), last=words.written_date(last)
    )


def draw_cover(sheet: Sheet, matter: ReportMatter) -> None:
    """On a page of its own, without head and foot."""
    box = QRectF(sheet.left, sheet.y, LOGO_WIDTH, LOGO_HEIGHT)
    if matter.practice.logo:
        sheet.y += draw_logo(sheet.painter, matter.practice.logo, box) + 20 * POINT
    if matter.practice.name:
        sheet.text(matter.practice.name, paper.SUBHEADING, bold=True)
    sheet.y = max(sheet.y, sheet.top) + 130 * POINT
    sheet.text(title(matter), paper.TITLE, bold=True)
    sheet.space(10)
    sheet.text(matter.client.name, paper.HEADING)
    sheet.text(period(matter), paper.SUBHEADING, ink=MUTED)
    if matter.supervision:
        sheet.text(translate("Report", "For supervision"), paper.SUBHEADING, bold=True)
    sheet.space(40)
    sheet.text(words.made_by(matter.made_at), ink=MUTED)
    sheet.text(
        translate(
            "Report",
            "Confidential. Estimates of expression by a computer program: no diagnosis. Read them "
            "with the last section, which says how often they are right.",
        ),
        ink=MUTED,
    )


def draw_title(sheet: Sheet, matter: ReportMatter) -> None:
    """At the head of the first page when there is no cover."""
    box = QRectF(sheet.left, sheet.y, LOGO_WIDTH, LOGO_HEIGHT * 0.6)
    if matter.practice.logo:
        sheet.y += draw_logo(sheet.painter, matter.practice.logo, box) + 10 * POINT
    sheet.text(title(matter), paper.TITLE, bold=True)
    sheet.text(f"{matter.client.name}  ·  {period(matter)}", paper.SUBHEADING, ink=MUTED)


def draw_client_facts(sheet: Sheet, matter: ReportMatter) -> None:
    sheet.heading(words.section_word(Section.FACTS))
    client = matter.client
    rows = [
        (translate("Report", "Client"), client.name),
        (translate("Report", "Client since"), words.written_date(client.created_at)),
        (translate("Report", "Sessions"), str(client.sessions)),
    ]
    if isinstance(matter.body, HistoryMatter):
        rows.append((translate("Report", "In this report"), period(matter)))
    else:
        rows += session_facts(matter.body.info)
        summary = matter.body.summary
        if summary.face_share is not None:
            share = translate("Report", "{share} of the time").format(
                share=f"{summary.face_share:.0%}"
            )
            rows.append((translate("Report", "Face usable"), share))
        if summary.speech_s:
            rows.append((translate("Report", "Speech heard"), length_words(summary.speech_s)))
    sheet.facts(rows)


def session_facts(info: SessionInfo) -> list[tuple[str, str]]:
    music = composer_word(info.plan.composer)
    rows = [
        (translate("Report", "Session"), words.written_moment(info.started_at)),
        (translate("Report", "Length"), length_words(info.duration_s)),
        (translate("Report", "Strategy"), plan_words(info.plan)),
        (translate("Report", "Music"), music),
        (translate("Report", "Ended"), session_state_word(info.state)),
    ]
    if info.recogniser:
        name = words.recogniser_name(info.recogniser)
        rows.append((translate("Report", "Face read by"), name))
    listened = info.microphone not in {"", "none"}
    voice = translate("Report", "listened to") if listened else translate("Report", "not used")
    rows.append((translate("Report", "Voice"), voice))
    return rows


def draw_consent(sheet: Sheet, matter: ReportMatter) -> None:
    sheet.heading(words.section_word(Section.CONSENT))
    head = (
        translate("Report", "Purpose"),
        translate("Report", "Text"),
        translate("Report", "Given"),
        translate("Report", "Withdrawn"),
    )
    rows = [consent_row(record) for record in sorted(matter.consents, key=_consent_order)]
    if rows:
        sheet.table(head, rows, (0.3, 0.08, 0.31, 0.31))
    else:
        sheet.text(translate("Report", "No consent was ever given."))
    never = [p for p in Purpose if p not in {r.purpose for r in matter.consents}]
    if never and rows:
        sheet.space(4)
        names = ", ".join(purpose_words(p)[0] for p in never)
        sheet.small(translate("Report", "Never given: {names}.").format(names=names))


def _consent_order(record: ConsentRecord) -> tuple[int, float]:
    return list(Purpose).index(record.purpose), record.given_at.timestamp()


def consent_row(record: ConsentRecord) -> tuple[str, str, str, str]:
    given = words.written_date(record.given_at)
    if record.given_by:
        given += f" ({taker_word(record.given_by)})"
    if record.withdrawn_at is None:
        gone = translate("Report", "in force")
    else:
        gone = words.written_date(record.withdrawn_at)
        if record.withdrawn_by:
            gone += f" ({taker_word(record.withdrawn_by)})"
    version = translate("Report", "v{n}").format(n=record.text_version)
    return purpose_words(record.purpose)[0], version, given, gone


def draw_notes(sheet: Sheet, matter: ReportMatter) -> None:
    sheet.heading(words.section_word(Section.NOTES))
    written = [(info, notes) for info, notes in matter.notes if notes]
    if not written:
        sheet.text(translate("Report", "No notes to show."))
    for info, notes in written:
        if isinstance(matter.body, HistoryMatter):
            sheet.subheading(words.written_moment(info.started_at))
        for note in notes:
            draw_note(sheet, note)


def draw_note(sheet: Sheet, shown: ReportNote) -> None:
    """The note as it was locked, then each amendment with who made it and when."""
    sheet.space(6)
    sheet.need(40 * POINT)
    sheet.text(note_heading(shown.note), bold=True)
    _draw_text(sheet, shown.note, 0)
    for amendment in shown.amendments:
        sheet.space(3)
        sheet.need(30 * POINT)
        sheet.text(amendment_heading(amendment), bold=True, indent=14)
        _draw_text(sheet, amendment, 14)


def _draw_text(sheet: Sheet, note: SessionNote, indent: float) -> None:
    for name, text in note.sections:
        if text.strip():
            sheet.small(words.note_section_word(name), indent=indent)
            sheet.text(text.strip(), indent=indent)
    if note.text.strip():
        sheet.text(note.text.strip(), indent=indent)


def note_heading(note: SessionNote) -> str:
    kind = words.note_kind_word(note.kind)
    place = f"  {clock_time(note.t)}" if note.t > 0 else ""
    if note.locked_at is None:
        state = translate("Report", "DRAFT, not locked, last changed {when}").format(
            when=words.written_moment(note.changed_at)
        )
    else:
        state = translate("Report", "locked {when} by {who}").format(
            when=words.written_moment(note.locked_at), who=taker_word(note.locked_by or note.by)
        )
    return f"{kind}{place}  ·  {state}"


def amendment_heading(note: SessionNote) -> str:
    moment = note.locked_at or note.changed_at
    said = translate("Report", "Amendment, {when}, {who}").format(
        when=words.written_moment(moment), who=taker_word(note.locked_by or note.by)
    )
    if note.locked_at is None:
        said += translate("Report", " (DRAFT)")
    return said


def draw_honesty(sheet: Sheet, matter: ReportMatter) -> None:
    sheet.heading(words.section_word(Section.HONESTY))
    body = matter.body
    infos = body.infos if isinstance(body, HistoryMatter) else (body.info,)
    for paragraph in words.honesty(infos):
        sheet.text(paragraph)
        sheet.space(5)
    used = sorted({info.weights_version for info in infos})
    versions = ", ".join(translate("Report", "v{n}").format(n=n) for n in used)
    rows = [
        (translate("Report", "Program"), words.made_by(matter.made_at)),
        (translate("Report", "Mapping to music"), versions or "–"),
        (
            translate("Report", "Recognisers"),
            ", ".join(sorted({words.recogniser_name(i.recogniser) for i in infos} - {""})) or "–",
        ),
        (translate("Report", "Session numbers"), ", ".join(str(i.id) for i in infos) or "–"),
    ]
    sheet.space(4)
    sheet.need(len(rows) * 24 * POINT)
    sheet.facts(rows)
