"""Runs ``align publish`` with clients that write all they do: one process a line of JSON on its standard input.

Clients read on import how talkative they are, which takes seconds; so this process imports them once and is forked. A
line has ``command``, ``env`` and the files ``stdout`` and ``stderr``; the answer is the exit code.
"""

import json
import os
import sys

import datasets  # noqa: F401
from client_constants import constants_of
from huggingface_hub import constants

import align.commands.publish
import align.publish.build
import align.publish.hub  # noqa: F401
from align.cli import main


def publish(command: list[str], env: dict[str, str], stdout: str, stderr: str) -> None:
    """Run the command in this process, to its end."""
    os.environ.update(env)
    for descriptor, path in ((1, stdout), (2, stderr)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), descriptor)
    for name, value in constants_of(env).items():
        setattr(constants, name, value)
    sys.argv = ["align", *command]
    main()


if __name__ == "__main__":
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            code = 70
            try:
                publish(**json.loads(line))
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
