"""The text of an issue that was opened by a form: what GitHub writes, and how it is read back.

```
### Title

Why do stops appear twice?

### Competency

_No response_

### Before you send it

- [X] We are a team
- [ ] We have looked whether it was asked before
```

Anyone can edit an issue, so nothing in it is trusted: not even that an option was on the list.
GitHub does not quote what people write. An answer may hold a heading that looks like the next
question; where any line does, the text has two readings and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.forge.issues.form import Answers, Boxes, Choice, Form, Line, Question

# GitHub's own limit is 65,536 characters.
MOST = 70_000
_NONE = "_No response_"
_HEADING = "### "
_TICK = re.compile(r"- \[([ xX])\] (.*)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an issue, or the answer to one of its questions, is not taken, and what to do."""

    message: str
    fix: str
    label: str = ""


def print_body(form: Form, answers: Answers) -> str:
    """The text of the issue that GitHub makes of these answers."""
    parts = [
        f"{_HEADING}{question.label}\n\n{_printed(question, answers.get(question.id, ()))}"
        for question in form.questions
    ]
    return "\n\n".join(parts)


def is_of(form: Form, body: str) -> bool:
    """Whether the text of an issue begins as one does that was opened by this form."""
    return _lines(body)[:1] == [_HEADING + form.questions[0].label]


def read_body(form: Form, body: str) -> tuple[Answers, list[Refusal]]:
    """The answers in the text of an issue, and what is wrong with them."""
    if len(body) > MOST:
        return {}, [Refusal(f"the text has more than {MOST:,} characters", "say it in fewer words")]
    parts = _parts(form, _lines(body))
    if isinstance(parts, Refusal):
        return {}, [parts]
    answers: dict[str, tuple[str, ...]] = {}
    refusals: list[Refusal] = []
    for question, lines in zip(form.questions, parts, strict=True):
        found = _answer(question, "\n".join(lines).strip())
        if isinstance(found, Refusal):
            refusals.append(found)
        else:
            answers[question.id] = found
    return answers, refusals


def _lines(body: str) -> list[str]:
    """The lines from the first that is not blank; GitHub itself ends them in CR LF at times."""
    return body.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").split("\n")


def _parts(form: Form, lines: Sequence[str]) -> list[list[str]] | Refusal:
    """The lines below each question; a refusal where not each is asked once and in order."""
    labels = [question.label for question in form.questions]
    headings = [(number, line) for number, line in enumerate(lines) if _means(line, labels)]
    for number, line in headings:
        if line.removeprefix(_HEADING) not in labels or not line.startswith(_HEADING):
            return Refusal(
                f"line {number + 1} looks like a question of the form and is none",
                "take the marks of a heading out of that line",
            )
    asked = [line.removeprefix(_HEADING) for _, line in headings]
    if asked != labels:
        twice = next((label for label in asked if asked.count(label) > 1), "")
        lost = next((label for label in labels if label not in asked), "")
        what = f"“{twice}” stands there twice" if twice else f"“{lost}” is not there"
        if not twice and not lost:
            what = "the questions stand in another order"
        return Refusal(
            f"the text is not what the form “{form.title}” makes: {what}",
            "open a new issue by the form of today, and do not change its headings",
        )
    starts = [number for number, _ in headings]
    ends = [*starts[1:], len(lines)]
    return [list(lines[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]


def _means(line: str, labels: Sequence[str]) -> bool:
    """Whether people would take a line for the heading of a question."""
    words = line.strip()
    return words.startswith("#") and _plain(words) in {_plain(label) for label in labels}


def _plain(words: str) -> str:
    return " ".join(words.strip("#: \t").split()).casefold()


def _answer(question: Question, text: str) -> tuple[str, ...] | Refusal:
    if isinstance(question, Boxes):
        return _ticked(question, text)
    found: tuple[str, ...] = () if text in ("", _NONE) else (text,)
    if isinstance(question, Choice) and found:
        chosen = list(_chosen(question, text))
        unknown = next((option for option in chosen if option not in question.options), None)
        if unknown is not None or len(set(chosen)) < len(chosen):
            return Refusal(
                "the answer is none of the choices of today",
                "open a new issue by the form of today, and choose again",
                question.label,
            )
        found = tuple(question.options[option] for option in chosen)
    if isinstance(question, Line) and "\n" in text:
        return Refusal("the answer has several lines, and is one", "join them", question.label)
    if question.required and not found:
        return Refusal("it is not answered", "answer it", question.label)
    return found


def _chosen(question: Choice, text: str) -> Iterator[str]:
    """The options as GitHub joins them; those of a question with several hold no comma."""
    yield from text.split(", ") if question.multiple else (text,)


def _ticked(question: Boxes, text: str) -> tuple[str, ...] | Refusal:
    rows = [_TICK.fullmatch(line) for line in text.split("\n") if line.strip()]
    labels = [row.group(2).rstrip() if row else None for row in rows]
    if labels != [box.label for box in question.boxes]:
        return Refusal(
            "the boxes are not those of the form",
            "open a new issue by the form of today",
            question.label,
        )
    ticked = [bool(row and row.group(1) != " ") for row in rows]
    pairs = list(zip(question.boxes, ticked, strict=True))
    if any(box.required and not is_ticked for box, is_ticked in pairs):
        return Refusal("a box that must be ticked is not", "tick it if it is so", question.label)
    return tuple(box.value for box, is_ticked in pairs if is_ticked)


def _printed(question: Question, answer: Sequence[str]) -> str:
    if isinstance(question, Boxes):
        ticks = (f"- [{'X' if box.value in answer else ' '}] {box.label}" for box in question.boxes)
        return "\n".join(ticks)
    if isinstance(question, Choice):
        words = {value: text for text, value in question.options.items()}
        return ", ".join(words[value] for value in answer) or _NONE
    return next(iter(answer), _NONE)
