"""The output folder is old or new, never in between: proved by killing writers at every step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.build import swap
from extractor.build.swap import recover, replace_folder

WRITER = """
import os, signal, sys
from pathlib import Path
from extractor.build import swap

folder, step, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
if not exchange:
    swap._exchange = lambda one, other: False
steps = 0

def count(event, arguments):
    global steps
    if event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "open", "ctypes.dlsym"):
        if any(str(folder.parent) in str(argument) for argument in arguments) or event == "ctypes.dlsym":
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

def fill(target):
    for number in range(4):
        (target / f"{number}.txt").write_text("new")

sys.addaudithook(count)
swap.replace_folder(folder, fill)
"""


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


OLD = {f"{number}.txt": "old" for number in range(4)}
NEW = {f"{number}.txt": "new" for number in range(4)}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text)


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_killed_at_any_step_leaves_old_or_new(tmp_path: Path, way: str) -> None:
    seen = set()
    for step in range(1, 200):
        folder = tmp_path / str(step) / "out"
        folder.mkdir(parents=True)
        write(folder, OLD)
        done = subprocess.run([sys.executable, "-c", WRITER, str(folder), str(step), way])
        if way == "exchange":
            assert contents(folder) in (OLD, NEW), f"killed at step {step}, before any recovery"
        recover(folder)
        found = contents(folder)
        assert found in (OLD, NEW), f"killed at step {step}"
        assert [path.name for path in folder.parent.iterdir()] == ["out"]
        seen.add(found["0.txt"])
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    assert done.returncode == 0, "the writer has more steps than this test tries"
    assert step > 10
    assert seen == {"old", "new"}


def test_killed_between_the_two_renames_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    (tmp_path / ".out.old").mkdir()
    write(tmp_path / ".out.old", OLD)
    (tmp_path / ".out.ready").mkdir()
    write(tmp_path / ".out.ready", NEW)
    recover(tmp_path / "out")
    assert contents(tmp_path / "out") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failing_writer_leaves_the_old_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    write(folder, OLD)

    def fill(target: Path) -> None:
        (target / "0.txt").write_text("new")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        replace_folder(folder, fill)
    assert contents(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_first_writer_needs_no_folder_and_no_parent(tmp_path: Path) -> None:
    replace_folder(tmp_path / "a" / "out", lambda target: write(target, NEW))
    assert contents(tmp_path / "a" / "out") == NEW


def test_old_files_do_not_stay(tmp_path: Path) -> None:
    replace_folder(tmp_path / "out", lambda target: write(target, OLD))
    replace_folder(tmp_path / "out", lambda target: write(target, {"0.txt": "new"}))
    assert contents(tmp_path / "out") == {"0.txt": "new"}


def test_without_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    replace_folder(tmp_path / "out", lambda target: write(target, OLD))
    replace_folder(tmp_path / "out", lambda target: write(target, NEW))
    assert contents(tmp_path / "out") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    slow = (
        "import sys, time\nfrom pathlib import Path\nfrom extractor.build.swap import replace_folder\n"
        "def fill(target):\n"
        "    (target / 'a').write_text(sys.argv[2]); print('filling', flush=True); time.sleep(0.5)\n"
        "    (target / 'b').write_text(sys.argv[2])\n"
        "replace_folder(Path(sys.argv[1]), fill)\n"
    )
    first = subprocess.Popen([sys.executable, "-c", slow, str(folder), "1"], stdout=subprocess.PIPE)
    assert first.stdout is not None and first.stdout.readline() == b"filling\n"
    second = subprocess.Popen([sys.executable, "-c", slow, str(folder), "2"], stdout=subprocess.DEVNULL)
    assert (first.wait(30), second.wait(30)) == (0, 0)
    assert contents(folder) == {"a": "2", "b": "2"}
    first.stdout.close()


def test_killed_from_outside_at_odd_moments(tmp_path: Path) -> None:
    """A writer that runs over and over is killed at moments that it does not choose."""
    folder = tmp_path / "out"
    loop = (
        "import sys\nfrom pathlib import Path\nfrom extractor.build.swap import replace_folder\n"
        "number = 0\n"
        "while True:\n"
        "    number += 1\n"
        "    replace_folder(Path(sys.argv[1]), lambda t: [(t / f'{i}').write_text(str(number)) for i in range(20)])\n"
    )
    replace_folder(folder, lambda target: [(target / f"{i}").write_text("0") for i in range(20)] and None)
    for milliseconds in range(150, 250, 10):
        process = subprocess.Popen([sys.executable, "-c", loop, str(folder)])
        time.sleep(milliseconds / 1000)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        recover(folder)
        found = contents(folder)
        assert len(found) == 20 and len(set(found.values())) == 1
