"""Takes the pictures of docs/zh from the real pages of the sample corpus, in Chromium; run `python docs/pictures.py` after pages change.

Needs `chromium` (or its path in CHROMIUM) with Chinese fonts (Debian: chromium, fonts-noto-cjk), and Pillow (the extra `ocr`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "zh" / "pictures"
_SIZE = (1200, 900)
_COLOURS = 64
_TITLE = "关于做好2019年居民基本医疗保险工作的通知"


def pages(generated: Path) -> dict[str, Path]:
    """The page of each picture. Raises StopIteration where the circular has none."""
    report = generated / "report"
    circular = next(page for page in sorted(report.glob("c-*.html")) if f"<title>{_TITLE}" in page.read_text("utf-8"))
    return {"front": generated / "index.html", "findings": report / "findings.html", "tasks": report / "tasks.html",
            "place": report / "p-371000.html", "circular": circular}


def take(page: Path, picture: Path, home: Path) -> None:
    """The top of a page as a PNG of few colours, so that the file is small."""
    shot = home / "shot.png"
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
    window = f"--window-size={_SIZE[0]},{_SIZE[1]}"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home / 'browser'}", window]
    subprocess.run([browser, *options, f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(ROOT / "corpus", home / "corpus")
        subprocess.run([sys.executable, "-m", "extractor", "build"], cwd=home, check=True, stdout=subprocess.DEVNULL)
        for name, page in pages(home / "generated_rules").items():
            take(page, PICTURES / f"{name}.png", home)


if __name__ == "__main__":
    main()
