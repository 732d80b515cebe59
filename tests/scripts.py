"""An editor that does as it is told: a real program, with one step for each time that it is opened."""

from __future__ import annotations

import sys
from pathlib import Path

EDITOR = """\
import sys
from pathlib import Path
script, file = Path(sys.argv[1]), Path(sys.argv[2])
steps = script.read_text().split("~")
script.write_text("~".join(steps[1:]))
exec(steps[0])
"""


def scripted_editor(folder: Path, *steps: str) -> str:
    """The command of an editor that does these steps, in which ``file`` is what it was opened with."""
    program, script = folder / "editor.py", folder / "steps"
    program.write_text(EDITOR)
    script.write_text("~".join(steps))
    return f"'{sys.executable}' -I '{program}' '{script}'"
