"""Look the pinned libraries up among the known advisories; where these cannot be reached, say so and leave it out."""

from __future__ import annotations

import subprocess
import sys
from urllib.error import URLError
from urllib.request import urlopen

ADVISORIES = "https://pypi.org/pypi/pip/26.0/json"
"""A page of the service that pip-audit asks."""


def main() -> int:
    """The exit status of pip-audit: 1 where a library has a known fault; 0 also where nobody can be asked."""
    try:
        with urlopen(ADVISORIES, timeout=15) as answer:
            answer.read(1)
    except (URLError, OSError) as error:
        print(f"pip-audit left out: the advisories cannot be reached from here ({error})")
        return 0
    command = [sys.executable, "-m", "pip_audit", "--requirement", "constraints.txt", "--disable-pip", "--progress-spinner", "off"]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
