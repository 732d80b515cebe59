"""``stretchbreak completion``: the script by which a shell completes our commands, options and routines.

Only typer and the standard library are imported above, as in ``cli/routines.py``.
"""

# No deferred annotations: typer evaluates those of every command.
from pathlib import Path
from typing import Annotated, Literal

import typer

SCRIPTS = Path(__file__).with_name("completions")


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], typer.Argument(metavar="bash|zsh|fish", show_default=False)],
) -> None:
    """Print what makes the Tab key complete commands, options and routines.

    Its first lines say where it goes; for bash: eval "$(stretchbreak completion bash)" in ~/.bashrc.
    """
    typer.echo((SCRIPTS / f"stretchbreak.{shell}").read_text(encoding="utf-8"), nl=False)
