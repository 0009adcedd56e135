from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from actors.models import Actor
from initiatives.models import Initiative
from presentation.middleware import API
from presentation.problems import Problem
from sources.models import Citation, Disagreement, Work
from tracks.models import Track


def home(request: HttpRequest) -> HttpResponse:
    """The circle of tracks, each a door, and what the base holds."""
    # The works behind a case support it as a whole: as citations they have no place in the work.
    passages = Citation.objects.public().exclude(locator="")
    totals = [
        (Initiative.objects.public().listed().count(), "initiatives", "initiatives:list"),
        (Actor.objects.public().listed().count(), "actors", "actors:list"),
        (Work.objects.public().listed().count(), "works", "sources:list"),
        (passages.listed().count(), "cited passages", "sources:list"),
        (Disagreement.objects.public().listed().count(), "disagreements", "disagreements:list"),
    ]
    tracks = sorted(Track.objects.public(), key=lambda track: (track.number % 1 > 0, track.number))
    focus = tracks[0] if tracks else None
    return render(request, "home.html", {"totals": totals, "tracks": tracks, "focus": focus})


def health(request: HttpRequest) -> HttpResponse:
    """Whether the site can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


# What answers where no view does


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return Problem(400)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return Problem(404)
    return defaults.page_not_found(request, exception)


def no_such_call(request: HttpRequest) -> HttpResponse:
    """Every other address of the API, so that it is answered as such in debugging too."""
    return Problem(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer, which passes; 500 for everything else."""
    passes = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if request.path.startswith(API):
        response: HttpResponse = Problem(503 if passes else 500)
    else:
        response = defaults.server_error(request)
        response.status_code = 503 if passes else 500
    if passes:
        response["Retry-After"] = "30"
    return response
