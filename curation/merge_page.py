"""What a merge would do, as the page shows it before anything happens."""

from __future__ import annotations

from typing import Any

from curation.differences import Place
from curation.documents import Document, entry_of, find_entry
from curation.entries import entry_models
from curation.joining import Joined, links_in
from curation.labels import Labels
from curation.models import FormerSlug
from curation.reading import differences
from curation.rows import Natural
from curation.withheld import Veil

LISTED = 100
NAMES = ("name", "title", "question")
"""The fields, one of each kind, that an entry is called by."""


def shown(joined: Joined, user: Any) -> dict[str, Any]:
    """The context of the page: what is taken over, what is lost, what falls together, who links."""
    return _Shown(joined, user).context()


class _Shown:
    def __init__(self, joined: Joined, user: Any) -> None:
        self.joined, self.user = joined, user
        self.hidden = Veil(user).naturals
        self.kept, self.gone = entry_of(joined.kept), entry_of(joined.gone)
        now = {entry_of(document): document for document in joined.documents}
        self.documents: dict[Natural, list[Document]] = {
            self.kept: [joined.kept, joined.gone, now[self.kept]]
        }
        for document in joined.touched:
            natural = entry_of(document)
            self.documents[natural] = [document, now[natural]]
        self.labels: dict[Natural, Labels] = {}

    def context(self) -> dict[str, Any]:
        labels = self._of(self.kept)
        assert labels
        now = self.joined.documents[0]
        former = FormerSlug.objects.filter(kind=self.gone[0], slug=self.gone[1])
        return {
            "taken": differences(labels, self.joined.kept, now),
            "lost": self._lost(),
            "together": self._together(),
            "between": self._between(),
            "linking": (linking := self._linking())[:LISTED],
            "more": len(linking[LISTED:]),
            "drafts": self._drafts(),
            "former": [*former.values_list("old", flat=True), self.gone[1]],
        }

    def _of(self, natural: Natural) -> Labels | None:
        """The words for the places of an entry; nothing where the curator may not see it."""
        if natural in self.hidden:
            return None
        if natural not in self.labels:
            documents = self.documents.get(natural)
            if documents is None:  # a draft beside it fell together with itself
                documents = [{"entry": natural[0], "slug": natural[1]}]
            self.labels[natural] = Labels(documents, self.user)
        return self.labels[natural]

    def _lost(self) -> list[dict[str, Any]]:
        rows = []
        for it in self.joined.lost:
            labels = self._of(it.natural)
            if labels and labels.may_show(it.place):
                rows.append(
                    {
                        "entry": "" if it.natural == self.kept else self._name(it.natural),
                        "label": labels.place(it.place),
                        "stays": labels.value(it.place, it.stays),
                        "goes": labels.value(it.place, it.goes),
                    }
                )
        return rows

    def _together(self) -> list[dict[str, Any]]:
        return [
            {"entry": self._name(natural), "stays": stays, "goes": goes}
            for natural, first, second in self.joined.together
            if (stays := self._part(natural, first)) and (goes := self._part(natural, second))
        ]

    def _between(self) -> list[dict[str, Any]]:
        return [
            {"entry": self._name(natural), "part": part}
            for natural, place in self.joined.between
            if (part := self._part(natural, place))
        ]

    def _part(self, natural: Natural, place: Place) -> str:
        labels = self._of(natural)
        return labels.place(place).part if labels and labels.may_show(place) else ""

    def _linking(self) -> list[dict[str, Any]]:
        refs = self.joined.refs
        rows = [
            self._row(natural, links_in(document, refs))
            for document in self.joined.touched
            if (natural := entry_of(document)) not in self.hidden
        ]
        return sorted(rows, key=lambda row: (row["kind"], row["name"]))

    def _drafts(self) -> list[dict[str, Any]]:
        naturals = dict.fromkeys(self.joined.drafts)
        return [self._row(natural, 0) for natural in naturals if natural not in self.hidden]

    def _row(self, natural: Natural, number: int) -> dict[str, Any]:
        kind = str(entry_models()[natural[0]]._meta.verbose_name)
        return {"natural": natural, "kind": kind, "name": self._name(natural), "number": number}

    def _name(self, natural: Natural) -> str:
        documents = self.documents.get(natural)
        if documents is None:
            return str(find_entry(natural))
        return next((documents[0][it] for it in NAMES if it in documents[0]), natural[1])
