"""The two ends of a way, as somebody types them: ``kind:slug``, or a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import Any

from actors.models import Actor
from connections.search import find
from curation.entries import entry_models
from initiatives.models import Initiative

ENDS: dict[str, Any] = {model.KIND: model for model in (Actor, Initiative)}
"""The kinds of entries that ways lead between."""
LONGEST_TEXT = 200
SUGGESTED = 10
REF = re.compile(r"([a-z-]+):([a-z0-9]+(?:-[a-z0-9]+)*)")


class UnusableEndError(ValueError):
    """What was typed can be no end of a way; the message says why, for the one who typed it."""


class UnknownEndError(UnusableEndError):
    """Nothing public is there under this address or name."""


class OpenEndError(Exception):
    """A name that several entries have, or only part of one; ``offered`` are those it may mean."""

    def __init__(self, offered: list[Any]) -> None:
        super().__init__()
        self.offered = offered


def one_text(texts: Sequence[str]) -> str:
    """The one text given for an end, without the blanks around it; empty where there is none."""
    if len(texts) > 1:
        raise UnusableEndError("Give this once.")
    text = texts[0].strip() if texts else ""
    if len(text) > LONGEST_TEXT:
        raise UnusableEndError(f"Give at most {LONGEST_TEXT} characters.")
    if "\0" in text:
        raise UnusableEndError("This has a character that no name has.")
    return text


def by_ref(text: str) -> Any:
    """The public entry ``kind:slug``."""
    match = REF.fullmatch(text)
    if not match or match[1] not in entry_models():
        raise UnusableEndError("Give kind:slug, as in actor:norway or initiative:oslo-channel.")
    kind, slug = match.groups()
    if kind not in ENDS:
        raise UnusableEndError(f"Ways join actors and initiatives; a {kind} has none.")
    entry = ENDS[kind].objects.public().under(slug)
    if entry is None:
        raise UnknownEndError(f"There is no {kind} “{slug}”.")
    return entry


def by_ref_or_name(text: str) -> Any:
    """The public entry ``kind:slug``, or the only one of just this name."""
    match = REF.fullmatch(text)
    if match and match[1] in entry_models():
        return by_ref(text)
    offered = suggested(text)
    named = [entry for entry in offered if entry.name.casefold() == text.casefold()]
    if len(named) == 1:
        return named[0]
    if not offered:
        raise UnknownEndError(f"No actor and no initiative here has the words “{text}”.")
    raise OpenEndError(offered)


def suggested(text: str) -> list[Any]:
    """At most SUGGESTED public actors and initiatives with these words, the best of both first."""
    found = [group.entries for group in find(text, ENDS)]
    return [entry for entry in chain(*zip_longest(*found)) if entry][:SUGGESTED]
