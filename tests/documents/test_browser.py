"""Every page in a browser, against axe: the rules of WCAG 2.1 that a machine can check."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape, unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from tests.documents.samples import LANGUAGES, poor, rendered, rich
from tests.helpers import Files

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
BROWSER = next((path for name in BROWSERS if (path := shutil.which(name))), None)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=600000",
]
SCRIPT = """
const found = {};
(async () => {
  for (const frame of document.querySelectorAll("iframe")) {
    const inner = frame.contentWindow;
    inner.eval(axeSource);
    const result = await inner.axe.run(inner.document, {resultTypes: ["violations"]});
    found[frame.title] = result.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]);
  }
  document.querySelector("#found").textContent = JSON.stringify(found);
})();
"""


def looked_at(pages: dict[str, str], folder: Path, width: int) -> dict[str, list[Any]]:
    """Return axe's violations by page; all pages are frames in one, so that the browser starts once."""
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    source = json.dumps(axe).replace("</", "<\\/")
    frames = "".join(
        f'<iframe title="{escape(name)}" width="{width}" height="1400" srcdoc="{escape(page)}"></iframe>'
        for name, page in pages.items()
    )
    whole = f'<!doctype html><html lang="en"><title>x</title><body>{frames}<pre id="found"></pre>'
    script = f"<script>const axeSource = {source};\nwindow.addEventListener('load', () => {{{SCRIPT}}});</script>"
    (folder / "pages.html").write_text(whole + script, encoding="utf-8")
    assert BROWSER
    command = [BROWSER, *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", (folder / "pages.html").as_uri()]
    dumped = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=400, check=True).stdout
    said = re.search(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)
    assert said and said[1], "axe did not come to an end"
    found: dict[str, list[Any]] = json.loads(unescape(said[1]))
    assert found.keys() == pages.keys()
    return found


browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium, Chrome or Edge on this machine")


@browser
@pytest.mark.parametrize(("language", "case", "width"), [*((one, rich, 1000) for one in LANGUAGES), ("sv", poor, 360)])
def test_no_page_breaks_a_rule_of_accessibility(
    tmp_path: Path, language: str, case: Callable[[], Files], width: int
) -> None:
    pages = {
        f"{document} {at}": page.decode()
        for document in DOCUMENTS
        for at, page in enumerate(rendered(document, "html", language, case)[:1])
    }
    found = looked_at(pages, tmp_path, width)
    assert {name: violations for name, violations in found.items() if violations} == {}


@browser
def test_a_page_that_does_is_found(tmp_path: Path) -> None:
    bad = """<!doctype html><html lang="sv"><title>x</title><main><h1>x</h1><h4>y</h4>
        <p style="color: #aaa; background: #fff">knappt synligt</p><img src="x.png"></main>"""
    [(_name, violations)] = looked_at({"bad": bad}, tmp_path, 800).items()
    assert {"color-contrast", "image-alt", "heading-order"} <= {rule for rule, _nodes in violations}
