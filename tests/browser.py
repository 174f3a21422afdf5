"""A headless Chromium, driven by the protocol of its own developer tools over two pipes; no other program is needed."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
"""Where the browser is; None if there is none."""
MISSING = "no Chromium is at hand: the browser tests are skipped (Debian's package is chromium)"


class Page:
    """A page in the browser: evaluates scripts, presses keys, is looked at."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._rest, self._count, self._session = to, back, b"", 0, ""
        self.requests: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self._call(f"{domain}.enable")

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._count:
            if answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
        assert "error" not in answer, answer
        return answer["result"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            found = os.read(self._back, 1 << 20)
            assert found, "the browser has ended"
            self._rest += found
        line, _, self._rest = self._rest.partition(b"\0")
        return json.loads(line)

    def go(self, url: str, wait: str = "document.readyState === 'complete'") -> None:
        """Open an address, and wait until a script says yes."""
        self._call("Page.navigate", url=url)
        self.wait(wait)

    def wait(self, script: str) -> None:
        """Wait until a script says yes; ten seconds at most."""
        body = f"""new Promise((done, failed) => {{ const begun = Date.now(); (function look() {{
            let now = false; try {{ now = {script}; }} catch {{ now = false; }}
            if (now) done(true);
            else if (Date.now() - begun > 20000) failed("waited in vain");
            else setTimeout(look, 20);
        }})(); }})"""
        result = self._call("Runtime.evaluate", expression=body, awaitPromise=True)
        assert "exceptionDetails" not in result, (script, result)

    def run(self, script: str) -> Any:
        """Return the value of a script."""
        result = self._call("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys, by their names."""
        for key in keys:
            more = {"text": key} if len(key) == 1 else {"windowsVirtualKeyCode": {"Tab": 9, "Escape": 27}.get(key, 13)}
            if key == "Enter":
                more["text"] = "\r"
            self._call("Input.dispatchKeyEvent", type="keyDown", key=key, **more)
            self._call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def type(self, text: str) -> None:
        """Type a text as an input method commits it."""
        self._call("Input.insertText", text=text)

    def size(self, width: int, height: int) -> None:
        """Set the size of the window."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def shot(self, file: Path) -> None:
        """Take a picture."""
        file.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))

    def download_to(self, folder: Path) -> None:
        """Save downloads in a folder."""
        session, self._session = self._session, ""
        self._call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self._session = session


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """Start a browser with a profile of its own in a folder, and end it."""
    assert CHROMIUM
    theirs, to = os.pipe()
    back, ours = os.pipe()
    command = f'exec "$0" "$@" 3<&{theirs} 4>&{ours}'
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
    profile = f"--user-data-dir={folder / 'profile'}"
    process = subprocess.Popen(
        ["/bin/bash", "-c", command, CHROMIUM, *flags, profile],
        pass_fds=(theirs, ours),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(ours)
    try:
        yield Page(to, back)
    finally:
        os.close(to)
        process.terminate()
        process.wait(20)
        os.close(back)
