"""LibreOffice, where it is installed, as a converter of last resort: to Word files, never to text, which mixes deleted words in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 120
"""Of waiting for one file; a long circular takes some five, the first start of a profile as many."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""No macros, and nothing that a file points to is fetched."""


class ConversionFailed(Exception):
    """LibreOffice is missing, took too long or gave nothing."""


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, suffix: str, to: str, filter: str = "") -> bytes:
    """A file's content in the format `to` (`docx`, say); `suffix` (`.doc`) is its own. Each call has a profile of its own.

    Raises ConversionFailed.
    """
    office = program()
    if office is None:
        raise ConversionFailed("LibreOffice is not installed")
    with TemporaryDirectory(prefix="hongtou-") as folder:
        source, profile, out = Path(folder, f"file{suffix}"), Path(folder, "profile"), Path(folder, "out")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
                   f"{to}:{filter}" if filter else to, "--outdir", str(out), str(source)]  # fmt: skip
        environment = {**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
        running = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ConversionFailed(f"LibreOffice took more than {SECONDS} seconds") from error
        finally:
            with suppress(ProcessLookupError, PermissionError):  # what it has started goes with it
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        made = out / f"file.{to}"
        if not made.is_file():
            raise ConversionFailed("LibreOffice cannot open it")
        return made.read_bytes()
