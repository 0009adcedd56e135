"""Form fields and forms for what rests on sources: dates in words, lists without brackets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from curation.forms import PartForm, PartPageForm, ReasonForm
from sources.dates import how_read
from sources.edtf import EDTFError, parse
from sources.fields import EDTFField, validate_reasons


def in_words(text: str) -> str:
    """An EDTF date as a reader would say it; empty if there is none."""
    return parse(text).words if text else ""


class DatesInWords(forms.ModelForm):
    """Under each date, how it was read: as it is stored or was sent, and anew while one types."""

    class Media:
        js: ClassVar[list[str]] = ["js/dates.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for f in self.instance._meta.concrete_fields:
            if not (isinstance(f, EDTFField) and f.name in self.fields):
                continue
            field = self.fields[f.name]
            field.widget.attrs["placeholder"] = "1993-01/1993-09"
            field.widget.attrs["data-date-in-words"] = reverse("admin:sources_date_in_words")
            field.help_text = format_html(
                '{} <span class="date-in-words" aria-live="polite">{}</span>',
                "" if field.help_text == "EDTF." else field.help_text,
                self._how_read(f.name),
            )

    def _how_read(self, name: str) -> str:
        initial = self.initial.get(name)
        text = self.data.get(self.add_prefix(name)) if self.is_bound else initial
        try:
            return how_read(text.strip()) if text else ""
        except EDTFError:  # then the error stands there
            return ""


class CitedEntryForm(DatesInWords, ReasonForm):
    """An entry that states something itself."""


class CitedPartForm(DatesInWords, PartForm):
    """A row among many: it leaves out the help that the form of its entry gives once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"citations", "disagreements", "basis", "basis_note"} & self.fields.keys():
            self.fields[name].help_text = ""


class CitedPartPageForm(DatesInWords, PartPageForm):
    pass


class Lines(forms.CharField):
    """A list in a JSON column, typed one a line; an empty field is an empty list."""

    widget: Any = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> str:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if "\x00" in (value or ""):
            raise ValidationError("Null characters are not allowed.")
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or self.to_python(""))
        except ValidationError:
            return True


class Numbers(Lines):
    """Numbers with commas between: 20, 21."""

    widget = forms.TextInput()

    def prepare_value(self, value: Any) -> str:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = (value or "").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 6 for word in words):
            raise ValidationError("Give paragraph numbers with commas between, as in 20, 21.")
        return [int(word) for word in words]


class Readings(Lines):
    """Expressions with their meanings, one a line: the author = John W. McDonald."""

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, dict):
            return "\n".join(f"{said} = {meant}" for said, meant in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        lines = [line.partition("=") for line in super().to_python(value)]
        if not all(said.strip() and meant.strip() for said, _, meant in lines):
            raise ValidationError("Write each as “the author = John W. McDonald”.")
        return {said.strip(): meant.strip() for said, _, meant in lines}


class Reasons(Readings):
    """Paragraphs with a reason each, one a line: 20 = navigation."""

    def to_python(self, value: Any) -> Any:
        lines = [line.partition("=") for line in Lines.to_python(self, value)]
        reasons = {number.strip(): reason.strip() for number, _, reason in lines}
        if len(reasons) < len(lines):
            raise ValidationError("Give each paragraph once.")
        validate_reasons(reasons)
        return reasons


class WorkForm(CitedEntryForm):
    without_statements = Reasons(
        required=False,
        label="Paragraphs without statements",
        help_text="Those on which nothing here rests, each with the reason: 20 = navigation.",
    )


class CitationForm(CitedPartForm):
    paragraphs = Numbers(
        required=False, help_text="Of a source text: its non-empty lines, counted from 1: 20, 21."
    )
    terms = Lines(
        required=False, help_text="Words that stand in those paragraphs, one expression a line."
    )
    read_as = Readings(
        required=False,
        label="Read as",
        help_text="Who or what an expression means here: the author = John W. McDonald.",
    )

    def key_words(self, key_from: Iterable[str]) -> list[Any]:
        """As in the fixtures: p20-dartmouth; the locator where there are no paragraphs."""
        paragraphs = self.cleaned_data.get("paragraphs") or []
        terms = self.cleaned_data.get("terms") or []
        if not paragraphs:
            return super().key_words(key_from)
        return [f"p{paragraphs[0]}", *terms[:1]]


class CitationPageForm(CitationForm, CitedPartPageForm):
    pass
