"""Pages in Chromium, from the disk and without a network: what the browser made of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = bool(os.environ.get("CI"))
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000",
)  # fmt: skip


def shown(path: Path, profile: Path, query: str = "", width: int = 1440) -> str:
    """The page as it stands after its scripts have run, as HTML."""
    assert CHROMIUM, "Chromium is not installed; on Debian: apt-get install chromium"
    command = [CHROMIUM, *_OPTIONS, f"--user-data-dir={profile}", f"--window-size={width},1000", "--dump-dom", path.as_uri() + query]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
