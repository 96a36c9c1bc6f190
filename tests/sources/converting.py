"""Many files converted by one start of LibreOffice, which takes seconds."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from extractor.sources import libreoffice


def converted(files: Mapping[str, bytes], folder: Path, to: str) -> dict[str, bytes]:
    """The files, by names without their endings, in the format `to` (`odt`, `txt:Text (encoded):UTF8`); all are `.docx` files.

    `folder` is an empty one for the work.
    """
    program = libreoffice.program()
    assert program, "LibreOffice is not installed; on Debian: apt-get install libreoffice-writer"
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    paths = [str(folder / f"{name}.docx") for name in files]
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.{to.partition(':')[0]}").read_bytes() for name in files}
