"""The generated folder that a person means: a folder, or a git revision that holds one."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.rules.model import RulesError
from extractor.rules.write import PARAMETERS


@contextmanager
def tree(name: str, generated: Path) -> Iterator[Path]:
    """The folder called `name`, or the one at `generated` in the git revision `name`, unpacked for as long as it is used.

    Raises RulesError where `name` is neither.
    """
    folder = Path(name)
    for candidate in (folder, folder / generated) if folder.is_dir() else ():
        if (candidate / PARAMETERS).is_dir():
            yield candidate
            return
    if folder.is_dir():
        raise RulesError(f"{name} 中没有规则文件（{PARAMETERS}/），请给出 hongtou build 写出的目录")
    with tempfile.TemporaryDirectory(prefix="hongtou-") as unpacked:
        with tarfile.open(fileobj=io.BytesIO(_archive(name, generated))) as archive:
            archive.extractall(unpacked, filter="data")
        yield Path(unpacked)


def _archive(revision: str, generated: Path) -> bytes:
    """The generated folder of a revision as a tar file."""
    if revision.startswith("-"):
        raise RulesError(f"“{revision}”既不是目录，也不是 git 版本")
    relative = Path(os.path.relpath(generated)).as_posix()
    return _git("archive", "--format=tar", f"{revision}:{relative if relative.startswith('../') else f'./{relative}'}")


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise RulesError("没有安装 git，只能比较两个目录") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip()
        raise RulesError(f"“{arguments[-1]}”既不是目录，也不是 git 版本中的目录（{reason}）") from None
