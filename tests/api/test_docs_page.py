"""/api/v1/docs/: the documentation for people, which works offline."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_documentation_answers(client):
    answer = client.get(reverse("docs"))

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")


def test_the_documentation_brings_its_own_scripts_and_styles(client):
    html = client.get(reverse("docs")).content.decode()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', html)
    static = [address for address in addresses if address.startswith("/static/")]

    assert static
    assert [address for address in addresses if "//" in address] == []
    assert [
        address for address in static if not finders.find(address.removeprefix("/static/"))
    ] == []


def test_the_documentation_reads_the_schema_of_this_site(client):
    html = client.get(reverse("docs"), {"script": ""}).content.decode()

    assert reverse("schema") in html
