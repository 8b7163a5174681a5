"""Music to an analysed recording, made afterwards by any strategy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.keeping import music_of
from emotune_gui.engine.analysing.values import FileResult
from emotune_gui.engine.bulk.answering import MADE, Wished, export, with_music
from tests.engine.bulk.made import result


@pytest.fixture
def made(tmp_path: Path) -> FileResult:
    return result(tmp_path / "out", tmp_path / "clip.mp4")


def always(share: float) -> bool:
    return True


def test_music_is_made_once_and_can_be_kept(made: FileResult) -> None:
    shares: list[float] = []
    music = with_music(made, Strategy.LEAD, lambda share: shares.append(share) is None)
    assert music is not None
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(0.95)
    bars, notes = music_of(music)
    assert bars
    assert notes
    assert music.csv.is_file()
    again = with_music(made, Strategy.LEAD, lambda share: pytest.fail("made again"))
    assert again == music


def test_each_strategy_has_its_own(made: FileResult) -> None:
    hold = with_music(made, Strategy.HOLD, always)
    match = with_music(made, Strategy.MATCH, always)
    assert hold is not None
    assert match is not None
    assert [bar[2] for bar in music_of(hold)[0]] != [bar[2] for bar in music_of(match)[0]]


def test_what_the_analysis_made_is_not_made_again(made: FileResult) -> None:
    options = made.summary["options"] | {"music": "match"}
    told = replace(made, summary=made.summary | {"options": options})
    for ending in MADE:
        (made.folder / f"clip{ending}").write_text("")
    assert with_music(told, Strategy.MATCH, always) is told


def test_a_stop_leaves_nothing(made: FileResult, tmp_path: Path) -> None:
    wished = Wished(tmp_path / "files", "clip", film=True)
    assert export(made, Strategy.MATCH, wished, lambda share: share < 0.3) == ()
    assert not wished.folder.exists()
    assert list((made.folder / "music match").iterdir()) == []


def test_files_are_written_under_free_names(made: FileResult, tmp_path: Path) -> None:
    wished = Wished(tmp_path / "files", "clip", film=True)
    first = export(made, Strategy.MATCH, wished, always)
    second = export(made, Strategy.MATCH, wished, always)
    assert [path.name for path in first] == ["clip.mid", "clip.wav", "clip.mp4"]
    assert [path.name for path in second] == ["clip 2.mid", "clip 2.wav", "clip 2.mp4"]
    assert _streams(first[2]) == {"video", "audio"}


def _streams(film: Path) -> set[str]:
    import av

    with av.open(str(film)) as container:
        return {stream.type for stream in container.streams}


def test_a_photograph_has_no_music(made: FileResult) -> None:
    photo = replace(made, summary=made.summary | {"kind": "photo"})
    with pytest.raises(InvalidInput, match="one moment"):
        with_music(photo, Strategy.MATCH, always)


def test_results_that_are_gone_are_said(made: FileResult) -> None:
    made.csv.write_text("nothing,of,this\n1,2,3\n")
    with pytest.raises(InvalidInput, match="analyse it again"):
        with_music(made, Strategy.MATCH, always)


def test_a_folder_that_is_a_file_is_said(made: FileResult, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInput, match="choose another"):
        export(made, Strategy.MATCH, Wished(tmp_path / "file", "clip"), always)


def test_a_film_that_is_stopped_while_it_is_joined_leaves_nothing(
    made: FileResult, tmp_path: Path
) -> None:
    wished = Wished(tmp_path / "files", "clip", film=True)
    shares: list[float] = []

    def until_joining(share: float) -> bool:
        shares.append(share)
        return share < 0.95

    assert export(made, Strategy.MATCH, wished, until_joining) == ()
    assert 0.9 < shares[-2] < 0.95 <= shares[-1], "it is told how far the joining is"
    assert not wished.folder.exists()


def test_a_stop_leaves_what_was_in_the_folder(made: FileResult, tmp_path: Path) -> None:
    wished = Wished(tmp_path / "files", "clip", film=True)
    wished.folder.mkdir()
    (wished.folder / "clip.mid").write_text("mine")
    assert export(made, Strategy.MATCH, wished, lambda share: share < 0.95) == ()
    assert [path.name for path in wished.folder.iterdir()] == ["clip.mid"]
    written = export(made, Strategy.MATCH, wished, always)
    assert [path.name for path in written] == ["clip 2.mid", "clip 2.wav", "clip 2.mp4"]
    assert (wished.folder / "clip.mid").read_text() == "mine"


def test_a_film_that_cannot_be_joined_leaves_nothing(made: FileResult, tmp_path: Path) -> None:
    assert made.overlay is not None
    made.overlay.write_bytes(b"no film")
    with pytest.raises(InvalidInput, match="free some space"):
        export(made, Strategy.MATCH, Wished(tmp_path / "files", "clip", film=True), always)
    assert not (tmp_path / "files").exists()


def test_music_of_the_analysis_that_is_gone_is_said(made: FileResult, tmp_path: Path) -> None:
    options = made.summary["options"] | {"music": "match"}
    told = replace(made, summary=made.summary | {"options": options})
    with pytest.raises(InvalidInput, match="analyse it again"):
        export(told, Strategy.MATCH, Wished(tmp_path, "clip"), always)


def test_nothing_is_made_while_a_session_runs(
    made: FileResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.engine.bulk.answering.HELD_S", 0.0)
    busy = [True] * 5
    shares: list[float] = []

    def held() -> bool:
        return bool(busy) and busy.pop()

    music = with_music(made, Strategy.MATCH, lambda share: shares.append(share) is None, held)
    assert music is not None
    assert shares.count(shares[0]) == 6, "asked while it waits, and then once"
    assert with_music(made, Strategy.HOLD, lambda share: False, lambda: True) is None
