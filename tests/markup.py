"""A page as a reader and a browser take it: its text, its links and anchors, faults of its HTML."""

import re
from html.parser import HTMLParser
from typing import Any

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr main nav ol p pre section table ul".split()
)
ONLY_TEXT_WITHIN = frozenset("p h1 h2 h3 h4 h5 h6 span b i cite strong summary label".split())
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody", "tfoot"},
    "summary": {"details"},
    "figcaption": {"figure"},
}


class Markup(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        """(address, rel) of each link."""
        self.elements: list[tuple[str, dict[str, str]]] = []
        """(tag, attributes) of each element."""
        self.faults: list[str] = []
        self.headings: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    @property
    def text(self) -> str:
        """What a reader reads, with single spaces."""
        return re.sub(r"\s+", " ", "".join(self.words)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)
        if tag in BLOCKS or tag in ("li", "td", "th", "dt", "dd", "br", "option", "title"):
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in VOID and "svg" not in self._open:
            self._fault(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS or tag in ("li", "td", "th", "dt", "dd", "option", "title"):
            self.words.append(" ")
        if tag not in self._open:
            self._fault(f"</{tag}> was never opened")
            return
        while (last := self._open.pop()) != tag:
            self._fault(f"<{last}> is not closed before </{tag}>")

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "svg"} & {*self._open}:
            self.words.append(data)

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) > len({*names}):
            self._fault(f"<{tag}> has an attribute twice")
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if "style" in names or any(name.startswith("on") for name in names):
            self._fault(f"<{tag}> has a style or a script of its own")
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append((values.get("href", ""), values.get("rel", "")))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        self._check_place(tag)

    def _check_place(self, tag: str) -> None:
        parent = self._open[-1] if self._open else ""
        if "svg" in self._open:
            return
        if parent in CHILDREN and tag not in CHILDREN[parent]:
            self._fault(f"<{tag}> stands directly in <{parent}>")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self._fault(f"<{tag}> stands directly in <{parent}>")
        if tag in BLOCKS and (within := ONLY_TEXT_WITHIN & {*self._open}):
            self._fault(f"<{tag}> stands in <{min(within)}>")
        if tag in ("a", "button") and {"a", "button"} & {*self._open}:
            self._fault(f"<{tag}> stands in a link or a button")

    def _fault(self, what: str) -> None:
        line, column = self.getpos()
        self.faults.append(f"line {line}, column {column}: {what}")


def markup(answer: Any) -> Markup:
    """Of a response, or of HTML."""
    return Markup(answer if isinstance(answer, str) else answer.content.decode())


def faults(answer: Any) -> list[str]:
    """What is wrong with a page by itself: tags, ids, headings, anchors that lead nowhere."""
    page = markup(answer)
    found = list(page.faults)
    found += [f"id “{name}” twice" for name in {*page.ids} if page.ids.count(name) > 1]
    if page.headings.count("h1") != 1:
        found.append(f"{page.headings.count('h1')} h1")
    found += [
        f"{address} leads nowhere"
        for address in {address for address, _ in page.links if address.startswith("#")}
        if address[1:] not in page.ids
    ]
    found += [f"a link without an address: “{address}”" for address, _ in page.links if not address]
    return found
