"""The desk as a whole: every page opens, and the edition rises when it should."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.admin import ReadOnlyAdmin
from curation.entries import entry_models, named_models, part_models
from curation.models import (
    DifferentPair,
    Edition,
    FormerSlug,
    KeptFile,
    LoadedDocument,
    Revision,
)
from curation.review_admin import RevisionAdmin
from curation.revisions import Who
from initiatives.models import Coding
from tests import factories
from tests.admin_forms import address, errors, filled_in

pytestmark = pytest.mark.django_db

ROOMS = {"curation", "sources", "tracks", "actors", "initiatives"}
REGISTERED = [
    model
    for model in admin.site._registry
    if model._meta.app_label in ROOMS and model not in (Coding, KeptFile)  # with other pages
]
LOOKED_AT = (ReadOnlyAdmin, RevisionAdmin)
EDITED = [model for model in REGISTERED if not isinstance(admin.site._registry[model], LOOKED_AT)]


def name(model):
    return model._meta.label


def make(model):
    if model is Edition:
        return Edition.objects.create(pk=1, number=7)
    if model is LoadedDocument:
        return LoadedDocument.objects.create(kind="actor", slug="norway", collection="curated")
    if model is DifferentPair:
        return DifferentPair.objects.create(kind="actor", slug="norge", other="norway")
    if model is FormerSlug:
        return FormerSlug.objects.create(
            kind="actor", old="norge", slug=factories.make_actor(slug="norway").slug
        )
    if model is Revision:
        actor = factories.make_actor()
        return revisions.withdraw(("actor", actor.slug), 1, Who(reason="Asked for"))
    maker = {"guidelinephase": "phase", "frameworktrack": "framework_track"}
    return getattr(factories, f"make_{maker.get(model._meta.model_name, model._meta.model_name)}")()


@pytest.mark.parametrize("model", REGISTERED, ids=name)
def test_every_changelist_opens(admin_client, model):
    make(model)
    assert admin_client.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name)
def test_every_change_page_opens(admin_client, model):
    assert admin_client.get(address(make(model)), follow=True).status_code == 200


@pytest.mark.parametrize("model", EDITED, ids=name)
def test_every_add_page_opens(admin_client, model):
    assert admin_client.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", EDITED, ids=name)
def test_every_list_can_be_searched(admin_client, model):
    row = make(model)
    response = admin_client.get(address(model, "changelist"), {"q": "zzz nothing"})
    assert response.status_code == 200
    assert row not in response.context["cl"].result_list


@pytest.mark.parametrize("model", EDITED, ids=name)
def test_a_form_that_is_sent_back_as_it_was_is_accepted(admin_client, model):
    row = make(model)
    response = admin_client.post(address(row), filled_in(admin_client.get(address(row))))
    assert response.status_code == 302
    assert Edition.current().number == 0


@pytest.mark.parametrize("model", [Edition, LoadedDocument], ids=name)
def test_what_the_machinery_writes_is_only_looked_at(admin_client, model):
    row = make(model)
    assert admin_client.get(address(model, "add")).status_code == 403
    assert admin_client.post(address(row), {}).status_code == 403
    assert admin_client.get(address(row, "delete")).status_code == 403


@pytest.mark.parametrize("model", set(REGISTERED) - {Revision}, ids=name)
def test_who_may_only_look_can_open_every_page(client, django_user_model, model):
    guest = django_user_model.objects.create_user("guest", is_staff=True)
    guest.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(guest)
    row = make(model)
    assert client.get(address(row)).status_code == 200
    assert client.post(address(row), {}).status_code == 403


def test_every_model_is_registered_or_edited_with_its_entry():
    inlines = {
        inline.model for desk in admin.site._registry.values() for inline in desk.inlines or []
    }
    models = {
        *named_models().values(),
        *part_models(),
        Edition,
        LoadedDocument,
        FormerSlug,
        Revision,
    }
    assert models - inlines - set(admin.site._registry) == set()


def test_no_list_of_choices_can_grow_long(admin_client):
    """Every link is an autocomplete, or leads to tracks of diplomacy or of a framework."""
    short = {"track", "main_track", "from_track", "to_track", "framework_track", "preferred"}
    for model in EDITED:
        context = admin_client.get(address(model, "add")).context
        forms = [context["adminform"].form]
        forms += [inline.formset.empty_form for inline in context["inline_admin_formsets"]]
        for form in forms:
            for field_name, field in form.fields.items():
                widget = getattr(field.widget, "widget", field.widget)
                if hasattr(field, "queryset") and field_name not in short and not widget.is_hidden:
                    assert hasattr(widget, "get_url"), f"{model.__name__}: {field_name}"


def test_the_desk_says_whose_it_is(admin_client):
    assert b"Multi-track diplomacy" in admin_client.get(reverse("admin:index")).content


def test_no_page_of_the_desk_holds_an_inline_script_or_style(admin_client):
    html = admin_client.get(address(factories.make_participation().initiative)).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert html.count("<script") == html.count("<script src=") + html.count(
        '<script id="django-admin-'
    )


# View on site


@pytest.mark.parametrize("model", entry_models().values(), ids=name)
def test_a_published_entry_links_its_page(admin_client, model):
    row = make(model)
    response = admin_client.get(address(row))
    assert f'href="{row.get_absolute_url()}" class="viewsitelink"' in response.content.decode()


def test_a_draft_links_no_page(admin_client):
    row = factories.make_actor(status="draft")
    assert b"viewsitelink" not in admin_client.get(address(row)).content


# The edition


def save(client, row, button="_save", reason="Looked it up", **edits):
    page = client.get(address(row))
    data = filled_in(page, **edits) | {"reason": reason, button: "Yes"}
    return client.post(address(row), data)


def test_looking_at_pages_leaves_the_edition(admin_client):
    row = factories.make_actor()
    for page in (address(row), address(row, "changelist")):
        admin_client.get(page)
    assert Edition.current().number == 0


def test_a_draft_of_a_published_entry_leaves_the_entry_and_the_edition(admin_client):
    row = factories.make_actor(name="Norge")
    assert save(admin_client, row, name="Norway").status_code == 302
    row.refresh_from_db()
    assert row.name == "Norge"
    assert Edition.current().number == 0


def test_publishing_a_change_raises_the_edition_once(admin_client):
    row = factories.make_actor(basis="general-knowledge")
    assert save(admin_client, row, "_publish", name="Norway").status_code == 302
    row.refresh_from_db()
    assert row.name == "Norway"
    assert Edition.current().number == 1


def test_publishing_a_change_of_a_part_raises_the_edition_once(admin_client):
    phase = factories.make_phase(basis="general-knowledge")
    step = factories.make_step(phase=phase, basis="general-knowledge")
    save(admin_client, phase, "_publish", **{"steps-0-statement": "Listen."})
    step.refresh_from_db()
    assert step.statement == "Listen."
    assert Edition.current().number == 1


def test_an_entry_is_modified_when_a_part_is_published_and_not_by_a_draft(admin_client):
    phase = factories.make_phase(basis="general-knowledge")
    factories.make_step(phase=phase, basis="general-knowledge")
    before = phase.modified
    save(admin_client, phase, **{"steps-0-statement": "Listen."})
    phase.refresh_from_db()
    assert phase.modified == before
    save(admin_client, phase, "_publish", **{"steps-0-statement": "Hear."})
    phase.refresh_from_db()
    assert phase.modified > before


def test_a_form_with_errors_leaves_the_edition(admin_client):
    row = factories.make_actor()
    response = save(admin_client, row, name="")
    assert errors(response) != []
    assert Edition.current().number == 0


def test_a_change_of_a_draft_leaves_the_edition(admin_client):
    row = factories.make_actor(status="draft")
    save(admin_client, row, name="Norway")
    row.refresh_from_db()
    assert row.name == "Norway"
    assert Edition.current().number == 0


def test_a_new_entry_is_a_draft_and_leaves_the_edition(admin_client):
    page = admin_client.get(address(Actor, "add"))
    new = {"kind": "state", "name": "Norway", "slug": "norway"}
    admin_client.post(address(Actor, "add"), filled_in(page, **new))
    assert Actor.objects.get().status == "draft"
    assert Edition.current().number == 0


def test_no_entry_is_deleted_from_its_form_or_its_list(admin_client):
    row = factories.make_actor()
    assert admin_client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    admin_client.post(
        address(Actor, "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    assert Actor.objects.get() == row


# Deleting what has no status


def test_a_name_that_works_bear_is_not_deleted(admin_client):
    name_on_work = factories.make_contribution().contributor
    response = admin_client.post(address(name_on_work, "delete"), {"post": "yes"})
    assert response.status_code == 200
    assert response.context["protected"]
    assert Edition.current().number == 0


def test_a_name_that_nothing_bears_is_deleted(admin_client):
    unused = factories.make_contributor()
    assert admin_client.post(address(unused, "delete"), {"post": "yes"}).status_code == 302
    assert not type(unused).objects.exists()


# Addresses


def test_the_slug_of_a_published_entry_is_fixed(admin_client):
    published, draft = factories.make_actor(), factories.make_actor(status="draft")
    assert "slug" not in admin_client.get(address(published)).context["adminform"].form.fields
    assert "slug" in admin_client.get(address(draft)).context["adminform"].form.fields


def test_a_former_slug_leads_to_an_entry_that_is_there(admin_client):
    factories.make_actor(slug="norway")
    page = address(FormerSlug, "add")
    new = {"kind": "actor", "old": "norge", "slug": "nowhere"}
    response = admin_client.post(page, filled_in(admin_client.get(page), **new))
    assert errors(response) == ["No entry of this kind has this slug."]
    response = admin_client.post(
        page, filled_in(admin_client.get(page), **new | {"slug": "norway"})
    )
    assert response.status_code == 302
    assert Edition.current().number == 1
