"""What CI does is what README says."""

from __future__ import annotations

from real import CHECKOUT


def test_ci_runs_exactly_the_test_command_of_the_readme() -> None:
    """The last line of `.ci/run` stands in README as it is."""
    command = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert command.endswith("pytest --cov")
    assert f"\n{command}\n" in (CHECKOUT / "README.md").read_text(encoding="utf-8")
