"""What the desk lists: queues of entries that somebody should look at, and its tools.

Rooms add their queues in ``queues.py``, which the app of this room imports. No queue may take
longer with more entries: each is one query that an index answers, and none is counted to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar

from django.db.models import CharField, F, Value
from django.urls import reverse

from curation.entries import entry_models
from curation.models import Entry
from curation.revised import WRITE
from curation.rows import Natural
from curation.withheld import Veil, may_see

COUNTED = 100
"""A queue with more than these has “more than 100”."""


@dataclass
class Line:
    """An entry in a queue: since when, by whom and why it stands there."""

    natural: Natural
    when: datetime | None = None
    who: str = ""
    why: str = ""
    besides: Natural | None = None
    """The other entry, where two stand there together."""
    entry: Named | None = None
    other: Named | None = None
    address: str = ""


@dataclass(frozen=True)
class Named:
    """What a line shows of an entry, read without the rest of its row."""

    natural: Natural
    pk: int
    title: str
    status: str
    version: int

    @property
    def kind(self) -> str:
        return str(entry_models()[self.natural[0]]._meta.verbose_name)

    @property
    def state(self) -> str:
        return Entry.Status(self.status).label.lower()

    @property
    def form(self) -> str:
        options = entry_models()[self.natural[0]]._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.pk])

    @property
    def review(self) -> str:
        return reverse("admin:curation_review", args=self.natural)


class Queue:
    """One list of the desk. Those of rooms derive from it and say what stands in it."""

    name: ClassVar[str]
    place: ClassVar[int]
    title: ClassVar[str]
    about: ClassVar[str]
    """Why entries stand there, and what to do with them."""
    empty: ClassVar[str]
    is_mine: ClassVar[bool] = False
    is_on_index: ClassVar[bool] = True
    kind: ClassVar[str] = ""
    """The only kind that can stand there, if there is just one."""
    since: ClassVar[str] = "Since"
    by: ClassVar[str] = ""
    note: ClassVar[str] = ""
    """The headings of what lines say: when, and if they do, who and why."""
    can_be_looked_at: ClassVar[bool] = False

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        """The lines from ``start`` to ``stop``, of one kind or of all, without their names."""
        raise NotImplementedError

    def address(self, line: Line) -> str:
        """Where to do something about it."""
        assert line.entry
        return line.entry.review

    @property
    def page(self) -> str:
        return reverse("admin:curation_queue", args=[self.name])


@dataclass(frozen=True)
class Tool:
    label: str
    url_name: str
    permission: str = WRITE
    arguments: tuple[str, ...] = ()


_queues: dict[str, Queue] = {}

TOOLS = [
    Tool("Bring in entries from a file", "admin:curation_import", "curation.import_entries"),
    Tool("Export entries", "admin:curation_export"),
    Tool("Likely duplicates", "admin:curation_likely_duplicates"),
    Tool("Merges and imports, and taking them back", "admin:curation_batch_changelist"),
    Tool("Published lately", "admin:curation_queue", arguments=("published",)),
    Tool("The history of all entries", "admin:curation_revision_changelist"),
]
"""What the desk leads to besides entries; rooms append theirs, in ``queues.py`` as well."""


def register(queue: type[Queue]) -> type[Queue]:
    _queues[queue.name] = queue()
    return queue


def queues() -> list[Queue]:
    return sorted(_queues.values(), key=lambda queue: queue.place)


def queue_of(name: str) -> Queue | None:
    return _queues.get(name)


def overview(user: Any, shown: int = 5) -> list[dict[str, Any]]:
    """Each queue with its first lines and how many there are: a query each, and one for names."""
    on_index = [queue for queue in queues() if queue.is_on_index]
    found = [(queue, queue.lines(user, "", 0, COUNTED + 1)) for queue in on_index]
    give_names(((queue, lines[:shown]) for queue, lines in found), user)
    return [
        {
            "queue": queue,
            "lines": lines[:shown],
            "number": f"more than {COUNTED}" if len(lines) > COUNTED else str(len(lines)),
        }
        for queue, lines in found
    ]


def give_names(queues_with_lines: Iterable[tuple[Queue, list[Line]]], user: Any) -> None:
    """Read what lines show of their entries, all in one query; lines of what is gone are left."""
    together, veil = list(queues_with_lines), Veil(user)
    lines = [line for _, lines in together for line in lines]
    found = _named({it for line in lines for it in (line.natural, line.besides) if it})
    for queue, some in together:
        for line in some:
            line.entry = found.get(line.natural)
            line.other = found.get(line.besides) if line.besides else None
            line.address = queue.address(line) if line.entry else ""
            line.why = veil.text(line.why)


def _named(naturals: Iterable[Natural]) -> dict[Natural, Named]:
    parts = []
    for kind, group in groupby(sorted(naturals), key=lambda natural: natural[0]):
        model = entry_models()[kind]
        rows = model._default_manager.filter(slug__in=[slug for _, slug in group]).order_by()
        rows = rows.annotate(is_a=Value(kind, CharField()), title_now=F(model.TITLE))
        parts.append(rows.values_list("is_a", "slug", "pk", "title_now", "status", "version"))
    if not parts:
        return {}
    return {
        (kind, slug): Named((kind, slug), *more)
        for kind, slug, *more in parts[0].union(*parts[1:], all=True)
    }


def visible_entries(model: type[Entry], user: Any) -> Any:
    rows = model._default_manager.all()
    return rows if may_see(user) else rows.exclude(model.withheld_q())
