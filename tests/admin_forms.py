"""What a browser would send from an admin form: its fields as they were shown, then the edits."""

from typing import Any

from django.db import connection
from django.forms import ModelMultipleChoiceField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

Rows = list[dict[str, Any]]


def address(row: Any, page: str = "change") -> str:
    """``admin:<app>_<model>_<page>`` of a row, or of a model for its changelist and add page."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if page in {"change", "delete", "history"} else [])


def filled_in(response: Any, new: dict[str, Rows] | None = None, /, **edits: Any) -> dict[str, Any]:
    """The POST data of a shown form with ``edits``, and ``new`` rows by the prefix of their list.

    A row that is there already is edited by its name in the form:
    ``**{"participations-0-role": "host"}``.
    """
    form = response.context["adminform"].form
    data = _values(form)
    hidden = {"_based_on": "based_on", "_token": "token"}
    data |= {name: response.context[key] for name, key in hidden.items() if key in response.context}
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
        if field.field.disabled or field.name == "DELETE":
            continue
        value = field.value()
        if value is None:
            value = [] if isinstance(field.field, ModelMultipleChoiceField) else ""
        values[f"{prefix}-{field.name}" if prefix else field.html_name] = value
    return values


def errors(response: Any) -> list[str]:
    """Every message of the form and its lists, as a curator reads them."""
    assert response.status_code == 200, "the form was saved"
    found = [*_messages(response.context["adminform"].form.errors)]
    for inline in response.context["inline_admin_formsets"]:
        found += list(inline.formset.non_form_errors())
        for form_errors in inline.formset.errors:
            found += _messages(form_errors)
    return found


def _messages(form_errors: Any) -> list[str]:
    return [message for messages in form_errors.values() for message in messages]


def queries_to_open(client: Any, page: str) -> int:
    """How many queries a page takes, once Django remembers the content types."""
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
