"""The form on which a case is coded a second time, without sight of how the base codes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from initiatives.coding import CANNOT_TELL, NO_TRACK, Answers, Case
from initiatives.coding_models import Coding
from initiatives.models import Handover, Involvement, Participation
from tracks.models import Track

Choices = list[tuple[str, str]]

NOTHING: tuple[str, str] = ("", "---------")


class TrackRow(NamedTuple):
    track: Track
    functions: BoundField


class ActorRow(NamedTuple):
    name: str
    lines: list[list[BoundField]]
    untold: BoundField


class CodingForm(forms.Form):
    """Fields are made from the case; a saved draft always has an empty line more."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Doubts",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was hard to decide, and why. Shown with the comparison, never in public.",
    )

    def __init__(self, data: Any, coding: Coding, case: Case) -> None:
        saved = coding.answers
        super().__init__(data, initial={"version": coding.version, "note": coding.note})
        self.case = case
        self.tracks: Choices = [(it.slug, f"{it.label} {it.name}") for it in case.tracks]
        self.fields["main_track"] = forms.ChoiceField(
            label="Main track",
            required=False,
            choices=[
                NOTHING,
                *self.tracks,
                (NO_TRACK, "No track carries it"),
                (CANNOT_TELL, "The works do not tell"),
            ],
            initial=saved.get("main_track"),
        )
        for track, _ in self.tracks:
            self.fields[f"functions-{track}"] = forms.MultipleChoiceField(
                label="Functions",
                required=False,
                choices=Involvement.Function.choices,
                widget=forms.CheckboxSelectMultiple,
                initial=saved.get("functions", {}).get(track),
            )
        self.handovers = self._lines(
            "handover",
            {"from": self.tracks, "to": self.tracks, "kind": Handover.Kind.choices},
            saved.get("handovers", []),
            at_least=3,
        )
        self.parts = {
            slug: self._lines(
                f"actor-{slug}",
                {"role": Participation.Role.choices, "track": self.tracks},
                saved.get("actors", {}).get(slug, []),
                at_least=2,
            )
            for slug, _ in case.actors
        }
        for slug, _ in case.actors:
            self.fields[f"untold-{slug}"] = forms.BooleanField(
                label="The works do not tell",
                required=False,
                initial=slug in saved.get("untold", []),
            )

    def _lines(
        self, prefix: str, of: dict[str, Choices], saved: list[list[str]], at_least: int
    ) -> list[list[str]]:
        """The names of the fields, line by line."""
        lines = []
        for number in range(1, max(at_least, len(saved) + 1) + 1):
            given = saved[number - 1] if number <= len(saved) else [""] * len(of)
            for (name, choices), value in zip(of.items(), given, strict=True):
                self.fields[f"{prefix}-{number}-{name}"] = forms.ChoiceField(
                    label=f"{name.capitalize()} {number}",
                    required=False,
                    choices=[NOTHING, *choices],
                    initial=value,
                )
            lines.append([f"{prefix}-{number}-{name}" for name in of])
        return lines

    def take_version_of(self, coding: Coding) -> None:
        """Show what was typed as an edit of the coding as it is kept now."""
        sent: Any = self.data
        data = sent.copy()
        data["version"] = str(coding.version)
        self.data = data

    # For the page

    def track_rows(self) -> Iterator[TrackRow]:
        for track in self.case.tracks:
            yield TrackRow(track, self[f"functions-{track.slug}"])

    def handover_rows(self) -> list[list[BoundField]]:
        return [[self[name] for name in line] for line in self.handovers]

    def actor_rows(self) -> Iterator[ActorRow]:
        for slug, name in self.case.actors:
            lines = [[self[field] for field in line] for line in self.parts[slug]]
            yield ActorRow(name, lines, self[f"untold-{slug}"])

    # What was answered

    def answers(self) -> Answers:
        given = self.cleaned_data
        functions = {track: given[f"functions-{track}"] for track, _ in self.tracks}
        parts = {slug: self._answered(lines) for slug, lines in self.parts.items()}
        return Answers(
            tracks=sorted(track for track, _ in self.tracks),
            main_track=given["main_track"],
            functions={track: sorted(codes) for track, codes in functions.items() if codes},
            handovers=self._answered(self.handovers),
            actors={slug: lines for slug, lines in parts.items() if lines},
            untold=[slug for slug in self.parts if given[f"untold-{slug}"]],
        )

    def _answered(self, lines: list[list[str]]) -> list[list[str]]:
        """The lines in which something stands, each once."""
        found: list[list[str]] = []
        for line in lines:
            values = [self.cleaned_data[name] for name in line]
            if any(values) and values not in found:
                found.append(values)
        return found

    def is_complete(self) -> bool:
        """Whether it can be submitted; what is missing stands beside each field."""
        self._check_tracks()
        self._check_handovers()
        self._check_actors()
        return not self.errors

    def _ran_on(self) -> set[str]:
        return {track for track, _ in self.tracks if self.cleaned_data.get(f"functions-{track}")}

    def _check_tracks(self) -> None:
        main, ran_on = self.cleaned_data.get("main_track"), self._ran_on()
        if not main:
            self.add_error("main_track", "Choose a track, or say that there is none.")
        elif main not in (*ran_on, NO_TRACK, CANNOT_TELL):
            self.add_error("main_track", "The main track has no function below.")
        if not ran_on:
            self.add_error(None, "Tick at least one function of one track.")

    def _check_handovers(self) -> None:
        ran_on = self._ran_on()
        for line in self.handovers:
            values = [self.cleaned_data.get(name) for name in line]
            if not any(values):
                continue
            self._refuse_gaps(line)
            start, end, _ = values
            if start and start == end:
                self.add_error(line[1], "A handover goes from one track to another.")
            for name, track in zip(line, (start, end), strict=False):
                if track and track not in ran_on:
                    self.add_error(name, "This track has no function above.")

    def _check_actors(self) -> None:
        for slug, lines in self.parts.items():
            filled = [line for line in lines if any(self.cleaned_data.get(name) for name in line)]
            untold = f"untold-{slug}"
            if filled and self.cleaned_data.get(untold):
                self.add_error(untold, "You chose a role all the same: take back one of the two.")
            if not filled and not self.cleaned_data.get(untold):
                self.add_error(lines[0][0], "Choose a role, or say that the works do not tell.")
            for line in filled:
                self._refuse_gaps(line)

    def _refuse_gaps(self, line: list[str]) -> None:
        for name in line:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, "Choose one.")
