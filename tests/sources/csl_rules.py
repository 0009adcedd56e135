"""The rules of CSL-JSON that an exported item must keep, as a JSON schema of our own.

No Python package brings the schema of the CSL project, so this states the same from its
specification, version 1.0.2 (appendices III and IV, and the input data model): which types and
variables there are, and what a name and a date may hold. Nothing else is allowed.
"""

from typing import Any

TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
""".split()

TEXTS = """
    abstract annote archive archive-place authority call-number citation-key citation-label
    collection-title container-title dimensions division DOI event-title event-place genre ISBN
    ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL version
    volume-title year-suffix
""".split()

NUMBERS = """
    chapter-number citation-number collection-number edition issue locator number number-of-pages
    number-of-volumes page page-first part-number printing-number section supplement-number volume
""".split()

DATES = "accessed available-date event-date issued original-date submitted".split()

NAMES = """
    author chair collection-editor compiler composer container-author contributor curator director
    editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author
    script-writer series-creator translator
""".split()

TEXT = {"type": "string", "minLength": 1}
YEAR = {"type": "integer", "minimum": 1, "maximum": 9999}
MONTH = {"type": "integer", "minimum": 1, "maximum": 12}
DAY = {"type": "integer", "minimum": 1, "maximum": 31}

NAME: dict[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys(("family", "given", "suffix", "literal"), TEXT),
    "additionalProperties": False,
    "oneOf": [{"required": ["family"]}, {"required": ["literal"]}],
}

DATE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "prefixItems": [YEAR, MONTH, DAY],
            },
        },
        "season": {"type": "integer", "minimum": 1, "maximum": 4},
        "circa": {"const": True},
        "literal": TEXT,
    },
    "additionalProperties": False,
    "anyOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
}

RULES: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": TEXT,
            "type": {"enum": TYPES},
            **dict.fromkeys([*TEXTS, *NUMBERS], TEXT),
            **dict.fromkeys(DATES, DATE),
            **{name: {"type": "array", "minItems": 1, "items": NAME} for name in NAMES},
        },
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    },
}
