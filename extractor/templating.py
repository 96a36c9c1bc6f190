"""Where the Jinja2 templates are, and the one environment that fills them.

Templates stand beside the package in a checkout (`templates/`), and once installed in `share/hongtou/templates` of wherever
the installer puts data: the environment's folder, the user's, or that of `pip install --target`. One folder a stage.
"""

from __future__ import annotations

import os
import sysconfig
from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from markupsafe import Markup

SHARED = "page"
"""The folder of what all pages share: the style and the frame."""


def template_folder() -> Path:
    """The folder of all templates; raises FileNotFoundError naming the places where it was looked for."""
    beside = Path(__file__).resolve().parent.parent
    data = [beside, Path(sysconfig.get_path("data"))]
    if (user := f"{os.name}_user") in sysconfig.get_scheme_names():
        data.append(Path(sysconfig.get_path("data", user)))
    places = (beside / "templates", *(folder / "share" / "hongtou" / "templates" for folder in data))
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError("no templates in " + " or ".join(str(place) for place in places))


def _bytecode_cache() -> BytecodeCache | None:
    """Compiled templates, kept where only this user can write; None where the system has no such place."""
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (RuntimeError, OSError):
        return None


def environment(folder: str) -> Environment:
    """The environment for the templates of one stage (`folder` under `template_folder()`), beside those that all pages share.

    Everything is escaped for HTML, whatever the file is called, and a name that is missing is an error; a
    template of another format switches escaping off with `{% autoescape false %}`.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader([template_folder() / folder, template_folder() / SHARED], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_bytecode_cache(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals |= {"script": partial(_script, folder), "script_hash": partial(_script_hash, folder)}
    found.globals |= _FRAME
    return found


_FRAME: dict[str, object] = {"nav": (), "here": "", "base": "", "styled_by": "", "own_script": "", "scripts": ()}
"""What the frame of a page is given unless its template or caller says otherwise: links to other pages (label, address, whether it
is this one), what stands before `#` in links within the page, the folder that links start from, a style sheet (none: the page carries
the style in itself), the script of the template's folder that the page carries, and scripts that it names."""


def _script(folder: str, name: str) -> Markup:
    """A script of a stage's folder, to stand between `<script>` and `</script>` and nothing else."""
    from markupsafe import Markup

    return Markup((template_folder() / folder / name).read_text("utf-8"))


def _script_hash(folder: str, name: str) -> str:
    """What the page's Content-Security-Policy calls the script: no other one runs, whatever got into the page."""
    return f"sha256-{b64encode(sha256(_script(folder, name).encode()).digest()).decode()}"
