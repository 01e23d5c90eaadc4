"""Files from a server: resumed where it broke off, checked by size, never half under their own name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from briefmap import OnlineError
from briefmap.compiling.download import File, fetch, sizes

CONTENT = bytes(range(256)) * 400


class _Server(BaseHTTPRequestHandler):
    """/file understands ranges, /plain doesn't, /short breaks off half-way, /unsized tells no length."""

    asked: list[str] = []

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        begin = 0
        given = self.headers.get("Range", "")
        if body:
            self.asked.append(given)
        if self.path == "/none":
            self.send_error(404)
            return
        if given and self.path != "/plain":
            begin = int(given.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if begin else 200)
        if self.path != "/unsized":
            self.send_header("Content-Length", str(len(CONTENT) - begin))
        self.end_headers()
        if body:
            self.wfile.write(CONTENT[begin : len(CONTENT) // 2 if self.path == "/short" and not begin else None])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Server.asked.clear()
    listening = HTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_what_it_takes_is_known_before_anything_is_fetched(server: str, tmp_path: Path) -> None:
    assert sizes([f"{server}/file"], tmp_path) == [File(f"{server}/file", len(CONTENT), 0)]
    assert _Server.asked == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_arrives_whole_and_is_not_fetched_again(server: str, tmp_path: Path) -> None:
    heard: list[int] = []
    [file] = sizes([f"{server}/file"], tmp_path / "new")
    path = fetch(file, tmp_path / "new", heard.append)
    assert path.read_bytes() == CONTENT
    assert sum(heard) == len(CONTENT)
    [again] = sizes([f"{server}/file"], tmp_path / "new")
    assert again.here == again.size
    assert fetch(again, tmp_path / "new") == path
    assert _Server.asked == [""]


def test_a_download_that_broke_off_goes_on_where_it_stopped(server: str, tmp_path: Path) -> None:
    [file] = sizes([f"{server}/short"], tmp_path)
    with pytest.raises(OnlineError, match=r"run the command again to go on"):
        fetch(file, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["short.part"]
    [file] = sizes([f"{server}/short"], tmp_path)
    assert file.here == len(CONTENT) // 2
    assert fetch(file, tmp_path).read_bytes() == CONTENT
    assert _Server.asked == ["", f"bytes={len(CONTENT) // 2}-"]
    assert [p.name for p in tmp_path.iterdir()] == ["short"]


def test_a_server_that_knows_no_ranges_sends_all_of_it_again(server: str, tmp_path: Path) -> None:
    (tmp_path / "plain.part").write_bytes(b"abc")
    heard: list[int] = []
    [file] = sizes([f"{server}/plain"], tmp_path)
    assert fetch(file, tmp_path, heard.append).read_bytes() == CONTENT
    assert sum(heard) == len(CONTENT) - 3


@pytest.mark.parametrize(
    ("path", "message"), [("/none", "the server says 404 Not Found"), ("/unsized", "the server tells no size")]
)
def test_a_server_that_has_no_such_file_is_told_of(server: str, tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(OnlineError, match=message):
        sizes([server + path], tmp_path)


def test_a_server_that_does_not_answer_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(OnlineError, match=r"http://127\.0\.0\.1:9/x: doesn't answer \(.*\); check the network"):
        sizes(["http://127.0.0.1:9/x"], tmp_path)
