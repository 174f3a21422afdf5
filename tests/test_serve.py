"""The app in a browser of this machine: full size, keys, Chinese comments, and nothing written elsewhere."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import pytest
from browser import CHROMIUM, MISSING, browser
from conftest import Run
from test_reviewing import LEFT, RIGHT, material

from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.reviewing.queue_session import QueueSession
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import pair_to_review

SERVES = pytest.mark.skipif(
    importlib.util.find_spec("textual_serve") is None, reason="the extra serve is not installed"
)
NEEDS = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason=MISSING)


@contextmanager
def served(folder):
    (folder / "l.txt").write_text(LEFT, encoding="utf-8")
    (folder / "r.txt").write_text(RIGHT, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "plandiff", "serve", "--port", str(port), "--as", "王芳", "l.txt", "r.txt"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    try:
        assert f"http://127.0.0.1:{port}".encode() in process.stderr.readline()
        for _ in range(100):  # It says so just before it listens.
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)
        said = process.stderr.read()
        process.stderr.close()
    assert not said


@SERVES
@NEEDS
def test_a_review_in_the_browser_is_the_review(tmp_path):
    """A decision and a Chinese comment are in the file, and no request leaves the machine."""
    with served(tmp_path) as port, browser(tmp_path) as page:
        page.size(1280, 900)
        page.go(f"http://127.0.0.1:{port}/", "document.querySelector('.xterm-helper-textarea')")
        page.run("document.querySelector('.xterm-helper-textarea').focus()")
        kept = tmp_path / "l--r.review.json"
        for _ in range(30):
            page.press("a")
            time.sleep(1)
            if kept.exists():
                break
        page.press("c")
        time.sleep(1)
        page.type("請補")
        page.press("Enter")
        for _ in range(50):
            time.sleep(0.1)
            said = [decision.ruling for decision in Store(kept, ("", "")).read().values()]
            if any(ruling.comment for ruling in said):
                break
        assert "請補" in {ruling.comment for ruling in said}
        assert {ruling.by for ruling in said} == {"王芳"}
        assert all(f"127.0.0.1:{port}/" in address for address in page.requests)


@SERVES
def test_other_sites_and_names_are_refused(tmp_path):
    """A page of another site may not type into the app, nor a name that was bent to this machine."""
    with served(tmp_path) as port:
        here = f"http://127.0.0.1:{port}"
        assert urllib.request.urlopen(here).status == 200
        for headers in ({"Origin": "http://evil.example"}, {"Host": f"evil.example:{port}"}):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(urllib.request.Request(f"{here}/ws", headers=headers))  # noqa: S310 - our own


@SERVES
def test_what_is_no_http_is_refused_and_told_to_nobody(tmp_path):
    """`served` holds that nothing is said; a request that never ends keeps none waiting."""
    hostile = (
        b"\x16\x03\x01",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n",
    )
    with served(tmp_path) as port:
        slow = socket.create_connection(("127.0.0.1", port))
        slow.sendall(b"GET / HT")
        for request in hostile:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as sent:
                sent.sendall(request + b"\r\n\r\n")
                assert b" 400 " in sent.recv(1000)
        here = f"http://127.0.0.1:{port}/static/%2e%2e/%2e%2e/pyproject.toml"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(here)
        slow.close()


@pytest.mark.parametrize("path", ["/x", "../x", "sub/../../x", "link/x"])
def test_nothing_is_written_outside_the_folder_of_the_review(tmp_path, path):
    """By name, by way of a parent, or through a link; inside, anything goes."""
    inside = tmp_path / "review"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path)
    queue = ReviewQueue.of(pair_to_review(material(), Store(inside / "x.json", ("l", "r")), inside, "pair", {}), "甲")
    session = QueueSession(queue, confined=True)
    for write in (session.export, session.keep_in):
        with pytest.raises(UsageError, match="only into"):
            write(path)
    assert session.export("sub") and (inside / "sub").is_dir()
    session.keep_in("other.json")
    assert not list(tmp_path.glob("x*"))


def test_what_is_not_there_is_told(plandiff: Run):
    done = plandiff("serve", "nowhere.txt", "r.txt")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
