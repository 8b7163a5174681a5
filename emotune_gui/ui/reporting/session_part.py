"""The parts that only one session has: curves, shares, music, markers, ratings, scales."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from emotune_gui.domain.scale import Moment, ScaleKind
from emotune_gui.domain.session import Strategy
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.review_data import MODE_LADDER
from emotune_gui.ui.reporting import charts, words
from emotune_gui.ui.reporting.figures import Plot, PlotPainter
from emotune_gui.ui.reporting.matter import Section, SessionMatter
from emotune_gui.ui.reporting.paper import EMOTION_INKS
from emotune_gui.ui.reporting.shares import Share, draw_grid, draw_shares, shares_height
from emotune_gui.ui.reporting.sheet import Sheet
from emotune_gui.ui.sentences import sentences
from emotune_gui.ui.wording import (
    affect_word,
    clock_time,
    emotion_word,
    length_words,
    mode_word,
    shortened,
    translate,
)

PLOT_HEIGHT, LOW_PLOT_HEIGHT, GRID_HEIGHT = 190.0, 120.0, 200.0
LONGEST_CELL = 400
MOST_ANSWERS = 8
"""Of one scale in the table."""


def draw_plot(sheet: Sheet, plot: Plot, height: float) -> None:
    def draw(painter: QPainter, box: QRectF) -> None:
        PlotPainter(painter, box, plot).draw()

    sheet.figure(height, draw)


def draw_curves(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.CURVES), with_next=PLOT_HEIGHT)
    if not charts.drawn_emotions(matter.data):
        sheet.text(translate("Report", "No emotion curves were kept for this session."))
        return
    sheet.text(translate("Report", "Believed emotions"), bold=True)
    draw_plot(sheet, charts.emotion_plot(matter), PLOT_HEIGHT)
    sheet.space(8)
    sheet.need((PLOT_HEIGHT + 20) * 10)
    sheet.text(translate("Report", "Valence and arousal"), bold=True)
    draw_plot(sheet, charts.affect_plot(matter), PLOT_HEIGHT)
    sheet.space(4)
    sheet.small(
        translate(
            "Report",
            "Time in minutes and seconds. Every point is the mean of {piece}; emotions below 3 % "
            "on average are left out. The band is the program's doubt. Numbers above are markers.",
        ).format(piece=length_words(max(1.0, matter.data.duration_s / charts.PIECES)))
    )


def draw_emotions(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.EMOTIONS))
    seconds = matter.summary.seconds_by_emotion
    total = sum(spent for _, spent in seconds)
    if not total:
        sheet.text(translate("Report", "No emotion was believed at any time in this session."))
        return
    shares = [
        Share(
            emotion_word(emotion),
            spent,
            f"{length_words(spent)}  ({spent / total:.0%})",
            EMOTION_INKS[emotion],
            charts.SHAPE_OF[emotion],
        )
        for emotion, spent in seconds
    ]
    sheet.figure(shares_height(shares), lambda p, box: draw_shares(p, box, shares))
    sheet.small(
        translate(
            "Report", "How long each was the strongest, of the {length} in which one was believed."
        ).format(length=length_words(total))
    )
    _draw_way(sheet, matter)


def _draw_way(sheet: Sheet, matter: SessionMatter) -> None:
    lanes, plan = matter.data.emotions, matter.info.plan
    end = max(matter.data.duration_s, 1.0)
    valence = charts.thinned(lanes.t, lanes.valence, end, charts.WAY_PIECES)[1]
    arousal = charts.thinned(lanes.t, lanes.arousal, end, charts.WAY_PIECES)[1]
    leads = plan.strategy in {Strategy.LEAD, Strategy.HOLD}
    target = plan.target if leads else None
    sheet.space(10)
    sheet.need((GRID_HEIGHT + 34) * 10)
    sheet.text(translate("Report", "The way in the affect grid"), bold=True)
    sheet.space(3)
    sheet.figure(GRID_HEIGHT, lambda p, box: draw_grid(p, box, valence, arousal, target))
    said = translate("Report", "Hollow circle: beginning. Full square: end.")
    if target is not None:
        said += " " + translate("Report", "Cross: where the plan led to.")
    if matter.summary.mean_affect is not None:
        mean = matter.summary.mean_affect
        said += " " + translate("Report", "Mean valence {v}, mean arousal {a} ({word}).").format(
            v=_signed(mean.valence), a=_signed(mean.arousal), word=affect_word(mean)
        )
    sheet.space(4)
    sheet.small(said)


def _signed(value: float) -> str:
    return figure(value, "+.2f").replace("-", "−")


def draw_music(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.MUSIC))
    timeline = matter.data.timeline
    if not timeline.bars:
        sheet.text(translate("Report", "No music was played in this session."))
        return
    sheet.facts(_music_facts(matter))
    sheet.space(8)
    draw_plot(sheet, charts.tempo_plot(matter), LOW_PLOT_HEIGHT)
    sheet.space(4)
    draw_plot(sheet, charts.mode_plot(matter), LOW_PLOT_HEIGHT)
    if timeline.songs:
        sheet.space(6)
        head = translate("Report", "From"), translate("Report", "Song"), translate("Report", "Why")
        rows = [
            (
                clock_time(song.start_s),
                song.title + (translate("Report", " (left early)") if song.skipped else ""),
                shortened(" ".join(sentences(song.reasons)), LONGEST_CELL),
            )
            for song in timeline.songs
        ]
        sheet.table(head, rows, (0.1, 0.4, 0.5))


def _music_facts(matter: SessionMatter) -> list[tuple[str, str]]:
    music = matter.data.music
    lengths = (music.edges[1:] - music.edges[:-1]).clip(min=0.0)
    total = float(lengths.sum()) or 1.0
    modes = sorted(
        ((float(lengths[music.mode == row].sum()), int(row)) for row in set(music.mode)),
        reverse=True,
    )
    heard = ", ".join(f"{mode_word(MODE_LADDER[row])} {part / total:.0%}" for part, row in modes)
    tempo = translate("Report", "{low} to {high} beats a minute, on average {mean}").format(
        low=f"{music.tempo.min():.0f}",
        high=f"{music.tempo.max():.0f}",
        mean=f"{float((music.tempo * lengths).sum() / total):.0f}",
    )
    return [
        (translate("Report", "Bars"), str(len(matter.data.timeline.bars))),
        (translate("Report", "Tempo"), tempo),
        (translate("Report", "Modes"), heard),
    ]


def draw_markers(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.MARKERS))
    markers = sorted(matter.data.timeline.markers, key=lambda m: m.t)
    if not markers:
        sheet.text(translate("Report", "No markers were set."))
        return
    head = translate("Report", "No."), translate("Report", "Time"), translate("Report", "Marker")
    rows = [
        (str(n), clock_time(m.t), shortened(m.label, LONGEST_CELL))
        for n, m in enumerate(markers, start=1)
    ]
    sheet.table(head, rows, (0.08, 0.12, 0.8))


def draw_ratings(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.RATINGS))
    if not matter.data.ratings:
        sheet.text(translate("Report", "The music was not rated."))
        return
    summary = matter.summary
    said = [translate("Report", "{n} ratings").format(n=summary.ratings)]
    if summary.mean_score is not None:
        mean = translate("Report", "mean score {mean} of 5")
        said.append(mean.format(mean=figure(summary.mean_score, ".1f")))
    if summary.fits or summary.does_not_fit:
        verdicts = translate("Report", "{yes} “fits”, {no} “does not fit”")
        said.append(verdicts.format(yes=summary.fits, no=summary.does_not_fit))
    sheet.text(", ".join(said) + ".")
    sheet.space(3)
    head = (
        *(translate("Report", "Time"), translate("Report", "Bar")),
        *(translate("Report", "Score"), translate("Report", "Verdict"), translate("Report", "By")),
    )
    verdict = {
        True: translate("Report", "fits"),
        False: translate("Report", "does not fit"),
        None: "–",
    }
    rows = [
        (
            clock_time(moment.t),
            "–" if moment.bar_index is None else str(moment.bar_index + 1),
            "–" if moment.rating.score is None else str(moment.rating.score),
            verdict[moment.rating.fits],
            by_word(moment.rating.by),
        )
        for moment in matter.data.ratings
    ]
    sheet.table(head, rows, (0.14, 0.12, 0.12, 0.32, 0.3))


def by_word(by: str) -> str:
    words_of = {
        "therapist": translate("Report", "therapist"),
        "client": translate("Report", "client"),
    }
    return words_of.get(by, by)


def draw_scales(sheet: Sheet, matter: SessionMatter) -> None:
    sheet.heading(words.section_word(Section.SCALES), with_next=PLOT_HEIGHT)
    if not matter.scales:
        sheet.text(translate("Report", "No scale was filled in."))
        return
    for kind in ScaleKind:
        chosen = sorted((r for r in matter.scales if r.kind is kind), key=lambda r: r.t)
        if not chosen:
            continue
        sheet.space(4)
        sheet.need(600)
        sheet.text(charts.scale_word(kind), bold=True)
        if len(chosen) > 2:
            plot = charts.scale_plot(matter.scales, kind, matter.data.duration_s)
            draw_plot(sheet, plot, LOW_PLOT_HEIGHT)
            sheet.space(6)
        head = (
            *(translate("Report", "Time"), translate("Report", "Asked")),
            *(translate("Report", "Answer"), translate("Report", "By")),
        )
        # Those of the timer are in the plot; a long session would fill a page with them.
        many = len(chosen) > MOST_ANSWERS
        listed = [r for r in chosen if not (many and r.moment is Moment.TIMER)] or chosen
        rows = [
            (clock_time(r.t), charts.moment_word(r.moment), figure(r.value, ".3g"), by_word(r.by))
            for r in listed
        ]
        sheet.table(head, rows, (0.15, 0.35, 0.2, 0.3))
        if len(listed) < len(chosen):
            left = translate("Report", "{n} answers by the timer stand in the plot only.")
            sheet.small(left.format(n=len(chosen) - len(listed)))
