"""The figures of a run, in a line and in docs/mutations.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import chain

from django.conf import settings

from sources.models import Citation
from tests.mutations.trials import KINDS, Trial, Trials, text_of

VERDICTS = ("found", "equivalent", "missed")
HEADS = ("drawn", *VERDICTS, "share found")
DOCUMENT = settings.BASE_DIR / "docs" / "mutations.md"

HEAD = """\
# How many errors the check of citations finds

Written by `python -m tests.mutations --seed {seed} --count {count} --write` on {day}; not edited
by hand. The figures are those of the fixtures of that day: {statements} cited statements and
{passages} passages.

A check is worth what it finds. So errors are made in statements and passages that are sound, one
at a time, and each is put before the very code that `verify_citations` runs. An error is written
into the database, as a fixture with that error would be loaded; the part is read from there and
checked, and the database is rolled back. Only the statement with the error is checked, or the
passage with the statements that cite it: what an error would set off elsewhere is not counted.

* **year**: one or ten years off, or with its last digits the wrong way round; in running text, in
  a name or title, in a date, in a term of a passage.
* **other number**: any other number in digits or words, one or ten off or another word; a month, a
  day, the number of a track or phase, a page, a volume.
* **misspelt name**: one letter dropped, doubled, changed for another or in the place of the next;
  in every word of an entry’s own name, of a title, a publisher, a name on a work, and in every word
  with a capital in running text.
* **swapped name**: a name in running text, an entry’s own name, a link or an attribution changed
  for another of its kind from the base.
* **moved paragraph**: a passage moved as a whole, or one of its paragraphs, next door or anywhere
  in the text; its locator moves along.

Each kind gets the same share. Within a kind every part in which it can be made has the same chance:
they are sorted by model and text, and every n-th is taken. A part is a passage of a source text, or
a statement whose basis is *cited*. What is *inferred* is exempt from the check and stands aside
here, and so do the fields that are ours (`UNTRACED` in the models).

**Found** means that the check names a fault. **Equivalent** means that it names none, and that the
paragraphs bear out the part with the error as well as without it, as far as occurrence can tell:
the other number or name stands in the same paragraphs, say. That reason is computed without asking
the check. **Missed** is the rest; `tests/sources/test_mutations.py` fails if there is any.
"""


def summary(seed: int, run: list[Trial]) -> str:
    """The verdicts of one run, and each error that was missed."""
    counts = Counter(trial.verdict for trial in run)
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    missed = [f"  missed: {trial}" for trial in run if trial.verdict == "missed"]
    return "\n".join([f"Seed {seed}: {len(run)} errors, {verdicts}.", *missed])


def document(trials: Trials, runs: dict[int, list[Trial]], every: dict[str, list[Trial]]) -> str:
    """The whole document; the first of ``runs``, by seed, is told in full, ``every`` in sum."""
    seed, run = next(iter(runs.items()))
    passages = sum(isinstance(part, Citation) for part in trials.parts)
    blocks = [
        HEAD.format(
            seed=seed,
            count=len(run),
            day=f"{datetime.now(UTC):%-d %B %Y}",
            statements=f"{len(trials.parts) - passages:,}",
            passages=passages,
        ),
        f"## Seed {seed}",
        _by_kind(trials, run),
        _to_be_found(chain.from_iterable(runs.values())),
        "### By model",
        _by(lambda trial: type(trial.change.part).__name__, "model", run),
        "### By source text",
        _by(lambda trial: f"`{text_of(trial.change.part)}`", "text", run),
        "### Those that were not found",
        *_listed(run),
        "## Every year and every number",
        "Not drawn, but each error that can be made at each place:",
        _table(["kind", *HEADS], [[kind, *_verdicts(run)] for kind, run in every.items()]),
        *_listed(chain.from_iterable(every.values())),
        "## Five seeds",
        "Found of those drawn; in brackets, equivalent and missed.",
        _spread(runs),
        "Why errors were equivalent, over all five:",
        _excuses(chain.from_iterable(runs.values())),
    ]
    missed = [trial for one in runs.values() for trial in one if trial.verdict == "missed"]
    blocks += ["Missed, over all five:", *_listed(missed)] if missed else []
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _by_kind(trials: Trials, run: list[Trial]) -> str:
    rows = []
    for kind in KINDS:
        places = trials.places(kind)
        counts = [f"{len(places):,}", f"{sum(map(len, places)):,}"]
        rows.append([kind, *counts, *_verdicts(trial for trial in run if trial.kind == kind)])
    rows.append(["all", f"{len(trials.parts):,}", "", *_verdicts(run)])
    return _table(["kind", "parts that allow it", "places", *HEADS], rows)


def _to_be_found(trials: Iterable[Trial]) -> str:
    """The verdict on the kinds of which none may be missed."""
    verdicts = Counter(trial.verdict for trial in trials if trial.kind in KINDS[:3])
    return (
        f"Years, other numbers and misspelt names, over all seeds below: {verdicts.total():,} "
        f"errors, {verdicts['found']:,} found, {verdicts['missed']} missed, "
        f"{verdicts['equivalent']} equivalent."
    )


def _by(name_of: Callable[[Trial], str], head: str, run: list[Trial]) -> str:
    groups: dict[str, list[Trial]] = {}
    for trial in run:
        groups.setdefault(name_of(trial), []).append(trial)
    return _table([head, *HEADS], [[name, *_verdicts(groups[name])] for name in sorted(groups)])


def _verdicts(trials: Iterable[Trial]) -> list[str]:
    """How many were drawn, the number of each verdict, and the share found."""
    verdicts = Counter(trial.verdict for trial in trials)
    counts = [str(verdicts[verdict]) for verdict in VERDICTS]
    return [str(verdicts.total()), *counts, f"{verdicts['found'] / verdicts.total():.1%}"]


def _spread(runs: dict[int, list[Trial]]) -> str:
    def cell(trials: list[Trial]) -> str:
        verdicts = Counter(trial.verdict for trial in trials)
        aside = f"{verdicts['equivalent']}, {verdicts['missed']}"
        return f"{verdicts['found']} of {len(trials)} ({aside})"

    rows = [
        [kind, *(cell([trial for trial in run if trial.kind == kind]) for run in runs.values())]
        for kind in KINDS
    ]
    rows.append(["all", *(cell(run) for run in runs.values())])
    return _table(["kind", *(f"seed {seed}" for seed in runs)], rows)


def _excuses(trials: Iterable[Trial]) -> str:
    reasons = Counter((trial.kind, trial.excuse) for trial in trials if trial.excuse)
    rows = [[kind, reason, str(count)] for (kind, reason), count in sorted(reasons.items())]
    return _table(["kind", "reason", "errors"], rows)


def _listed(trials: Iterable[Trial]) -> list[str]:
    """Each error that was not found, and why."""
    lines = [
        f"* {trial.kind}: `{trial.part_name}`, {trial.change.field}: “{trial.change.before}” "
        f"became “{trial.change.after}”. {(trial.excuse or 'missed').capitalize()}."
        for trial in trials
        if trial.verdict != "found"
    ]
    return ["\n".join(lines) or "All were found."]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
