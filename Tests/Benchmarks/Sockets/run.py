"""The WebSocket engine beside its references, in one run: echo, memory of idle sockets, connect rate.

Each server has core 0 for itself and the driver core 1; servers take turns, and the median of the rounds counts. A
reference that is not installed is left out, and said to be. Nothing is asserted.

    python run.py [--seconds 3] [--rounds 3] [--sockets 10000]
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]
OUT = ROOT / ".artifacts" / "sockets"
SIZES = {"32 B": 32, "1 KiB": 1024, "64 KiB": 65536}


def build_driver():
    subprocess.run(["cc", "-O2", "-o", OUT / "load", HERE / "load.c"], check=True)


def ours(kind):
    binary = ROOT / ".build/release/Echo"
    return (f"clerk-live ({kind})", [str(binary)], {"SERVER": kind, "LIMITS": "raised"}, None)


def servers():
    """What can be run here, and what cannot: name, command, environment, reason for its absence."""
    yield ours("bare")
    yield ours("routes")
    yield uwebsockets()
    modules = "/usr/share/nodejs"
    has_ws = shutil.which("node") and pathlib.Path(modules, "ws").exists()
    missing = None if has_ws else "Debian's node-ws is not installed"
    yield ("ws (Node)", ["node", str(HERE / "node_echo.js")], {"NODE_PATH": modules}, missing)
    missing = None if installed("picows") else "PyPI's picows is not installed"
    yield ("picows (Python)", [sys.executable, str(HERE / "picows_echo.py")], {}, missing)


def installed(module):
    import importlib.util

    return importlib.util.find_spec(module)


def uwebsockets():
    name = "uWebSockets"
    spec = installed("socketify")
    if not spec:
        return (name, [], {}, "PyPI's socketify, which brings it along, is not installed")
    folder = pathlib.Path(spec.origin).parent
    binary = OUT / "uwebsockets"
    library = folder / "libsocketify_linux_amd64.so"
    command = ["cc", "-O2", "-o", binary, HERE / "uwebsockets_echo.c", library, f"-Wl,-rpath,{folder}"]
    built = subprocess.run(command, capture_output=True, text=True)
    missing = None if built.returncode == 0 else "it does not link here (Debian's libuv1 is needed)"
    return (name, [str(binary)], {}, missing)


@contextlib.contextmanager
def running(command, environment):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        ["taskset", "-c", "0", *command],
        env={**os.environ, **environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} does not listen")
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def drive(*arguments):
    command = ["taskset", "-c", "1", str(OUT / "load"), *map(str, arguments)]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(answer.stderr.strip())
    return json.loads(answer.stdout)


def measure(contenders, options):
    figures = {name: [] for name, *_ in contenders}
    for _ in range(options.rounds):
        for name, command, environment in contenders:
            row = {}
            with running(command, environment) as (port, pid):
                for title, size in SIZES.items():
                    sockets = 200 if size < 65536 else 20
                    echo = drive("echo", port, pid, sockets, size, options.seconds)
                    row |= {f"{title} {figure}": value for figure, value in echo.items()}
            with running(command, environment) as (port, pid):
                row |= drive("hold", port, pid, options.sockets)
            figures[name].append(row)
    return {name: {key: statistics.median(row[key] for row in rows) for key in rows[0]} for name, rows in figures.items()}


COLUMNS = {
    "32 B µs/echo": "32 B cpu_us",
    "32 B echoes/s": "32 B rate",
    "p50 µs": "32 B p50_us",
    "p99 µs": "32 B p99_us",
    "1 KiB µs/echo": "1 KiB cpu_us",
    "1 KiB echoes/s": "1 KiB rate",
    "64 KiB µs/echo": "64 KiB cpu_us",
    "64 KiB echoes/s": "64 KiB rate",
    "bytes/idle socket": "bytes",
    "connects/s": "connects",
    "µs/connect": "connect_cpu_us",
}


def report(results):
    lines = [["", *COLUMNS]]
    for name, row in results.items():
        lines.append([name, *(f"{row[key]:,.1f}" if row[key] < 1000 else f"{row[key]:,.0f}" for key in COLUMNS.values())])
    reference = results.get("uWebSockets")
    own = results["clerk-live (bare)"]
    if reference:
        ratios = [f"{own[key] / reference[key]:.2f}" if reference[key] > 0 else "–" for key in COLUMNS.values()]
        lines.append(["bare ÷ uWebSockets", *ratios])
    # One row a figure: there are more figures than servers.
    table = list(zip(*lines))
    widths = [max(len(cell) for cell in column) for column in zip(*table)]
    for line in table:
        print("  ".join(cell.ljust(width) if index == 0 else cell.rjust(width) for index, (cell, width) in enumerate(zip(line, widths))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sockets", type=int, default=10_000)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    build_driver()
    contenders = []
    for name, command, environment, missing in servers():
        if missing:
            print(f"left out: {name}: {missing}")
        else:
            contenders.append((name, command, environment))
    print(f"load {os.getloadavg()[0]:.1f} before; server on core 0, driver on core 1; median of {options.rounds} rounds")
    report(measure(contenders, options))


main()
