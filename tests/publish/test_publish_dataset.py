"""The script for cron: the token stays off the command line, and nothing is published twice."""

import subprocess
import sys
from pathlib import Path

from publish.corpus import seed
from publish.local_hub import TOKEN, LocalHub

from align.project.folder import write_run

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "publish_dataset"
OPTIONS = ("--repo-id", "tester/corpus", "--license", "mit", "--splits", "50/0/50")


def run(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_publishes_every_project_of_a_folder_and_only_what_is_new(
    hub: LocalHub, environment: dict[str, str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        write_run(tmp_path / "projects" / f"seeds-{name}", seed(name).bitext)
    (tmp_path / "projects" / "notes").mkdir()
    (tmp_path / "token").write_text(TOKEN)
    by_file = {**environment, "HF_TOKEN": "", "HF_TOKEN_PATH": str(tmp_path / "token")}
    done = run(by_file, tmp_path / "projects", *OPTIONS)
    assert done.returncode == 0, done.stderr
    assert "documents: test 1, train 1" in done.stdout
    assert "nothing changed" in run(by_file, tmp_path / "projects", *OPTIONS).stdout
    assert hub.head("tester/corpus").title == "Revision 1"


def test_a_token_on_the_command_line_is_refused_and_not_repeated(hub: LocalHub, environment, tmp_path: Path) -> None:
    for arguments in (("--token", TOKEN), (f"--token={TOKEN}",), (f"https://user:{TOKEN}@hub",)):
        done = run(environment, tmp_path, *OPTIONS, *arguments)
        assert done.returncode == 2
        assert "does not belong on the command line" in done.stderr
        assert TOKEN not in done.stdout + done.stderr
    assert hub.requests == []


def test_a_folder_without_projects_is_refused(hub: LocalHub, environment, tmp_path: Path) -> None:
    assert "holds no project" in run(environment, tmp_path, *OPTIONS).stderr
