"""The queue of persons whose publicity nobody has reviewed."""

from __future__ import annotations

from typing import Any

from actors.models import Actor
from curation.desk import Line, Queue, register, visible_entries


@register
class UnreviewedPersons(Queue):
    name = "unreviewed-persons"
    place = 7
    title = "Persons not reviewed"
    about = (
        "Persons who cannot be published before somebody has checked how they became publicly "
        "known in connection with such work."
    )
    empty = "Every person was reviewed."
    kind = Actor.KIND
    note = "Why"

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        rows = visible_entries(Actor, user).filter(publicity=Actor.Publicity.UNREVIEWED)
        rows = rows.exclude(status=Actor.Status.WITHDRAWN).order_by("created", "pk")
        found = rows.values_list("slug", "created", "basis_note")
        return [Line((Actor.KIND, slug), when, why=why) for slug, when, why in found[start:stop]]

    def address(self, line: Line) -> str:
        assert line.entry
        return f"{line.entry.form}#id_publicity"
