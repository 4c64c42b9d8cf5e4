"""The demo as a process of its own, with its embedded development Clerk, on ports nobody else uses."""

import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / ".artifacts"
STARTS_WITHIN = 30
STOPS_WITHIN = 20


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class DemoServer:
    """Can be stopped and started again: ports and state stay the same, as over a deploy."""

    def __init__(self, binary, name, folder):
        self.binary = binary
        self.port = free_port()
        self.clerk_port = free_port()
        self.state = folder / "development-clerk.json"
        self.log = ARTIFACTS / f"{name}.log"
        self.process = None
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def start(self):
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "CLERK_DEVELOPMENT_PORT": str(self.clerk_port),
            "CLERK_DEVELOPMENT_STATE": str(self.state),
            "SWIFT_BACKTRACE": "enable=no",
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.binary], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait_until_it_answers()
        return self

    def stop(self, by=signal.SIGTERM):
        """Asks it to end and gives its exit status; one that does not end in time is killed, and that is an error."""
        if self.process is None:
            return None
        process, self.process = self.process, None
        process.send_signal(by)
        try:
            return process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"the demo did not stop within {STOPS_WITHIN} s\n{self.log_end()}") from None

    def get(self, path):
        """The status and body of one request without cookies; a redirect is followed."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def log_end(self, lines=30):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                status, self.process = self.process.returncode, None
                raise AssertionError(f"the demo ended with status {status} while starting\n{self.log_end()}")
            try:
                if self.get("/")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the demo did not answer within {STARTS_WITHIN} s\n{self.log_end()}")
