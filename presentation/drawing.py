"""Forms drawn as Django draws them, in two thirds of the time.

Django draws each field, label and option of a select with two templates or three, and a list of no
errors with one. The form of an initiative has a thousand of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

LABEL = "django/forms/label.html"
ERRORS = "django/forms/errors/list/ul.html"
INPUTS = ("checkbox", "hidden", "number", "text")


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: Any, request: Any = None) -> Any:
        if draw := WIDGETS.get(template_name):
            return draw(context["widget"])
        if template_name == LABEL:
            return _label(context)
        if template_name == ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _input(widget: Any) -> SafeString:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    start = f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}'
    return mark_safe(f"{start}{_attributes(widget['attrs'])}>")  # noqa: S308 (escaped)


def _textarea(widget: Any) -> SafeString:
    start = f'<textarea name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    return mark_safe(f"{start}\n{escape(widget['value'] or '')}</textarea>")  # noqa: S308 (escaped)


def _select(widget: Any) -> SafeString:
    lines = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            lines.append(f'<optgroup label="{escape(group)}">')
        lines += [
            f'<option value="{escape(it["value"])}"{_attributes(it["attrs"])}>'
            f"{escape(it['label'])}</option>"
            for it in options
        ]
        if group:
            lines.append("</optgroup>")
    return mark_safe("\n".join([*lines, "</select>"]))  # noqa: S308 (escaped)


def _label(context: Any) -> SafeString:
    label, tag = escape(context["label"]), context["tag"]
    if not context["use_tag"]:
        return label
    return mark_safe(f"<{tag}{_attributes(context['attrs'])}>{label}</{tag}>")  # noqa: S308 (escaped)


def _attributes(attributes: Mapping[str, Any] | None) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in (attributes or {}).items()
        if value is not False
    )


WIDGETS: dict[str, Callable[[Any], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    **{f"django/forms/widgets/{it}.html": _input for it in INPUTS},
}
