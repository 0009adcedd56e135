"""What a browser would send from an admin form: its fields as they were shown, then the edits."""

from typing import Any

from django.urls import reverse

Rows = list[dict[str, Any]]


def address(row: Any, page: str = "change") -> str:
    """``admin:<app>_<model>_<page>`` of a row, or of a model for its changelist and add page."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if page in {"change", "delete", "history"} else [])


def filled_in(response: Any, new: dict[str, Rows] | None = None, **edits: Any) -> dict[str, Any]:
    """The POST data of a shown form with ``edits``, and ``new`` rows by the prefix of their list.

    A row that is there already is edited by its name in the form:
    ``**{"participations-0-role": "host"}``.
    """
    form = response.context["adminform"].form
    data = _values(form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        for row in formset.initial_forms:
            data |= _values(row)
        data |= _values(formset.management_form)
        rows = (new or {}).get(formset.prefix, [])
        start = formset.initial_form_count()
        for number, row in enumerate(rows, start):
            data |= _values(formset.empty_form, formset.add_prefix(number))
            data |= {f"{formset.prefix}-{number}-{name}": value for name, value in row.items()}
        data[f"{formset.prefix}-TOTAL_FORMS"] = start + len(rows)
    unknown = edits.keys() - data.keys() - {n for n in edits if n.endswith("-DELETE")}
    assert not unknown, f"the form has no {unknown}"
    return data | edits


def _values(form: Any, prefix: str = "") -> dict[str, Any]:
    values = {}
    for field in form:
        name = f"{prefix}-{field.name}" if prefix else field.html_name
        value = field.value()
        if field.field.disabled or field.name == "DELETE" or value is None:
            value = "" if value is None and not field.field.disabled else None
        if isinstance(value, list) and not hasattr(field.field, "choices"):
            value = field.field.prepare_value(value)
        if value is not None:
            values[name] = value
    return values


def errors(response: Any) -> list[str]:
    """Every message of the form and its lists, as a curator reads them."""
    assert response.status_code == 200, "the form was saved"
    found = list(response.context["errors"])
    return [str(message) for message in found]
