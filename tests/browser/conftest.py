"""Pages opened in a Chromium that has no network; whatever it asks for, logs or throws is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Opened:
    """An open page: `page` to look at it, `requests` that it made beyond its own file, `messages` of its console."""

    def __init__(self, page: Page, address: str, fragment: str = "") -> None:
        self.page = page
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", lambda dialog: (self.messages.append(dialog.message), dialog.dismiss()))

        def intercept(route: Route) -> None:
            if route.request.url == address:
                route.continue_()
            else:
                self.requests.append(route.request.url)
                route.abort()

        page.context.route("**/*", intercept)
        page.goto(address + fragment)
        self.settle()

    def settle(self) -> None:
        """Wait until what was asked of the page is drawn."""
        self.until("!document.querySelector('.opening')")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def until(self, holds: str) -> None:
        """Wait until this expression holds: by a frame of the page, whose policy forbids the eval of wait_for_function."""
        self.page.evaluate(f"""() => new Promise((done, fail) => {{
          const look = () => {holds} ? done() : requestAnimationFrame(look);
          look();
          setTimeout(() => fail(new Error("never came")), 30000);
        }})""")

    def violations(self) -> list[str]:
        """What axe-core finds wrong, each with the elements; the page itself may not load it, so the browser is asked to."""
        self.page.context.new_cdp_session(self.page).send("Runtime.evaluate", {"expression": AXE})
        found = self.page.evaluate(
            "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })"
            ".then(({ violations }) => violations.map((v) => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary].join(' | ')))",
            RULES,
        )
        return list(found)

    def open_place(self, name: str) -> None:
        """Open the popup of the place with this English name by its pin, as the keyboard does."""
        pin = self.page.locator(f".anchor:has(.name :text-is('{name}'))")
        pin.focus()
        pin.press("Enter")
        self.page.locator(".story").wait_for()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # A browser of the system where there is one, else the one that playwright installed.
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def show(html: str, fragment: str = "", **options: object) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = chromium.new_context(offline=True, **options)
        contexts.append(context)
        return Opened(context.new_page(), file.as_uri(), fragment)

    yield show
    for context in contexts:
        context.close()
