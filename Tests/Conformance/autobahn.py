#!/usr/bin/env python3
"""Holds the echo server against the Autobahn test suite, and fails unless every verdict is what it should be.

    python3 Tests/Conformance/autobahn.py SERVER            a sample, in less than a minute
    python3 Tests/Conformance/autobahn.py SERVER --all      every case; writes LEDGER.md

SERVER is the built example `Echo`. The suite's own program, wstest, runs under Python 2.7 alone; `.ci/setup conformance` installs it in
`.autobahn/` where that can be had. Where it cannot, this says so, and succeeds: nothing was found wrong. Reports, with the bytes on the
wire, are left in `.artifacts/conformance/`.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WSTEST = ROOT / ".autobahn" / "bin" / "wstest"
REPORTS = ROOT / ".artifacts" / "conformance"
LEDGER = HERE / "LEDGER.md"

# What a case is about, by the first number of its name.
SECTIONS = {
    1: "framing",
    2: "Pings and Pongs",
    3: "reserved bits",
    4: "reserved opcodes",
    5: "fragmentation",
    6: "UTF-8",
    7: "closing",
    9: "limits and performance",
    10: "automatic fragmentation",
    12: "compression: sizes and kinds of data",
    13: "compression: every offer",
}

# INFORMATIONAL is what the suite says where the protocol leaves the choice to the server.
GOOD = {"OK", "INFORMATIONAL"}

# One server each: its name in the reports, what `Echo` is told by the environment, and the cases, in parts that may run beside each other.
Run = collections.namedtuple("Run", "name title environment everything sample")

COMPRESSED = [["12.1.*", "12.2.*", "12.3.*"], ["12.4.*", "12.5.*"], ["13.1.*", "13.2.*", "13.3.*", "13.4.*"], ["13.5.*", "13.6.*", "13.7.*"]]
COMPRESSED_SAMPLE = ["12.1.1", "12.2.3", "12.4.4", "12.1.11"] + ["13.%d.%d" % (offer, 1 + offer % 4) for offer in range(1, 8)]

RUNS = [
    Run(
        "plain",
        "without compression",
        {"COMPRESSION": "off"},
        [["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"], ["9.*"]],
        [
            ["1.1.1", "1.1.6", "1.1.8", "1.2.1", "1.2.7", "2.*", "3.*", "4.1.3", "4.1.4", "4.2.1", "4.2.4", "5.*", "6.1.*", "6.2.*"]
            + ["6.3.*", "6.4.*", "6.6.*", "6.12.*", "6.20.*", "6.21.*", "7.*", "9.1.1", "9.2.1", "9.3.3", "9.5.3", "9.7.1", "10.*"]
        ],
    ),
    Run("deflate", "permessage-deflate, each message by itself", {"COMPRESSION": "all"}, COMPRESSED, [COMPRESSED_SAMPLE]),
    Run("takeover", "permessage-deflate, context kept where the client allows it", {"COMPRESSION": "takeover"}, COMPRESSED, [COMPRESSED_SAMPLE]),
]


@contextlib.contextmanager
def echo(server, environment):
    """The address of a running server; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = open(REPORTS / "server.log", "ab")
    process = subprocess.Popen(
        [server], env={**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(port), "LIMITS": "raised"}, stdout=log, stderr=log
    )
    try:
        wait_until_open(process, port)
        yield "ws://127.0.0.1:%d/echo" % port
        if process.poll() is not None:
            sys.exit("conformance: the server ended by itself, with %d; see %s" % (process.returncode, log.name))
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def wait_until_open(process, port):
    for _ in range(300):
        if process.poll() is not None:
            sys.exit("conformance: the server does not start; see %s" % (REPORTS / "server.log"))
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    sys.exit("conformance: the server does not listen on port %d" % port)


def fuzz(name, url, cases):
    """The suite's verdicts, by case."""
    folder = REPORTS / name
    folder.mkdir(parents=True)
    spec = folder / "spec.json"
    spec.write_text(json.dumps({"outdir": str(folder), "servers": [{"agent": name, "url": url}], "cases": cases, "exclude-cases": [], "exclude-agent-cases": {}}))
    with open(folder / "wstest.log", "wb") as log:
        status = subprocess.run([WSTEST, "-m", "fuzzingclient", "-s", spec], stdout=log, stderr=log, cwd=folder).returncode
    if status != 0:
        sys.exit("conformance: wstest failed with %d; see %s" % (status, folder / "wstest.log"))
    return json.loads((folder / "index.json").read_text())[name]


def verdicts(server, run, everything, parallel):
    parts = run.everything if everything else run.sample
    with echo(server, run.environment) as url, concurrent.futures.ThreadPoolExecutor(parallel) as pool:
        names = ["%s-%d" % (run.name, number) for number in range(1, len(parts) + 1)]
        found = {}
        for part in pool.map(fuzz, names, [url] * len(parts), parts):
            found.update(part)
    return {case: {verdict["behavior"], verdict["behaviorClose"]} for case, verdict in found.items()}


def number(case):
    return tuple(int(part) for part in case.split("."))


def bad(results):
    return sorted((case for case, verdict in results.items() if not verdict <= GOOD), key=number)


def table(results):
    """A line for each section."""
    sections = collections.defaultdict(dict)
    for case, verdict in results.items():
        sections[number(case)[0]][case] = verdict
    yield "| section | cases | OK | informational | anything else |"
    yield "| --- | ---: | ---: | --- | --- |"
    for section, cases in sorted(sections.items()):
        informational = sorted((case for case, verdict in cases.items() if verdict <= GOOD and verdict != {"OK"}), key=number)
        others = bad(cases)
        yield "| %d %s | %d | %d | %s | %s |" % (
            section, SECTIONS[section], len(cases), len(cases) - len(informational) - len(others),
            ", ".join(informational) or "–", ", ".join("%s %s" % (case, "/".join(sorted(cases[case]))) for case in others) or "–",
        )


def version():
    python = WSTEST.parent / "python"
    script = "import pkg_resources; print(pkg_resources.get_distribution('autobahntestsuite').version)"
    return subprocess.run([python, "-c", script], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def write_ledger(all_results):
    lines = (HERE / "ledger-head.md").read_text().replace("VERSION", version()).splitlines()
    for run, results in all_results:
        lines += ["", "## %s: %d cases" % (run.title[0].upper() + run.title[1:], len(results)), ""]
        lines += table(results)
    LEDGER.write_text("\n".join(lines) + "\n")


def main():
    arguments = argparse.ArgumentParser(description="The Autobahn test suite against the echo server.")
    arguments.add_argument("server", type=pathlib.Path, help="the built example Echo")
    arguments.add_argument("--all", action="store_true", help="every case, and a new LEDGER.md")
    options = arguments.parse_args()
    if not WSTEST.exists():
        print("conformance: SKIPPED: the Autobahn test suite runs under Python 2.7 alone, and there is none here (.ci/setup conformance looks for it)")
        return
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)

    all_results = []
    for run in RUNS:
        start = time.monotonic()
        results = verdicts(options.server.resolve(), run, options.all, parallel=2)
        all_results.append((run, results))
        print("conformance: %s: %d cases, %d wrong, in %d s" % (run.title, len(results), len(bad(results)), time.monotonic() - start), flush=True)
        for case in bad(results):
            print("conformance:   %s %s, see %s" % (case, "/".join(sorted(results[case])), REPORTS))
    if options.all:
        write_ledger(all_results)
    if any(bad(results) for _, results in all_results):
        sys.exit(1)


if __name__ == "__main__":
    main()
