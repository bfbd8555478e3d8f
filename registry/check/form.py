"""The form of a record file: what load, `source` and `shape` find, code by code.

These findings come before there is a registry to check, so they are no row of `CHECKS`.
"""

from __future__ import annotations

from registry.problem import Explanation


def _form(code: str, rule: str, more: str) -> Explanation:
    return Explanation(code=code, group="form", rule=rule, more=more)


FORM: tuple[Explanation, ...] = (
    # load: which files there are
    _form(
        "stray-file",
        "Every file in a folder of records is a record, at the path of its kind, and no link.",
        "Move the file to the path that the message names, or delete it.",
    ),
    _form(
        "id-check-symbol",
        "The last symbol of an ID in a file name fits the twelve before it.",
        "Look for a mistyped symbol; a new ID comes from `sealbook issue`.",
    ),
    _form(
        "unreadable",
        "Every record file can be read.",
        "Look at the rights of the file; a record is a plain file, never a folder.",
    ),
    _form(
        "front-matter",
        "A policy begins with its fields between two lines of three hyphens.",
        "Write `---`, the fields, `---`, and then the text.",
    ),
    _form(
        "private-kind",
        "Candidates, attempts and appeals lie in a companion folder, never in the public registry.",
        "Move the file there; what was pushed once must be removed from history too.",
    ),
    _form(
        "missing-registry",
        "There is a `registry.yml`, which says who issues, where and in which language.",
        "Write one with name, url, email, origin, languages, zone and tiers.",
    ),
    _form(
        "same-id",
        "No two files have the same ID: the year in a path is a drawer, and no part of it.",
        "Delete one of the two files; a new case has a new ID.",
    ),
    # source: what the bytes may be
    _form(
        "too-large",
        "A record has at most 64 KiB.",
        "Keep long texts and lists elsewhere and link to them.",
    ),
    _form(
        "encoding",
        "A record is UTF-8 text without a byte order mark, and its lines end in LF.",
        "Save the file as UTF-8 without BOM, with line endings LF (Unix).",
    ),
    _form(
        "bidi",
        "No character changes the direction of the text around it.",
        "Delete the character; Arabic and Hebrew need none of them.",
    ),
    _form(
        "control-character",
        "There is no control, invisible, private or unassigned character; a tab is one too.",
        "Delete the character, or write blanks instead of the tab.",
    ),
    _form(
        "not-nfc",
        "Letters with accents are one character (Unicode normalisation form C).",
        "Run `sealbook check --fix`, or type the letter again.",
    ),
    # source: which YAML it may be
    _form(
        "yaml",
        "A record is one YAML document: a map of `name: value` lines.",
        "Indent with blanks, two for each level; quote text that holds `: ` or ` #`.",
    ),
    _form(
        "empty",
        "What is there says something: no file, text, list or map is empty.",
        "Fill it; where there is nothing to say, delete the line.",
    ),
    _form(
        "empty-value",
        "Every field has a value; `null` and `~` are none.",
        "Write the value, or delete the line: absent means none.",
    ),
    _form(
        "not-a-number",
        "Numbers are whole; there is no `.inf` and no `.nan`.",
        "Write a whole number, or put the text in quotes.",
    ),
    _form(
        "duplicate-key",
        "A field is written once.",
        "Keep one of the two lines.",
    ),
    _form(
        "boolean-key",
        "No name is a word that older YAML tools read as true or false: on, off, yes, no, y, n.",
        "Choose another name; for Norwegian write `nb`.",
    ),
    _form(
        "anchor",
        "There is no anchor (`&name`): a record says everything in its place.",
        "Delete the anchor, and write the value out where it is needed.",
    ),
    _form(
        "alias",
        "There is no alias (`*name`): a record says everything in its place.",
        "Write the value out; text that begins with `*` goes in quotes.",
    ),
    _form(
        "merge-key",
        "There is no merge key (`<<`): a record says everything in its place.",
        "Write the fields out.",
    ),
    _form(
        "tag",
        "There is no tag (`!name`): types follow from the schema.",
        "Delete the tag; text that begins with `!` goes in quotes.",
    ),
    _form(
        "too-deep",
        "Values are nested at most 16 levels deep.",
        "Look for a bracket too many.",
    ),
    # shape: what the schema of the kind says
    _form(
        "unknown-field",
        "A record has only the fields of its kind.",
        "Look for a misspelt name; the fields of each kind are on the page of fields.",
    ),
    _form(
        "missing-field",
        "A record has all the fields that its kind requires.",
        "Add the field.",
    ),
    _form(
        "one-of",
        "Where one of several fields must stand, exactly one does.",
        "Keep one of them; a second event is a row of its own.",
    ),
    _form(
        "wrong-type",
        "Text is text, numbers are whole numbers, lists are lists.",
        "Quote text that looks like a number; begin each row of a list with a hyphen.",
    ),
    _form(
        "wrong-form",
        "Slugs, references, IDs, digests, addresses and texts have their form.",
        "Write it like the example in the message.",
    ),
    _form(
        "not-allowed",
        "Where a field has a fixed choice of words, it is one of them.",
        "Write one of the words that the message names.",
    ),
    _form(
        "date",
        "A date is a day of the calendar, as year-month-day.",
        "Write it like 2026-12-14.",
    ),
    _form(
        "period",
        "A period is in years, months and days (ISO 8601): P3Y, P6M, P30D, P1Y6M.",
        "Write P, then numbers each with Y, M or D; weeks are days: P14D.",
    ),
    _form(
        "too-long",
        "A line has at most 200 characters, a text 2,000, an address 500.",
        "Say it in fewer words, or link to a longer text.",
    ),
    _form(
        "out-of-range",
        "A number lies in the range that its field allows.",
        "Write a number in that range.",
    ),
    _form(
        "repeated",
        "A list names nothing twice.",
        "Delete one of the two.",
    ),
    # layout: how the file is written
    _form(
        "layout",
        "A record file is written in the one layout, so that differences show only what changed.",
        "Run `sealbook check --fix`, which keeps comments.",
    ),
)
