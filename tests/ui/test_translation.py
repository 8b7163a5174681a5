"""The German words are complete, and nothing in the window goes untranslated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.translating.__main__ import CONTEXT, OWN_CODE, PLURAL_FORMS, SENTENCES, ts_file
from tools.translating.below import templates, templates_in
from tools.translating.calls import Asked, asked, asked_in
from tools.translating.catalogue import Message, problems, read, write
from tools.translating.literals import untranslated, untranslated_in

LANGUAGES = tuple(PLURAL_FORMS)
RENEW = "run 'python -m tools.translating renew', then translate what it names"


def written(folder: Path, text: str) -> Path:
    """A file where the tool would look for one: its path is told relative to the clone."""
    file = folder / "written.py"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def page(tmp_path, monkeypatch) -> Path:
    for module in ("calls", "literals", "below"):
        for name in ("ROOT", "PACKAGE"):
            monkeypatch.setattr(f"tools.translating.{module}.{name}", tmp_path, raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def calls() -> list[Asked]:
    return asked()


@pytest.fixture(scope="module")
def below() -> list[str]:
    return templates()


def test_every_call_can_be_seen_by_lupdate(calls):
    assert [f"{call.place}: {call.problem}" for call in calls if call.problem] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_string_is_in_the_file_and_none_is_left_over(code, calls, below):
    wanted = {(call.context, call.source, call.comment) for call in calls}
    wanted |= {(CONTEXT, template, "") for template in below}
    held = {message.key for message in read(ts_file(code))}
    assert sorted(wanted - held) == [], RENEW
    assert sorted(held - wanted) == [], RENEW
    assert len(held) > 1000


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_string_is_translated_with_the_same_places_and_keys(code):
    assert problems(read(ts_file(code)), plural_forms=PLURAL_FORMS[code]) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_says_its_own_code(code):
    own = {message.key: message.forms for message in read(ts_file(code))}
    assert own[OWN_CODE] == (code,)


def test_the_list_of_templates_is_the_one_the_rooms_have(below):
    assert SENTENCES.read_text(encoding="utf-8").splitlines() == below, RENEW


def test_nothing_readable_goes_past_tr():
    assert untranslated() == []


def test_a_literal_on_a_label_is_found(page):
    code = 'label.setText("Close it")\nbutton = ActionButton(self.tr("Close"), "Esc")\n'
    assert len(list(untranslated_in(written(page, code)))) == 1


def test_words_that_lupdate_cannot_see_are_found(page):
    code = (
        "WORD = translate('A', 'at import')\n"
        "class Page:\n"
        "    def show(self):\n"
        "        self.tr(word)\n"
        "        other.tr('x')\n"
        '        f\'{translate("A", "b")}\'\n'
        "        self.tr('fine')\n"
    )
    found = list(asked_in(written(page, code)))
    assert [bool(call.problem) for call in found] == [True, True, True, True, False]
    assert found[-1].context == "Page"


def test_a_raised_f_string_becomes_a_template(page):
    code = (
        'def f(path, n):\n    _log.info("Nothing to see here at all.")\n'
        '    raise InvalidInput(f"{path.name} has no points in line {n}; " "add a line.")\n'
    )
    found = list(templates_in(written(page, code)))
    assert found == ["{0} has no points in line {1}; add a line."]


def message(source: str, *forms: str, state: str = "", plural: bool = False) -> Message:
    return Message("Page", source, "", forms, state, plural)


@pytest.mark.parametrize(
    "bad",
    [
        message("{n} songs", "{m} Stücke"),
        message("{n} songs", "", state="unfinished"),
        message("gone", "weg", state="vanished"),
        message("%n song(s)", "%n Stück", plural=True),
        message("Find (Ctrl+F)", "Suchen (Strg+S)"),
        message("All (*.mid)", "Alle (*.midi)"),
        message(" min", "min"),
        message("Open…", "Öffnen"),
    ],
)
def test_a_bad_translation_is_told(bad):
    assert len(problems([bad], plural_forms=2)) == 1


def test_a_good_translation_is_not():
    good = [
        message("Find {0} (Ctrl+F)", "{0} suchen (Strg+F)"),
        message("%n song(s)", "ein Stück", "%n Stücke", plural=True),
    ]
    assert problems(good, plural_forms=2) == []


def test_a_translation_is_put_into_the_file(tmp_path):
    file = tmp_path / "x.ts"
    file.write_text(
        '<!DOCTYPE TS><TS version="2.1"><context><name>A</name><message><source>one</source>'
        '<translation type="unfinished"></translation></message></context></TS>',
        encoding="utf-8",
    )
    assert write(file, {("A", "one", ""): "eins <&>"}) == 1
    assert [(m.forms, m.state) for m in read(file)] == [(("eins <&>",), "")]
