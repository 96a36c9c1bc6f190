"""Without the extra `ocr`: what needs it is refused in one line that says what to install, all else goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.pdfs import Maker

NOTICE = "梅医保发〔2031〕6号\n关于调整缴费标准的通知\n各县医保局：\n个人缴费标准为每人每年390元。\n梅州市医疗保障局\n2031年5月6日\n"
_MISSING = "import sys\nsys.modules.update(dict.fromkeys(('rapidocr', 'onnxruntime', 'cv2')))\n"
_ADVICE = "to have it read (OCR), install hongtou with its extra ocr (docs/install.md)"


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """The environment of a Python that finds none of the extra's libraries."""
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(_MISSING, "utf-8")
    paths = (str(tmp_path / "start"), str(Path(__file__).resolve().parents[2]))
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


@pytest.mark.parametrize("command", [("extract",), ("add", "--yes")])
def test_pictures_and_scans_are_refused_in_a_line_each(command: tuple[str, ...], without: dict[str, str], tmp_path: Path) -> None:
    received = tmp_path / "received"
    received.mkdir()
    (tmp_path / "corpus").mkdir()
    (received / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (received / "b.pdf").write_bytes(Maker().picture().page().bytes())
    (received / "c.txt").write_text(NOTICE, "utf-8")
    done = subprocess.run([sys.executable, "-m", "extractor", *command, "received"], capture_output=True, text=True, cwd=tmp_path, env=without)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("hongtou: ")][:2] == [
        f"hongtou: a.png: is a picture; {_ADVICE}",
        f"hongtou: b.pdf: is a scan: its pages are pictures without a text layer; {_ADVICE}"]  # fmt: skip
    assert "梅医保发〔2031〕6号" in done.stdout
