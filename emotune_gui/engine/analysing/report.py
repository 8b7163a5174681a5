"""report.html: one page over all files, with plots, that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.engine.analysing.agreement import added, figures
from emotune_gui.engine.analysing.gathering import shown_path
from emotune_gui.engine.analysing.partial import partial_folder
from emotune_gui.engine.analysing.plots import COLOURS, course_svg, legend, shares_svg
from emotune_gui.engine.analysing.values import FileResult, Job, Kind

FILE = "report.html"
MOST_PLOTS = 400
"""A page with more would be slow to open; the tables have everything."""
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#222;--quiet:#666;--line:#ddd;--link:#0645ad;
--valence:#1b7f4b;--arousal:#a63d0a}
@media screen and (prefers-color-scheme:dark){:root{--paper:#1e2024;--ink:#ebebeb;--quiet:#a8a8a8;
--line:#43464b;--link:#8ab4f8;--valence:#57c785;--arousal:#f0905a}}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;
color:var(--ink);background:var(--paper);overflow-wrap:anywhere}a{color:var(--link)}
h1{font-size:1.6rem;font-weight:600}h2{font-size:1.1rem;margin-top:2.2rem;font-weight:600}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
td,th{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line);font-weight:400;
white-space:nowrap}thead th{color:var(--quiet)}
tr>:first-child{text-align:left;min-width:9rem}tr>:first-child,.words tr>*{white-space:normal}
.words tr>*{text-align:left;vertical-align:top}.wide{overflow-x:auto}
svg{width:100%;height:auto}.quiet{color:var(--quiet)}.key span{white-space:nowrap}
.key i{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em;print-color-adjust:exact}
@media print{section{break-inside:avoid}}
"""


def write_report(
    out: Path, results: Sequence[FileResult], failures: Sequence[tuple[Job, str]]
) -> Path:
    """Write the page over these files; it appears when it is complete. Raises OSError.

    The same results give the same bytes.
    """
    parts = partial_folder(out, "report")
    parts.mkdir(exist_ok=True)
    try:
        with (parts / FILE).open("w", encoding="utf-8", newline="\n") as page:
            page.writelines(_page(results, failures))
        (parts / FILE).replace(out / FILE)
    finally:
        (parts / FILE).unlink(missing_ok=True)
        parts.rmdir()
    return out / FILE


def _page(results: Sequence[FileResult], failures: Sequence[tuple[Job, str]]) -> Iterable[str]:
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>EmoTune: recordings</title><style>{_STYLE}</style></head><body>\n"
    yield f"<h1>Recordings</h1>\n<p>{_counted(len(results), failures)}</p>\n"
    yield (
        '<p class="quiet">What the program believes, not what was felt: an aid to looking again, '
        "never a diagnosis.</p>\n"
    )
    yield f'<p class="key">{legend()}</p>\n'
    if results:
        yield from _overview(results)
    yield from _agreement(results)
    yield from _failures(failures)
    shown = 0
    for result in results:
        if result.kind is Kind.PHOTO:
            continue
        if shown == MOST_PLOTS:
            yield f'<p class="quiet">Plots of the first {MOST_PLOTS} files are shown.</p>\n'
            break
        shown += 1
        yield from _section(result)
    yield "</body></html>\n"


def _counted(done: int, failures: Sequence[tuple[Job, str]]) -> str:
    files = "1 file was analysed" if done == 1 else f"{done} files were analysed"
    return f"{files}, {len(failures)} could not be." if failures else f"{files}."


def _overview(results: Sequence[FileResult]) -> Iterable[str]:
    compared = any("agreement" in result.summary for result in results)
    heads = ("File", "Length", "Face", "Mostly", "Valence", "Arousal", "Sureness", "Kappa")
    yield '<div class="wide"><table>' + _heads(heads if compared else heads[:-1])
    for result in results:
        summary = result.summary
        agreement = summary.get("agreement") or {}
        cells = (
            _link(result),
            "" if result.kind is Kind.PHOTO else _length(summary["duration_s"]),
            "" if result.kind is Kind.SOUND else f"{summary['face_share']:.0%}",
            _mostly(result),
            *(_mean(summary[name]) for name in ("valence", "arousal", "confidence")),
            "" if agreement.get("kappa") is None else f"{agreement['kappa']:.2f}",
        )
        told = cells if compared else cells[:-1]
        yield _row(told[0], told[1:])
    yield "</tbody></table></div>\n"


def _heads(names: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead><tbody>\n"


def _row(head: str, cells: Iterable[str]) -> str:
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{head}</th>{told}</tr>\n'


def _link(result: FileResult) -> str:
    from urllib.parse import quote

    return f'<a href="{quote(result.csv.name)}">{escape(result.summary["file"])}</a>'


def _mostly(result: FileResult) -> str:
    return escape(result.summary["label"] or "no opinion")


def _mean(told: dict[str, float] | None) -> str:
    # The sum takes the sign from a zero.
    return "" if told is None else f"{round(told['mean'], 2) + 0.0:.2f}"


def _length(seconds: float) -> str:
    if seconds < 10.0:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _agreement(results: Sequence[FileResult]) -> Iterable[str]:
    told = [r.summary["agreement"] for r in results if "agreement" in r.summary]
    confusions = [a["confusion"] for a in told if "confusion" in a]
    if not confusions:
        return
    whole = added(confusions)
    numbers = figures(whole)
    yield "<section><h2>Agreement with a person's labels</h2>\n"
    if numbers["moments"]:
        kappa = "not defined" if numbers["kappa"] is None else f"{numbers['kappa']:.3f}"
        yield (
            f"<p>{numbers['moments']} moments, {numbers['agreement']:.1%} the same, "
            f"Cohen's kappa {kappa}. Rows: the person; columns: the program.</p>\n"
        )
    names = [e.value for e in EMOTIONS]
    yield '<div class="wide"><table>' + _heads(["Person", *names])
    for person in names:
        yield _row(person, (f"{whole[person][name] or ''}" for name in names))
    yield "</tbody></table></div></section>\n"


def _failures(failures: Sequence[tuple[Job, str]]) -> Iterable[str]:
    if not failures:
        return
    yield '<section><h2>Not analysed</h2>\n<table class="words">' + _heads(["File", "Why"])
    for job, message in failures:
        yield _row(escape(shown_path(job.path)), [escape(message)])
    yield "</tbody></table></section>\n"


def _section(result: FileResult) -> Iterable[str]:
    summary: dict[str, Any] = result.summary
    yield f"<section><h2>{escape(summary['file'])}</h2>\n"
    yield shares_svg(summary["seconds_by_emotion"], COLOURS)
    for remark in summary["remarks"]:
        yield f'<p class="quiet">{escape(remark)}</p>\n'
    yield course_svg(result.csv, summary["duration_s"])
    yield "</section>\n"
