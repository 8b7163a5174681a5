from __future__ import annotations

import json
from pathlib import Path

import pytest

from emotune_gui.cli import main
from tests.music.songs.making import midi, scale, tempo, track


@pytest.fixture(autouse=True)
def _own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMOTUNE_DATA", str(tmp_path_factory.mktemp("data")))


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict, str]:
    code = main(["songs", *map(str, words), "--json"])
    out, err = capfd.readouterr()
    return code, json.loads(out) if out else {}, err


def test_recommend(capfd: pytest.CaptureFixture[str]) -> None:
    words = (
        "recommend",
        "--valence",
        "-0.6",
        "--arousal",
        "-0.5",
        "--strategy",
        "match",
        "-n",
        "5",
    )
    code, said, _ = run(capfd, *words)
    assert code == 0
    assert [song["emotion"] for song in said["songs"]].count("sad") >= 4
    assert all(song["reasons"] for song in said["songs"])
    assert said == run(capfd, *words)[1]
    first = said["songs"][0]["id"]
    _, later, _ = run(capfd, *words, "--played", first)
    assert first not in [song["id"] for song in later["songs"]]


@pytest.mark.parametrize("strategy", ["match", "lead", "contrast", "hold"])
def test_every_strategy_has_an_answer(capfd: pytest.CaptureFixture[str], strategy: str) -> None:
    code, said, _ = run(
        capfd, "recommend", "--valence", 0.1, "--arousal", 0.9, "--strategy", strategy
    )
    assert code == 0 and len(said["songs"]) == 1


def test_lead_moves_a_step_toward_the_target(capfd: pytest.CaptureFixture[str]) -> None:
    _, said, _ = run(
        capfd,
        "recommend",
        "--valence",
        -0.6,
        "--arousal",
        0.6,
        "--strategy",
        "lead",
        "--target-valence",
        0.5,
        "--target-arousal",
        -0.5,
    )
    assert -0.6 < said["wanted"]["valence"] < -0.3
    assert 0.3 < said["wanted"]["arousal"] < 0.6


@pytest.mark.parametrize(
    "words",
    [
        ("--valence", "3", "--arousal", "0"),
        ("--valence", "nan", "--arousal", "0"),
        ("--valence", "0", "--arousal", "0", "-n", "0"),
        ("--valence", "0", "--arousal", "0", "--banned", "ffffffff"),
    ],
)
def test_senseless_wishes_are_one_sentence(capfd: pytest.CaptureFixture[str], words: tuple) -> None:
    code, said, err = run(capfd, "recommend", *words)
    assert code == 1 and not said
    assert len(err.strip().splitlines()) == 1


def test_label_goes_on_after_a_bad_file(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = midi(tmp_path / "good.mid", track(scale(count=64), before=[(0, tempo(150))]))
    bad = tmp_path / "bad.mid"
    bad.write_text("no music")
    code, said, err = run(capfd, "label", bad, good, tmp_path / "missing.mp3")
    assert code == 0
    (song,) = said["songs"]
    assert song["file"] == str(good)
    assert -1 <= song["valence"] <= 1 and 0.25 <= song["sureness"] <= 1
    assert [one["file"] for one in said["problems"]] == [str(bad), str(tmp_path / "missing.mp3")]
    assert "bad.mid" in err


def test_label_of_nothing_readable_fails(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capfd, "label", tmp_path / "a.mid")[0] == 1


def test_list_show_and_import(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, said, _ = run(capfd, "list", "--text", "maple leaf")
    (rag,) = said["songs"]
    assert rag["title"] == "Maple Leaf Rag"
    _, shown, _ = run(capfd, "show", rag["id"][:8])
    assert shown["songs"][0]["notes"]["melody"] > 100
    midi(tmp_path / "a.mid", track(scale(count=32)))
    (tmp_path / "b.mid").write_bytes(b"")
    code, brought, _ = run(capfd, "import", tmp_path)
    assert code == 0 and len(brought["songs"]) == len(brought["problems"]) == 1


def test_what_was_imported_stays_and_comes_once(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database, songs = tmp_path / "kept" / "my.db", tmp_path / "songs"
    songs.mkdir()
    midi(songs / "Zebra song.mid", track(scale(count=64)))
    (songs / "labels.csv").write_text("file;emotion\nZebra song.mid;sad\nno.mid;sad\n")
    words = ("import", songs, "--labels", songs / "labels.csv", "--db", database)
    code, said, err = run(capfd, *words)
    assert (code, said["added"], said["known"]) == (0, 1, 0)
    assert "no.mid is in the table" in err
    again = run(capfd, *words)[1]
    assert (again["added"], again["known"]) == (0, 1)
    (songs / "Zebra song.mid").unlink()
    _, listed, _ = run(capfd, "list", "--text", "zebra", "--db", database)
    (zebra,) = listed["songs"]
    assert (zebra["emotion"], zebra["automatic"]) == ("sad", False)
    assert Path(zebra["file"]).parent == database.parent / "songs"
    assert run(capfd, "show", zebra["id"], "--db", database)[1]["songs"][0]["bars"] == 16
    place = ("--valence", zebra["valence"], "--arousal", zebra["arousal"])
    found = run(capfd, "recommend", *place, "-n", 200, "--db", database)[1]["songs"]
    assert zebra["id"] in [song["id"] for song in found]
    assert run(capfd, "list", "--text", "zebra")[1]["songs"] == []


def test_an_import_ends_with_what_came_of_it(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    midi(tmp_path / "a.mid", track(scale(count=32)))
    (tmp_path / "b.mid").write_text("no music")
    assert main(["songs", "import", str(tmp_path)]) == 0
    said = capfd.readouterr().out.splitlines()
    assert said[-1] == "1 added, 0 changed, 0 known, 1 with a remark"


def test_a_database_that_is_not_there_is_told(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capfd, "list", "--db", tmp_path / "none.db")
    assert code == 1 and "no database" in err
    assert not (tmp_path / "none.db").exists()


def test_plain_text(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["songs", "list", "--emotion", "calm"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) >= 15 and all("calm" in line for line in lines)
