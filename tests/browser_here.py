"""Which browser of this computer the tests drive: any Chrome, Chromium or Edge."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"{ProgramFiles}\Google\Chrome\Application\chrome.exe",
    r"{ProgramFiles(x86)}\Google\Chrome\Application\chrome.exe",
    r"{LOCALAPPDATA}\Google\Chrome\Application\chrome.exe",
    r"{ProgramFiles}\Microsoft\Edge\Application\msedge.exe",
    r"{ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@cache
def installed_browser() -> str | None:
    """Return the program of a browser of this computer, None if there is none."""
    for name in NAMES:
        if (program := shutil.which(name)) is not None:
            return program
    for place in PLACES:
        path = place
        for name, value in os.environ.items():
            path = path.replace(f"{{{name}}}", value)
        if Path(path).is_file():
            return path
    return None


@cache
def has_browser() -> bool:
    """Say whether there is one, or Playwright has its own (``playwright install chromium``)."""
    if installed_browser() is not None:
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).is_file()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of this computer, else Playwright's own; one at a time in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield browser
        browser.close()
