"""Python and JavaScript judge every bundle of the corpus alike: the same verdict, the same step."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from registry.site.asset import asset
from registry.site.verification.verifier import config
from registry.site.verification.words import catalogue
from registry.verify.steps import steps_of, table
from tests.corpus import Trial, sound
from tests.corpus_broken import broken

JUDGE = Path(__file__).parent / "judge.mjs"
Json = Any
NO_ED25519 = "crypto.subtle.importKey = () => Promise.reject(Error('not supported'));"


@pytest.fixture(scope="module")
def node() -> str:
    """Node, whose WebCrypto is that of browsers; skips where there is none."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on the PATH")
    return found


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script exactly as it is published."""
    file = tmp_path_factory.mktemp("script") / "verify.mjs"
    file.write_bytes(asset("verify.mjs").content)
    return file


def judged(
    node: str, verifier: Path, trials: list[dict[str, Json]], told: dict[str, Json] | None = None
) -> list[dict[str, Json]]:
    """The verdicts of JavaScript."""
    file = verifier.with_suffix(".json")
    file.write_text(json.dumps({"table": told or table(), "trials": trials}))
    command = [node, "--no-warnings", str(JUDGE), str(verifier), str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    verdicts: list[dict[str, Json]] = json.loads(run.stdout)
    return verdicts


def test_twins(node: str, verifier: Path) -> None:
    """Each trial, sound or broken, gets the same state, step, kind and rows from both."""
    trials = [*sound(), *broken()]
    found = judged(node, verifier, [one.options() for one in trials])
    assert len(found) == len(trials)
    differing = {
        one.name: (mine, its)
        for one, its in zip(trials, found, strict=True)
        if (mine := _python(one)) != its
    }
    assert not differing
    valid = {one.name for one, its in zip(trials, found, strict=True) if its["real"] == "valid"}
    assert valid == {one.name for one in sound() if one.step is None}


def _python(one: Trial) -> dict[str, Json]:
    verdict = one.judged()
    return {
        "state": verdict.state,
        "real": verdict.real,
        "step": verdict.step,
        "kind": verdict.kind,
        "rows": dict(verdict.rows),
    }


def test_the_page_is_told_the_same_table(node: str, verifier: Path) -> None:
    """What the page gets of the table leads to the same verdicts."""
    one = sound()[0]
    told = config(
        catalogue("en"),
        issuer="Guild",
        host="odpg.example",
        origin="odpg.example/sealbook",
        roots=one.roots,
        threshold=one.threshold,
    )
    trials = [one for one in sound() if one.origin == "odpg.example/sealbook"]
    given = [one.options() for one in trials]
    short = judged(node, verifier, given, told)
    assert short == judged(node, verifier, given)


def test_a_table_without_a_step_makes_nothing_valid(node: str, verifier: Path) -> None:
    """JavaScript refuses to say valid if the table leaves out any step that it knows."""
    whole = table()["steps"]
    shorter = [
        [step for step in whole if step["code"] != left_out.code] for left_out in steps_of("script")
    ]
    asked = [{**sound()[0].options(), "steps": told} for told in (whole, *shorter)]
    first, *others = judged(node, verifier, asked)
    assert first["real"] == "valid"
    assert {one["real"] for one in others}.isdisjoint({"valid"})


def test_without_ed25519_nothing_is_said(node: str, verifier: Path) -> None:
    """A browser that cannot check signatures says so: grey, neither good nor bad."""
    old = verifier.with_name("old.mjs")
    old.write_text(f"{NO_ED25519}\n{verifier.read_text()}")
    trials = [sound()[0], broken()[0]]
    found = judged(node, old, [one.options() for one in trials])
    assert {(one["state"], one["step"]) for one in found} == {("unchecked", "browser")}


def test_budget() -> None:
    """The published script has at most 10 KB, before any compression."""
    assert len(asset("verify.mjs").content) <= 10 * 1024
