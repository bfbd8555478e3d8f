"""The scripts a newcomer runs: they set `.venv` up, say plainly what is missing, then keep quiet.

Each case runs on a copy of the scripts beside a stand-in package, with an index nobody answers.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = sorted(path for path in (ROOT / "scripts").glob("*.py") if path.name != "_venv.py")
STAND_IN = """\
import signal, sys
try:
    print(sys.argv[1:], flush=True)
    if "wait" in sys.argv:
        signal.pause()
except KeyboardInterrupt:
    sys.exit(130)
sys.exit(7 if "fail" in sys.argv else 0)
"""


def load(root: Path) -> ModuleType:
    """The module `_venv` of the copy at `root`."""
    spec = importlib.util.spec_from_file_location("_venv", root / "scripts/_venv.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["_venv"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A repository with the real scripts and locks, and a package that tells its arguments."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry/__init__.py").touch()
    (tmp_path / "registry/__main__.py").write_text(STAND_IN)
    return tmp_path


@pytest.fixture
def complete(copy: Path) -> Path:
    """The same, with a `.venv` that is stamped complete for every lock."""
    venv = load(copy)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv.VENV], check=True)
    venv.write_stamp(venv.wanted_stamp("lint"))
    return copy


@pytest.fixture
def closed_index() -> Iterator[dict[str, str]]:
    """An environment in which pip asks a port of this machine where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        environment = {key: value for key, value in os.environ.items() if "PIP_" not in key}
        yield environment | {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": f"http://127.0.0.1:{bound.getsockname()[1]}/",
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RETRIES": "1",
        }


def run(
    root: Path,
    script: str,
    *arguments: str,
    env: dict[str, str] | None = None,
    before: str = "pass",
) -> subprocess.CompletedProcess[str]:
    """Run a script of the copy; `before` is Python that runs ahead of it in its process."""
    path = root / "scripts" / script
    program = (
        f"import runpy, sys; sys.path.insert(0, {str(path.parent)!r}); "
        f"sys.argv = {[script, *arguments]!r}; {before}; "
        f"runpy.run_path({str(path)!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.name)
def test_old_python_can_read_the_refusal(path: Path) -> None:
    """Every script parses on Python 3.6, so that it can say that 3.6 is too old."""
    tree = ast.parse(path.read_text(), feature_version=(3, 6))
    future = [node for node in tree.body if getattr(node, "module", "") == "__future__"]
    assert not future  # `annotations` is a syntax error before 3.7
    if path.name != "_python.py":
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert ast.unparse(imports[0]) == "import _python"


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.name)
def test_old_python_is_refused_in_one_line(path: Path) -> None:
    """On Python 3.10 a script ends with code 2 and one line that names both versions."""
    old = "sys.version_info = (3, 10, 13, 'final', 0)"
    result = run(ROOT, path.name, before=old)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Sealbook needs Python 3.11 or newer, and this is 3.10")
    assert result.stderr.count("\n") == 1


def test_missing_venv_module_names_the_package(copy: Path) -> None:
    """A Python without ensurepip, as Debian ships it, is told which package to install."""
    result = run(copy, "build.py", before="sys.modules['ensurepip'] = None")
    major, minor = sys.version_info[:2]
    assert result.returncode == 2
    assert result.stderr.endswith(f"apt install python{major}.{minor}-venv\n")
    assert "Traceback" not in result.stderr


def test_unreachable_index_is_could_not_and_leaves_no_stamp(
    copy: Path, closed_index: dict[str, str]
) -> None:
    """With no answer from the index: code 3, one plain line, and the next run starts over."""
    for _ in range(2):
        result = run(copy, "build.py", env=closed_index)
        assert result.returncode == 3
        assert "pip cannot reach the package index." in result.stderr
        assert "Traceback" not in result.stderr
        assert not (copy / ".venv/sealbook-stamp.json").exists()
        assert not (copy / ".venv/left-behind").exists()
        (copy / ".venv/left-behind").touch()


def test_complete_environment_is_used_as_it_is(
    complete: Path, closed_index: dict[str, str]
) -> None:
    """A stamp that fits means no call of pip: the command runs at once, with its arguments."""
    result = run(complete, "build.py", "--today", "2026-03-01", env=closed_index)
    assert result.stdout == "['build', '--today', '2026-03-01']\n"
    assert result.stderr == "To look at it: python3 scripts/serve.py\n"
    assert result.returncode == 0


@pytest.mark.parametrize("changed", ["requirements/build.txt", "pyproject.toml"])
def test_changed_lock_is_installed(
    complete: Path, closed_index: dict[str, str], changed: str
) -> None:
    """A change of what is to be installed is noticed."""
    with (complete / changed).open("a") as file:
        file.write("# changed\n")
    result = run(complete, "build.py", env=closed_index)
    assert result.returncode != 0
    assert result.stdout == ""
    assert not (complete / ".venv/sealbook-stamp.json").exists()


def test_exit_code_of_the_command_is_the_scripts(complete: Path) -> None:
    """What the command ends with, the script ends with, and a failure invites nobody to look."""
    result = run(complete, "build.py", "fail")
    assert result.returncode == 7
    assert result.stderr == ""


def test_interrupt_ends_without_a_traceback(complete: Path) -> None:
    """Ctrl-C lets the server end in its own way, and shows no traceback."""
    process = subprocess.Popen(
        [sys.executable, complete / "scripts/serve.py", "wait"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell starts what runs in the background deaf to Ctrl-C, and its children with it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "['serve', 'wait']\n"
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert errors == ""


def test_no_browser_says_what_to_install(complete: Path, tmp_path: Path) -> None:
    """Without `chromium`, and with no means to install it, the tests do not start."""
    result = run(complete, "test.py", env={"PATH": str(tmp_path)})
    assert result.returncode == 2
    assert "apt install chromium" in result.stderr
    assert "Traceback" not in result.stderr


def test_growing_keeps_what_is_right() -> None:
    """An environment may grow only if Python, folder and every lock that it shares are the same."""
    venv = load(ROOT)

    def stamp(**changes: object) -> object:
        return venv.Stamp(**({"python": "3.11.7", "root": "/r", "locks": {"build": "b"}} | changes))

    wanted = stamp(locks={"test": "t", "build": "b"})
    assert not venv.can_grow(None, wanted)
    assert not venv.can_grow(stamp(python="3.11.8"), wanted)
    assert not venv.can_grow(stamp(root="/moved"), wanted)
    assert not venv.can_grow(stamp(locks={"build": "old"}), wanted)
    assert not venv.can_grow(stamp(locks={"test": "old", "build": "b"}), wanted)
    assert venv.can_grow(stamp(), wanted) == venv.PYTHON.exists()


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("WARNING: Retrying (Retry(total=4)) after connection broken by ...", 3),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", 1),
        ("ERROR: No matching distribution found for typst", 1),
    ],
)
def test_failure_of_pip_is_named(
    output: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No answer, a wrong file and anything else are told apart."""
    stop = load(ROOT).pip_failure("build", output)
    assert stop.code == code
    assert (capsys.readouterr().err == "") == (code == 3)
