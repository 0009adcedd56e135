"""The rooms stand in one order, and nothing in them points up. (pyproject.toml checks imports.)"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS: list[str] = HOUSE["contracts"][0]["layers"][1:]  # below mtd_site, from top to bottom
DJANGOS_OWN = {"auth", "contenttypes"}


def may_point(room: str, target: str) -> bool:
    if target in DJANGOS_OWN:
        return room == "curation"
    return target in ROOMS and ROOMS.index(target) >= ROOMS.index(room)


def forbidden_relations(models_of_rooms: Iterable[type[models.Model]]) -> list[str]:
    """The relations that point up or out of the house, and those whose target is open."""
    faults = []
    for model in models_of_rooms:
        options = model._meta
        own_fields = [*options.local_fields, *options.local_many_to_many, *options.private_fields]
        for field in own_fields:
            if not field.is_relation:
                continue
            if field.related_model is None:
                faults.append(f"{options.label}.{field.name} points at any model")
                continue
            targets = [field.related_model, getattr(field.remote_field, "through", None)]
            faults += [
                f"{options.label}.{field.name} points at {target._meta.label}"
                for target in targets
                if target and not may_point(options.app_label, target._meta.app_label)
            ]
    return faults


def test_rooms_are_installed_in_their_order_before_everything_else():
    assert settings.INSTALLED_APPS[: len(ROOMS)] == ROOMS


def test_no_relation_points_up_or_out_of_the_house():
    models_of_rooms = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    assert forbidden_relations(models_of_rooms) == []


def test_presentation_has_no_models():
    assert list(apps.get_app_config("presentation").get_models()) == []


# That the check finds what it is for


@pytest.mark.django_isolate_apps("actors", "sources")
@pytest.mark.parametrize("relation", [models.ForeignKey, models.OneToOneField])
def test_a_key_that_points_up_is_found(relation):
    class Person(models.Model):
        class Meta:
            app_label = "actors"

    class Book(models.Model):
        author = relation(Person, models.CASCADE)

        class Meta:
            app_label = "sources"

    assert forbidden_relations([Person, Book]) == ["sources.Book.author points at actors.Person"]


@pytest.mark.django_isolate_apps("actors", "sources")
def test_a_string_that_points_up_is_found():
    class Book(models.Model):
        readers = models.ManyToManyField("actors.Person")  # type: ignore  # nothing of that name is installed

        class Meta:
            app_label = "sources"

    class Person(models.Model):
        class Meta:
            app_label = "actors"

    assert forbidden_relations([Book, Person]) == ["sources.Book.readers points at actors.Person"]


@pytest.mark.django_isolate_apps("actors", "sources")
def test_a_through_model_further_up_is_found():
    class Work(models.Model):
        cites = models.ManyToManyField("self", through="actors.Quotation")  # type: ignore  # nothing of that name is installed

        class Meta:
            app_label = "sources"

    class Quotation(models.Model):
        work = models.ForeignKey(Work, models.CASCADE, related_name="+")
        cited = models.ForeignKey(Work, models.CASCADE, related_name="+")

        class Meta:
            app_label = "actors"

    assert forbidden_relations([Work, Quotation]) == [
        "sources.Work.cites points at actors.Quotation"
    ]


@pytest.mark.django_isolate_apps("sources")
def test_an_open_target_is_found():
    class Note(models.Model):
        kind = models.ForeignKey(ContentType, models.CASCADE)
        number = models.PositiveIntegerField()
        target = GenericForeignKey("kind", "number")

        class Meta:
            app_label = "sources"

    assert forbidden_relations([Note]) == [
        "sources.Note.kind points at contenttypes.ContentType",
        "sources.Note.target points at any model",
    ]


@pytest.mark.django_isolate_apps("sources", "actors", "curation")
def test_only_curation_points_at_users():
    class Change(models.Model):
        author = models.ForeignKey(User, models.CASCADE)

        class Meta:
            app_label = "curation"

    class Diary(models.Model):
        author = models.ForeignKey(User, models.CASCADE)

        class Meta:
            app_label = "actors"

    assert forbidden_relations([Change, Diary]) == ["actors.Diary.author points at auth.User"]


@pytest.mark.django_isolate_apps("actors", "sources")
def test_relations_that_point_down_or_stay_are_allowed():
    class Work(models.Model):
        edition_of = models.ForeignKey("self", models.CASCADE)

        class Meta:
            app_label = "sources"

    class Person(models.Model):
        works = models.ManyToManyField(Work)

        class Meta:
            app_label = "actors"

    assert forbidden_relations([Work, Person]) == []
