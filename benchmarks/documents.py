"""How long documents take, beside what the same engine takes alone: python benchmarks/documents.py [--cases 1000]

Each figure is a whole process, start-up included, the median of several runs; each floor runs between them, so that a
busy machine slows both. Nothing here is a test: what a figure should be is written in its row.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "tests" / "data" / "reference"
PYTHON = sys.executable
TODAY = "2026-11-23"

LIBRARIES = "import typer, pydantic, ryaml, jinja2, lxml.html, babel.dates, typst"
ENGINE = f"""{LIBRARIES}
import sys
from pathlib import Path
layout, inputs, fonts, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
import json
for _ in range(times):
    typst.compile(layout, root=str(Path(layout).parent), font_paths=[fonts], ignore_system_fonts=True, format="pdf",
        sys_inputs=json.loads(Path(inputs).read_text(encoding="utf-8")), pdf_standards=["ua-1", "a-2a"])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="cases in the archive")
    parser.add_argument("--runs", type=int, default=7, help="runs of each short command")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), said.cases, said.runs)


def measure(folder: Path, cases: int, runs: int) -> None:
    """Make an archive of so many cases, and measure one document and a batch of all."""
    archive = made_archive(folder / "archive", cases)
    inputs, layout, fonts = page_of(folder)
    out = folder / "out"
    out.mkdir()

    def engine(times: int) -> list[str]:
        return [PYTHON, "-c", ENGINE, layout, inputs, fonts, str(times)]

    one = ["render", "case-0001", "plan", "--to", "pdf", "--out", str(out / "plan.pdf"), "--today", TODAY]
    every = ["render", "--every-case", "invitation", "--to", "pdf", "--out", str(out), "--today", TODAY]
    rows = [
        ("one plan as PDF", "the libraries and typst alone", *together(sip(one), engine(1), archive, runs), 1),
        ("one plan as Markdown", "python -c pass", *together(
            sip([*one[:3], "--to", "md", "--out", str(out / "p.md")]), [PYTHON, "-c", "pass"], archive, runs), 1),
        (f"{cases} invitations as PDF", f"typst alone, {cases} times", *together(
            sip(every), engine(cases), archive, 1), cases),
    ]  # fmt: skip
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; archive of {cases} cases\n")
    print(f"{'what':30} {'seconds':>8} {'each ms':>8}  {'floor':34} {'seconds':>8} {'ratio':>6}")
    for what, beside, took, floor, times in rows:
        print(f"{what:30} {took:8.2f} {took / times * 1000:8.1f}  {beside:34} {floor:8.2f} {took / floor:6.2f}")
    print(f"\n{len(list(out.glob('*.pdf')))} PDF files written")


def sip(arguments: list[str]) -> list[str]:
    """Return the command line of `sip`."""
    return [PYTHON, "-m", "sipcli", *arguments]


def together(command: list[str], floor: list[str], folder: Path, runs: int) -> tuple[float, float]:
    """Return the median seconds of a command and of its floor, run in turn."""
    took: list[float] = []
    beside: list[float] = []
    for _ in range(runs):
        took.append(seconds(command, folder))
        beside.append(seconds(floor, folder))
    return statistics.median(took), statistics.median(beside)


def seconds(command: list[str], folder: Path) -> float:
    """Return how long a whole process takes."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begun


def made_archive(root: Path, cases: int) -> Path:
    """Return an archive with the reference case so many times over."""
    subprocess.run(
        [*sip(["init", str(root)])], check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    for number in range(1, cases + 1):
        folder = root / "cases" / f"case-{number:04}"
        shutil.copytree(REFERENCE, folder)
        file = folder / "case.yaml"
        text = file.read_text(encoding="utf-8")
        before = next(line for line in text.splitlines() if line.startswith("id:"))
        file.write_text(text.replace(before, f"id: {folder.name}", 1), encoding="utf-8")
    return root


def page_of(folder: Path) -> tuple[str, str, str]:
    """Return what the engine alone is given: a plan's page as typst's inputs, the layout, the fonts."""
    sys.path.insert(0, str(ROOT))
    from sipcli.archive.archive import open_archive
    from sipcli.archive.loading import load_case
    from sipcli.documents.blocks import as_data
    from sipcli.documents.engines.pdf import fonts
    from sipcli.documents.material import Material
    from sipcli.documents.parsing import read_page
    from sipcli.documents.render import render
    from sipcli.guidelines.loader import load_guideline

    archive = open_archive(folder / "archive")
    case = load_case(archive, "case-0001").case
    assert case is not None
    made = render("plan", Material(case, load_guideline("vasterbotten"), "sv", date.fromisoformat(TODAY)), "html")
    page = as_data(read_page(made.content.decode("utf-8")))
    about = {"lang": "sv", "region": "", "direction": "ltr", "year": 2026, "month": 11, "day": 23}
    inputs = folder / "inputs.json"
    given: dict[str, str] = {"page": json.dumps(page), "about": json.dumps(about)}
    inputs.write_text(json.dumps(given), encoding="utf-8")
    return str(inputs), str(ROOT / "templates" / "_page.typ"), fonts()[0]


if __name__ == "__main__":
    main()
