"""Tests that need LibreOffice are left out where it is not installed, except in continuous integration."""

from __future__ import annotations

import os

from extractor.sources import libreoffice

OFFICE = bool(libreoffice.program())
REQUIRED = bool(os.environ.get("CI"))


def pytest_report_header() -> str:
    left_out = "" if OFFICE or REQUIRED else "; LibreOffice is not installed: what is compared with it is left out"
    return f"sources: Word and OpenDocument files{left_out}"
