"""Who changed what of one client's mapping, as lines with the way back where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from emotune_gui.domain.learning import ChangeKind, MappingChange, PersonalSettings
from emotune_gui.ui.presenters.tuning_words import parameter_words
from emotune_gui.ui.wording import mid_sentence, shortened, translate

MOST = 100
"""Lines shown; the database has them all."""
_TOGETHER = (ChangeKind.RATED, ChangeKind.LEARNED)
"""Of these, what was learned in one day stands in one line."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """What takes a change back: other settings, or a version (0 the clinical mapping)."""

    settings: PersonalSettings | None = None
    version: int | None = None
    """None with no settings: the last change of the mapping is undone."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    when: datetime
    by: str
    what: str
    back: WayBack | None = None


def by_word(by: str) -> str:
    words = {
        "therapist": translate("Tuning", "therapist"),
        "client": translate("Tuning", "client"),
        "program": translate("Tuning", "the program"),
        "other clients": translate("Tuning", "the program"),
    }
    return words.get(by, by)


def ledger_lines(
    changes: Sequence[MappingChange],
    settings: PersonalSettings,
    in_use: int,
    *,
    consented: bool,
) -> tuple[LedgerLine, ...]:
    """`changes` newest first; `settings` and the version `in_use` are those of now."""
    lines = []
    for run in _runs(changes):
        last = run[0]
        back = _way_back(last, settings, in_use) if consented else None
        if last.kind in _TOGETHER and len(run) > 1:
            # Undo takes back one version only, which such a line does not say.
            back = None
        what = settings_change_words(last) if last.kind is ChangeKind.SETTINGS else _words(run)
        who = dict.fromkeys(by_word(change.by) for change in run)
        lines.append(LedgerLine(last.at, ", ".join(who), what, back))
    return tuple(lines[:MOST])


def _runs(changes: Sequence[MappingChange]) -> list[list[MappingChange]]:
    runs: list[list[MappingChange]] = []
    for change in changes:
        if runs and _joins(change, runs[-1][-1]):
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _joins(earlier: MappingChange, later: MappingChange) -> bool:
    return (
        earlier.kind in _TOGETHER
        and earlier.kind is later.kind
        and not (earlier.note or later.note)
        and earlier.at.astimezone().date() == later.at.astimezone().date()
        and earlier.version_after == later.version_before
    )


def _way_back(change: MappingChange, now: PersonalSettings, in_use: int) -> WayBack | None:
    if change.kind is ChangeKind.SETTINGS:
        settings = put_back(change, now)
        return None if settings is None else WayBack(settings=settings)
    if change.version_after != in_use:
        return None
    if change.kind is ChangeKind.UNDONE:
        return WayBack(version=change.version_before)
    return WayBack()


def put_back(change: MappingChange, now: PersonalSettings) -> PersonalSettings | None:
    """Today's settings with what this change changed as it was before; None where it was changed
    again since, or where what was before is not known."""
    before, after = change.before, change.after
    if before is None or after is None:
        return None
    names = after.other_than(before)
    if any(getattr(now, name) != getattr(after, name) for name in names):
        return None
    return replace(now, **{name: getattr(before, name) for name in names})


def _words(run: Sequence[MappingChange]) -> str:
    """`run` is newest first, of one kind."""
    change, first = run[0], run[-1].version_after
    n = change.version_after
    if len(run) > 1:
        line = (
            translate("Tuning", "Versions {first} to {n} learned from ratings")
            if change.kind is ChangeKind.RATED
            else translate("Tuning", "Versions {first} to {n} learned without a rating")
        )
        return line.format(first=first, n=n)
    if change.kind is ChangeKind.RATED and change.note.isdecimal():
        return _round_words(change)
    lines = {
        ChangeKind.RATED: translate("Tuning", "Version {n} learned from a rating"),
        ChangeKind.LEARNED: translate(
            "Tuning", "Version {n} learned from a slider, a skipped song or the affect"
        ),
        ChangeKind.OTHERS: translate(
            "Tuning", "Version {n} begun with what other clients have in common"
        ),
        ChangeKind.COPIED: translate("Tuning", "Version {n} copied from another client's mapping"),
        ChangeKind.RESTORED: translate("Tuning", "Version {old} in use again, as version {n}"),
        ChangeKind.RESET: translate("Tuning", "Reset to the clinical mapping, as version {n}"),
    }
    if change.kind in lines:
        return lines[change.kind].format(n=n, old=change.note or "?")
    return _template_words(change) if change.kind is ChangeKind.TEMPLATE else _undone_words(change)


def _round_words(change: MappingChange) -> str:
    if int(change.note) == 1:
        line = translate("Tuning", "Version {n} learned from a rating round of 1 rating")
        return line.format(n=change.version_after)
    line = translate("Tuning", "Version {n} learned from a rating round of {ratings} ratings")
    return line.format(n=change.version_after, ratings=int(change.note))


def _template_words(change: MappingChange) -> str:
    if not change.note:
        line = translate("Tuning", "Version {n} begun from a template")
        return line.format(n=change.version_after)
    line = translate("Tuning", "Version {n} begun from the template “{name}”")
    return line.format(n=change.version_after, name=shortened(change.note, 40))


def _undone_words(change: MappingChange) -> str:
    if not change.version_after:
        line = translate("Tuning", "Version {n} undone: back to the clinical mapping")
        return line.format(n=change.version_before)
    line = translate("Tuning", "Version {n} undone: back to version {before}")
    return line.format(n=change.version_before, before=change.version_after)


def settings_change_words(change: MappingChange) -> str:
    """'Exploration on; register stays clinical'."""
    before, after = change.before, change.after
    if before is None or after is None:
        return translate("Tuning", "What is allowed was set anew")
    said = [_setting_words(name, after) for name in after.other_than(before) if name != "bounds"]
    said += _bounds_words(before, after)
    return "; ".join(said[:1] + [mid_sentence(words) for words in said[1:]])


def _setting_words(name: str, after: PersonalSettings) -> str:
    words = {
        "exploring": (
            translate("Tuning", "Exploration on"),
            translate("Tuning", "Exploration off"),
        ),
        "locked": (translate("Tuning", "Locked"), translate("Tuning", "Unlocked")),
        "affect_signal": (
            translate("Tuning", "The client's affect counts"),
            translate("Tuning", "The client's affect counts no more"),
        ),
    }
    if name in words:
        on, off = words[name]
        return on if getattr(after, name) else off
    line = (
        translate("Tuning", "A trial goes up to {n} % of the way")
        if name == "width"
        else translate("Tuning", "A movement of the affect counts {n} % of a rating")
    )
    return line.format(n=round(100 * getattr(after, name)))


def _bounds_words(before: PersonalSettings, after: PersonalSettings) -> list[str]:
    said = []
    for name in sorted(before.bounds.keys() | after.bounds.keys()):
        now = after.bounds.get(name)
        if before.bounds.get(name) == now:
            continue
        line = translate("Tuning", "{parameter} has other limits")
        if now is None:
            line = translate("Tuning", "{parameter} may move")
        elif now == (0.0, 0.0):
            line = translate("Tuning", "{parameter} stays clinical")
        said.append(line.format(parameter=parameter_words(name)[0]))
    return said
