"""A program that runs `vocli` as a fresh process would, from a parent that has the libraries ready.

    python warm.py serve SOCKET          waits for callers and forks a child for each
    python -S warm.py SOCKET ARGS...     is `vocli ARGS...` in the caller's folder, on its streams

For tests of scripts around vocli, which start it again and again: what is tested are the scripts. The child
has imported nothing of vocli's command line, so it settles language and configuration itself.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

_LONGEST = 1_000_000


def serve(path: str) -> None:
    """Answer until the parent goes away; each caller sends its streams, folder, environment and arguments."""
    import typer  # noqa: F401

    from vocli.pipeline import check_files  # noqa: F401 - brings pandas and scipy, which take long

    compile_patterns()

    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        print("ready", flush=True)
        while True:
            caller, _ = door.accept()
            with caller:
                message, streams, _, _ = socket.recv_fds(caller, _LONGEST, 3)
                answer(caller, json.loads(message), streams)


def compile_patterns() -> None:
    """The detectors' patterns, which wait for a first text and take a second then: children inherit them."""
    import vocli.privacy  # noqa: F401

    for name, module in [*sys.modules.items()]:
        if name.startswith("vocli.privacy."):
            for pattern in vars(module).values():
                if hasattr(type(pattern), "__getattr__"):  # one that stands for a pattern
                    for method in ("search", "finditer", "fullmatch", "match", "sub"):
                        getattr(pattern, method, None)


def answer(caller: socket.socket, asked: dict[str, object], streams: list[int]) -> None:
    """Run the command in a child and send its exit code."""
    child = os.fork()
    if child == 0:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        # The streams of the parent know whether theirs could seek.
        sys.stdin, sys.stdout, sys.stderr = (
            open(i, "w" if i else "r", closefd=False)  # noqa: SIM115
            for i in range(3)
        )
        os.chdir(str(asked["folder"]))
        os.environ.clear()
        os.environ.update(asked["environment"])  # type: ignore[call-overload]
        os._exit(run(list(asked["arguments"])))  # type: ignore[call-overload]
    for stream in streams:
        os.close(stream)
    caller.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def run(arguments: list[str]) -> int:
    """The exit code of `vocli arguments` in this process."""
    from vocli.cli import main

    sys.argv = ["vocli", *arguments]
    try:
        main.run()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def call(path: str, arguments: list[str]) -> int:
    """Have the command run elsewhere and return its exit code."""
    asked = {"folder": str(Path.cwd()), "environment": dict(os.environ), "arguments": arguments}
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(path)
        socket.send_fds(caller, [json.dumps(asked).encode()], [0, 1, 2])
        return int(caller.recv(16))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    sys.exit(call(sys.argv[1], sys.argv[2:]))
