"""The parts of a report over several sessions: their table and what changed between them."""

from __future__ import annotations

from collections.abc import Sequence

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import ScaleKind
from emotune_gui.domain.session import SessionInfo
from emotune_gui.ui.language import figure
from emotune_gui.ui.reporting import charts, trends, words
from emotune_gui.ui.reporting.matter import HistoryMatter, Section
from emotune_gui.ui.reporting.session_part import LOW_PLOT_HEIGHT, PLOT_HEIGHT, draw_plot
from emotune_gui.ui.reporting.sheet import Sheet
from emotune_gui.ui.wording import emotion_word, length_words, strategy_word, translate

NONE = "–"


def draw_sessions(sheet: Sheet, history: HistoryMatter) -> None:
    """One line a session, numbered as in the plots."""
    sheet.heading(translate("Report", "Sessions"))
    if not history.infos:
        sheet.text(translate("Report", "There has been no session yet."))
        return
    head = (
        *(translate("Report", "No."), translate("Report", "Date")),
        *(translate("Report", "Length"), translate("Report", "Strategy")),
        *(translate("Report", "Mostly"), translate("Report", "Distress")),
        translate("Report", "Ratings"),
    )
    known = {trend.session_id: trend for trend in history.trends}
    rows = [
        _row(number, info, known.get(info.id)) for number, info in enumerate(history.infos, start=1)
    ]
    shares = (0.07, 0.25, 0.14, 0.13, 0.17, 0.13, 0.11)
    sheet.table(head, rows, shares, figures=frozenset({6}))
    sheet.space(3)
    sheet.small(translate("Report", "Distress: first and last answer of the session (SUDS)."))


def _row(number: int, info: SessionInfo, trend: SessionTrend | None) -> tuple[str, ...]:
    return (
        str(number),
        words.written_date(info.started_at),
        length_words(info.duration_s),
        strategy_word(info.plan.strategy),
        NONE if trend is None else _mostly(trend),
        NONE if trend is None else _distress(trend),
        str(info.ratings),
    )


def _mostly(trend: SessionTrend) -> str:
    shares = [(trends.led_share(trend, e.value), e) for e in EMOTIONS]
    if not trend.seconds_by_emotion:
        return NONE
    share, emotion = max(shares, key=lambda pair: pair[0])
    return f"{emotion_word(emotion)} {share:.0%}"


def _distress(trend: SessionTrend) -> str:
    first, last = trends.first_and_last(trend, ScaleKind.SUDS)
    if first is None and last is None:
        return NONE
    return " → ".join(NONE if value is None else figure(value, "g") for value in (first, last))


def draw_emotions(sheet: Sheet, history: HistoryMatter) -> None:
    sheet.heading(words.section_word(Section.EMOTIONS), with_next=PLOT_HEIGHT)
    emotions = trends.emotion_trend(history.trends)
    affect = trends.affect_trend(history.trends)
    if emotions is None or affect is None:
        sheet.text(translate("Report", "No emotion curves were kept in these sessions."))
        return
    sheet.text(translate("Report", "Which emotion led, share of the time"), bold=True)
    draw_plot(sheet, emotions, PLOT_HEIGHT)
    sheet.space(8)
    sheet.need((PLOT_HEIGHT + 20) * 10)
    sheet.text(translate("Report", "Valence and arousal"), bold=True)
    draw_plot(sheet, affect, PLOT_HEIGHT)
    sheet.space(4)
    counted = sum(trend.mean_affect is not None for trend in history.trends)
    sheet.small(
        translate(
            "Report",
            "{n} of {all} sessions have curves. Points are means of a session; the lines through "
            "them are one standard deviation either way within it, not doubt about the mean.",
        ).format(n=counted, all=len(history.infos))
    )


def draw_scales(sheet: Sheet, history: HistoryMatter) -> None:
    sheet.heading(words.section_word(Section.SCALES), with_next=PLOT_HEIGHT)
    drawn = False
    for kind in ScaleKind:
        plot = trends.scale_trend(history.trends, kind)
        if plot is None:
            continue
        drawn = True
        sheet.space(6)
        sheet.need((LOW_PLOT_HEIGHT + 60) * 10)
        sheet.text(charts.scale_word(kind), bold=True)
        draw_plot(sheet, plot, LOW_PLOT_HEIGHT + 25)
        sheet.space(2)
        sheet.small(_change(history.trends, kind))
    if not drawn:
        sheet.text(translate("Report", "No scale was filled in."))


def _change(series: Sequence[SessionTrend], kind: ScaleKind) -> str:
    """Counts and the middle change within a session; no test of significance is offered."""
    pairs = [trends.first_and_last(trend, kind) for trend in series]
    both = sorted(b - a for a, b in pairs if a is not None and b is not None)
    asked = sum(a is not None or b is not None for a, b in pairs)
    said = translate("Report", "Asked in {n} of {all} sessions.").format(n=asked, all=len(series))
    if both:
        median = both[len(both) // 2] if len(both) % 2 else sum(_middle_two(both)) / 2
        said += " " + translate(
            "Report",
            "From first to last answer within a session it changed by {median} in the middle "
            "(from {low} to {high}, {n} sessions).",
        ).format(
            median=figure(median, "+.3g"),
            low=figure(both[0], "+.3g"),
            high=figure(both[-1], "+.3g"),
            n=len(both),
        ).replace("-", "−")
    return said


def _middle_two(values: Sequence[float]) -> Sequence[float]:
    half = len(values) // 2
    return values[half - 1 : half + 1]
