"""Names that must not be told: who is withheld, and what is said instead."""

from __future__ import annotations

from typing import Any

from curation.entries import entry_models
from curation.models import FormerSlug
from curation.rows import Natural

SEE_WITHHELD = "curation.see_withheld"
NOT_SHOWN = "(not shown: it names somebody who is withheld)"


def may_see(user: Any) -> bool:
    return user is not None and bool(user.has_perm(SEE_WITHHELD))


def withheld_entries() -> list[Any]:
    return [
        entry
        for model in entry_models().values()
        for entry in model._default_manager.filter(model.withheld_q())
    ]


def withheld_naturals() -> set[Natural]:
    """Who is withheld, by every address that they have or had."""
    found: set[Natural] = {(entry.KIND, entry.slug) for entry in withheld_entries()}
    if found:
        rows = FormerSlug.objects.values_list("kind", "old", "slug")
        found |= {(kind, old) for kind, old, slug in rows if (kind, slug) in found}
    return found


class Veil:
    """What stands between a curator and the names that are withheld; nothing for who may see."""

    def __init__(self, user: Any) -> None:
        entries = [] if may_see(user) else withheld_entries()
        self.names = [name for entry in entries for name in (entry.slug, *entry.names())]

    def text(self, text: str) -> str:
        return NOT_SHOWN if any(name in text for name in self.names) else text

    def lines(self, error: Exception) -> list[str]:
        """The sentences of a refusal, none of which tells a name."""
        return list(dict.fromkeys(map(self.text, str(error).splitlines())))
