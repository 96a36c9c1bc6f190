"""Tests that need a browser are left out where Chromium is not installed, except in continuous integration."""

from __future__ import annotations

from tests.report.browser import CHROMIUM, REQUIRED


def pytest_report_header() -> str:
    used = "in Chromium" if CHROMIUM else "which is missing" if REQUIRED else "left out, no Chromium (apt-get install chromium)"
    return f"report: pages in a browser: {used}"
