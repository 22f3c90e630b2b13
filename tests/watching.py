"""A page in a real browser, and all that goes wrong on it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 1280]


class Watched:
    """A page, and all that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._request)
        page.on("response", self._response)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("load")

    def shows(self, path: str) -> bool:
        """Go to an address; whether a page came, and not a file to take away."""
        try:
            self.go(path)
        except PlaywrightError as trouble:
            if "Download is starting" in trouble.message:
                return False
            raise
        return True

    def findings(self) -> list[str]:
        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    def overflow(self) -> int:
        root = "document.documentElement"
        width: int = self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        return width

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.address) or "csp-report" in request.url:
            self.troubles.append(f"asked for {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")
