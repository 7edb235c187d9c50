"""``scripts/audit``: licences of what is installed, and no silence where vulnerabilities could not be looked up."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).resolve().parents[2] / "scripts" / "audit"
SKIPPED = {"name": "a", "skip_reason": "not found on PyPI"}
FINE: dict[str, Any] = {"name": "b", "version": "1", "vulns": []}
VULNERABLE: dict[str, Any] = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1"}]}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([SKIPPED, SKIPPED], 0, "not looked up (pip-audit reached no data on any of 2 packages)"),
        ([SKIPPED, FINE], 0, "0 known in 1 packages; 1 could not be looked up"),
        ([FINE, VULNERABLE], 1, "1 known in 2 packages"),
    ],
)
def test_what_could_not_be_looked_up_is_not_called_sound(
    tmp_path: Path, found: list[dict[str, Any]], code: int, said: str
) -> None:
    (tmp_path / "pip_audit.py").write_text(f"print({json.dumps(json.dumps({'dependencies': found}))})")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, AUDIT], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip().splitlines()[-1] == f"vulnerabilities: {said}"
    assert ("vulnerable: c 2: PYSEC-1" in done.stderr) == (code == 1)
    assert "not for run time" not in done.stderr
    assert len(done.stdout.splitlines()) > 50
