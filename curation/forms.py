"""Forms for entries and parts in the admin: keys and places that need not be typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.text import slugify

from curation.choices import take_loaded
from curation.entries import entry_models
from curation.models import Entry, Named, Part
from curation.rows import part_lists

KEY_LENGTH = 60  # of a key made here; a suffix may follow


class PlainLines(forms.ModelForm):
    """A form whose texts end their lines as documents do, not as browsers send them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n")
        return cleaned


class ReasonForm(PlainLines):
    """A form whose saving is a step in the life of an entry, with its reason."""

    reason_is_missing = False
    refused: ClassVar[list[str]] = []

    reason = forms.CharField(
        label="What you changed, and why",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="For the history of the entry. Needed once it was public or goes to review.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "parts_in_form"):
            take_loaded(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.reason_is_missing:
            self.add_error("reason", "Say in a few words what you changed, and why.")
        for sentence in self.refused:
            self.add_error(None, sentence)
        self._keep_unseen_links(cleaned)
        return cleaned

    def _keep_unseen_links(self, cleaned: dict[str, Any]) -> None:
        """Links to what the user may not see are not in the form; they stay as they are."""
        for name, field in self.fields.items():
            shown: Any = getattr(field, "queryset", None)
            if not (self.instance.pk and isinstance(field, forms.ModelMultipleChoiceField)):
                continue
            model: Any = shown.model
            if name in cleaned and issubclass(model, Entry):
                linked = getattr(self.instance, name).filter(model.withheld_q())
                unseen = linked.exclude(pk__in=shown)
                if pks := set(unseen.values_list("pk", flat=True)):
                    chosen = pks | {row.pk for row in cleaned[name]}
                    cleaned[name] = model._default_manager.filter(pk__in=chosen)


class PartForm(PlainLines):
    """A part as a row in the form of its entry, with what it links already loaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            if not self.instance.pk:
                self.initial["position"] = None
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].disabled = bool(self.instance.pk)
            self.fields["key"].help_text = (
                "Never changes: it is the anchor on the page."
                if self.instance.pk
                else "The anchor on the page. Made from the row if left empty."
            )
        if self.instance.pk:
            take_loaded(self)

    def validate_unique(self) -> None:
        """Check also the constraints that name the entry or the row's own id.

        Django's forms leave those out, and the database would refuse what they let through.
        """
        super().validate_unique()
        if not self.has_changed():
            return
        me: Any = self  # the stubs leave out what Django's own forms override
        exclude = me._get_validation_exclusions() - {self.instance._meta.pk.name}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            said = self.non_field_errors()
            for message in error.messages:
                if message not in said:
                    self.add_error(None, message)

    def key_words(self, key_from: Iterable[str]) -> list[Any]:
        """What a key is made from: entries, choices, texts."""
        return [self.cleaned_data.get(name) for name in key_from]

    def settle_key(self, keys: Keys, key_from: Iterable[str]) -> None:
        """Check the key of a new row, or make one from what the row says."""
        if self.instance.pk:
            return
        typed = self.cleaned_data.get("key")
        if typed and typed in keys.used:
            self.add_error("key", f"Something else in this entry already has the key “{typed}”.")
            return
        made = keys.make(self.key_words(key_from))
        key = typed or made or keys.number(slugify(self.instance._meta.verbose_name))
        keys.used.add(key)
        self.cleaned_data["key"] = self.instance.key = key


class PartPageForm(ReasonForm, PartForm):
    """A part on a page of its own, where its entry is a field like any other."""

    key_from: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent = self.instance.parent if self.instance.pk else cleaned.get(self.instance.PARENT)
        if parent:
            self.settle_key(Keys.of(parent, self.data), self.key_from)
            if cleaned.get("position") is None:
                cleaned["position"] = self._last_place(parent)
        return cleaned

    def _last_place(self, parent: Any) -> int:
        rows = type(self.instance)._default_manager.filter(**{self.instance.PARENT: parent})
        last = rows.exclude(pk=self.instance.pk).aggregate(last=models.Max("position"))["last"]
        return 0 if last is None else last + 1


class PartFormSet(BaseInlineFormSet):
    """The parts of one kind in the form of their entry."""

    key_from: tuple[str, ...] = ()

    def get_queryset(self) -> Any:
        """The rows that are loaded already with the entry."""
        loaded = getattr(self.instance, "parts_in_form", {}).get(self.model)
        return super().get_queryset() if loaded is None else loaded

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Also a row that is there already is only checked if it was changed."""
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    @property
    def pages(self) -> Any:
        """The window of a list that is cut, and its pages; None of one that is shown whole."""
        return getattr(self.instance, "pages_in_form", {}).get(self.model)

    @property
    def left_out(self) -> int:
        """How many rows a form that was sent leaves as they are."""
        me: Any = self
        return len(self.get_queryset()) - me.initial_form_count() if me.is_bound else 0

    def clean(self) -> None:
        me: Any = self
        rows = [
            form
            for form in me.forms
            if form.is_valid() and not me._should_delete_form(form) and form.cleaned_data
        ]
        keys = Keys.of(self.instance, self.data)
        for form in rows:
            form.settle_key(keys, self.key_from)
        self._settle_positions(rows)
        super().clean()

    def _settle_positions(self, rows: list[Any]) -> None:
        """New rows without a place stand after all others, also after those on other pages."""
        given = [form.cleaned_data.get("position") for form in rows]
        stored = [row.position for row in self.get_queryset()]
        after = 1 + max((place for place in (*stored, *given) if place is not None), default=-1)
        for form, place in zip(rows, given, strict=True):
            if place is None:
                form.cleaned_data["position"] = form.instance.position = after
                after += 1

    def get_unique_error_message(self, unique_check: Any) -> str:
        """The sentence of the constraint that two rows of this form break together."""
        model: Any = self.model
        for constraint in model._meta.constraints:
            if set(getattr(constraint, "fields", ())) == set(unique_check):
                return str(constraint.violation_error_message)
        return super().get_unique_error_message(unique_check)


class Keys:
    """The keys of one entry while its form is checked: of all its parts, whatever their kind."""

    def __init__(self, entry: Named | None, data: Any) -> None:
        self.used = stored_keys(entry) if entry and entry.pk else set()
        self.typed = {v for name, v in data.items() if name == "key" or name.endswith("-key")}

    @classmethod
    def of(cls, parent: Named | Part, data: Any) -> Keys:
        """The one pool of keys that all forms of the page share, kept with the entry."""
        try:
            entry: Any = parent.entry if isinstance(parent, Part) else parent
        except models.ObjectDoesNotExist:  # a new part whose entry is not chosen yet
            return cls(None, data)
        if not hasattr(entry, "_keys_in_form"):
            entry._keys_in_form = cls(entry, data)
        return entry._keys_in_form

    def make(self, values: Iterable[Any]) -> str:
        """A new key from some values of the part; empty if they hold no letter or digit."""
        words = "-".join(filter(None, map(_word, values)))
        return self.number(words[:KEY_LENGTH].strip("-"))

    def number(self, key: str) -> str:
        """The key, or if it is taken the key with the next free number."""
        candidate, n = key, 1
        while candidate and candidate in self.used | self.typed:
            n += 1
            candidate = f"{key}-{n}"
        return candidate


def _word(value: Any) -> str:
    """What a value adds to a key: the slug of an entry, the first words of a text."""
    if isinstance(value, Named):
        return value.slug
    if isinstance(value, Part):
        return value.key
    text = " ".join(str(value or "").split()[:6])
    return slugify(text.replace("_", "-").replace("/", " "))


def stored_keys(entry: Named) -> set[str]:
    """The keys of all parts of an entry, in one query."""
    lists = list(_keys_below(type(entry), entry, ""))
    return set(lists[0].union(*lists[1:], all=True)) if lists else set()


def _keys_below(model: Any, entry: Named, path: str) -> Iterable[Any]:
    for part in part_lists(model).values():
        below = f"{part.PARENT}__{path}" if path else part.PARENT
        rows = part._default_manager.filter(**{below: entry})
        yield rows.order_by().values_list("key", flat=True)
        yield from _keys_below(part, entry, below)


class FormerSlugForm(forms.ModelForm):
    """A former address must lead from nowhere to an entry that is there."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        entries = entry_models().get(cleaned.get("kind", ""))
        if entries and cleaned.get("slug") and cleaned.get("old"):
            slugs = set(
                entries._default_manager.filter(
                    slug__in=[cleaned["old"], cleaned["slug"]]
                ).values_list("slug", flat=True)
            )
            if cleaned["slug"] not in slugs:
                self.add_error("slug", ValidationError("No entry of this kind has this slug."))
            if cleaned["old"] in slugs:
                self.add_error("old", ValidationError("An entry has this slug now."))
        return cleaned
