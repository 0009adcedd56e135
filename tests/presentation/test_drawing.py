"""What is drawn without templates is what Django's templates draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from presentation.drawing import Renderer

AWKWARD = ["", "a", 'a "quoted" <b>name</b> & more', "it’s", mark_safe("<i>said</i>"), 7, None]
CHOICES = [
    ("", "---------"),
    (None, "None"),
    (1, "One"),
    ("2", gettext_lazy("Yes")),
    ('"3"', "<Three> & 'more'"),
    ("Group & <co>", [("4", "Four"), (True, "True")]),
    (None, [("5", "Without a group")]),
]
ATTRIBUTES = [
    {},
    {"id": "id_it", "class": 'a "b"', "required": True, "disabled": False, "data-n": 3},
    {"data-none": None, "data-safe": mark_safe("&amp;")},
]


def drawn_by(renderer, template, context):
    return parse_html(renderer().render(template, context) or "<!---->")


def same(template, context):
    return drawn_by(Renderer, template, context) == drawn_by(DjangoTemplates, template, context)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("value", [*AWKWARD, ["4", "1"], [], True])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_a_select(widget, value, attributes):
    select = widget(choices=CHOICES)
    context = select.get_context('name "of" <it>', value, attributes)
    assert same(select.template_name, context)


def test_a_select_that_may_not_be_changed_in_part():
    class Some(forms.Select):
        def create_option(self, *args, **kwargs):
            option = super().create_option(*args, **kwargs)
            option["attrs"] |= {"disabled": True, "data-why": '"old" & <gone>'}
            return option

    select = Some(choices=CHOICES)
    assert same(select.template_name, select.get_context("name", "2", {}))


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("value", [*AWKWARD, 1234.5, "two\nlines\n", "\n", 0])
@pytest.mark.parametrize(
    "widget", [forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.Textarea]
)
def test_a_field(widget, value, attributes):
    context = widget(attributes).get_context('name "of" <it>', value, {"id": "id_it"})
    assert same(widget.template_name, context)


@pytest.mark.parametrize("value", [True, False, None, "yes", "<1>"])
def test_a_box_to_check(value):
    box = forms.CheckboxInput()
    assert same(box.template_name, box.get_context("name", value, {"id": "id_it"}))


@pytest.mark.parametrize("attributes", [*ATTRIBUTES, None])
@pytest.mark.parametrize("label", AWKWARD)
@pytest.mark.parametrize("use_tag", [True, False])
def test_a_label(label, use_tag, attributes):
    context = {"label": label, "attrs": attributes, "use_tag": use_tag, "tag": "legend"}
    assert same("django/forms/label.html", context)


class Form(forms.Form):
    name = forms.CharField(label="Your <name>")
    kind = forms.ChoiceField(choices=CHOICES, help_text="Choose one.")
    text = forms.CharField(widget=forms.Textarea, required=False)
    when = forms.DateField(widget=forms.SelectDateWidget, required=False)
    agreed = forms.BooleanField()
    number = forms.IntegerField(widget=forms.RadioSelect(choices=[(1, "One"), (2, "Two")]))


@pytest.mark.parametrize("data", [None, {}, {"name": "x" * 3, "kind": "<not one of them>"}])
def test_a_form_with_and_without_errors(data):
    theirs = Form(data, renderer=DjangoTemplates())
    ours = Form(data, renderer=Renderer())
    for draw in ("as_div", "as_p", "as_table"):
        assert parse_html(getattr(ours, draw)()) == parse_html(getattr(theirs, draw)())


def test_it_draws_the_forms_of_this_site():
    assert isinstance(Form().renderer, Renderer)
