"""The page over all files: what a screen reader, a dark screen and odd names make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.engine.analysing.plots import COLOURS, course_svg, shares_svg
from emotune_gui.engine.analysing.report import write_report
from emotune_gui.engine.analysing.values import FileResult, Job

NOBODY = {emotion.value: 0.0 for emotion in EMOTIONS}


def result(folder: Path, file: str = "a.mp4", **more: Any) -> FileResult:
    """A film of twelve seconds: sad, nobody for two seconds, happy."""
    rows = [
        (i / 10, "" if 50 < i < 70 else "sadness" if i < 60 else "happiness") for i in range(120)
    ]
    (folder / "a.csv").write_text(
        "time_s,valence,arousal,confidence,label\n"
        + "".join(f"{t},-0.5,0.25,0.9,{label}\n" for t, label in rows)
    )
    summary = {
        "kind": "film", "duration_s": 12.0, "label": "sadness", "face_share": 0.8, "file": file,
        "valence": {"mean": -0.001}, "arousal": {"mean": 0.25}, "confidence": None, "remarks": [],
        "seconds_by_emotion": NOBODY | {"sadness": 5.0, "happiness": 5.0}, "files": [".csv"],
    }  # fmt: skip
    return FileResult(folder / file, folder, "a", summary | more)


def page(folder: Path, *results: FileResult, failed: tuple[tuple[Job, str], ...] = ()) -> str:
    return write_report(folder, results, failed).read_text(encoding="utf-8")


def test_every_table_has_heads_and_every_plot_a_name(tmp_path: Path) -> None:
    confusion = {e.value: dict.fromkeys([*NOBODY, "none"], 1) for e in EMOTIONS}
    agreement = {"kappa": 0.25, "confusion": confusion}
    bad = ((Job(tmp_path / "b.mp4", "b"), "It is <broken>."),)
    told = page(tmp_path, result(tmp_path, agreement=agreement), failed=bad)
    assert told.count("<table") == told.count("<thead>") == told.count("</tbody></table>") == 3
    assert '<th scope="col">Kappa</th>' in told and '<th scope="col">Why</th>' in told
    assert told.count("<svg") == told.count('role="img"><title>') == 2
    assert "It is &lt;broken&gt;." in told


def test_what_nobody_compared_has_no_column_and_a_zero_no_sign(tmp_path: Path) -> None:
    told = page(tmp_path, result(tmp_path), result(tmp_path, duration_s=4.25))
    assert "Kappa" not in told and "<td>0:12</td>" in told and "<td>4.2 s</td>" in told
    assert "-0.00" not in told and "<td>0.00</td><td>0.25</td><td></td>" in told


def test_names_are_words_and_never_markup(tmp_path: Path) -> None:
    told = page(tmp_path, result(tmp_path, '<script>"x" & \U0001f600.mp4'))
    assert "<script" not in told
    assert told.count("&lt;script&gt;&quot;x&quot; &amp; \U0001f600.mp4") == 2


def test_no_ink_is_fixed_where_the_paper_may_be_dark(tmp_path: Path) -> None:
    course = course_svg(result(tmp_path).csv, 12.0)
    assert "prefers-color-scheme:dark" in page(tmp_path, result(tmp_path))
    fixed = {e.attrib["fill"] for e in ElementTree.fromstring(course).iter() if "fill" in e.attrib}
    assert fixed <= {"none", *COLOURS.values()}


def test_emotions_and_curves_are_told_apart_without_colour(tmp_path: Path) -> None:
    drawn = ElementTree.fromstring(course_svg(result(tmp_path).csv, 12.0))
    words = [text.text for text in drawn.iter("text")]
    assert words.count("sadness") == words.count("happiness") == 1
    lines = list(drawn.iter("polyline"))
    assert [("stroke-dasharray" in line.attrib) for line in lines] == [False, False, True, True]
    title = ElementTree.fromstring(shares_svg({"sadness": 3.0, "fear": 1.0}, COLOURS))[0].text
    assert title == "Share of the time: sadness 75%, fear 25%"
