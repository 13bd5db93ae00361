"""How long documents take, beside what the same engine takes alone: python benchmarks/documents.py [--documents 1000]

What a ratio should be is not asked for: making a document is mostly the engine's work.
"""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

from benchmarks.archives import ROOT, TODAY
from benchmarks.commands import PYTHON, sip, sip_today
from benchmarks.machine import machine
from benchmarks.measuring import Compared, always, compared, quiet_environment, seconds
from benchmarks.options import Asked, measure
from benchmarks.report import COMPARED, compared_row, short, show, table

REFERENCE = ROOT / "tests" / "data" / "reference"

ENGINE = """
import json, sys
from pathlib import Path
import typer, pydantic, ryaml, jinja2, lxml.html, babel.dates, typst

layout, inputs, fonts, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
for _ in range(times):
    typst.compile(layout, root=str(Path(layout).parent), font_paths=[fonts], ignore_system_fonts=True, format="pdf",
        sys_inputs=json.loads(Path(inputs).read_text(encoding="utf-8")), pdf_standards=["ua-1", "a-2a"])
"""


def documents(asked: Asked) -> None:
    """Measure one document in two formats, and a batch of one document for every case."""
    archive = _archive(asked.folder / f"documents-{asked.documents}", asked.documents)
    out = asked.folder / "out"
    out.mkdir(exist_ok=True)
    engine = [PYTHON, "-c", ENGINE, *_page(asked.folder, archive)]
    many = _batch(archive, out, engine, asked.documents)
    rows = [*_single(archive, out, engine, asked.runs), many]
    took, floor = (short(seconds_ / asked.documents * 1000) for (seconds_,) in (many.took, many.floor))
    each = f"Each of the {asked.documents:,}, made in one run: {took} ms, of which typst {floor} ms."
    under = f"{each} {machine(archive, asked.runs, asked.documents)}"
    show("documents", f"{table(COMPARED, map(compared_row, rows))}\n\n{under}", write=asked.write)


def _single(archive: Path, out: Path, engine: list[str], runs: int) -> list[Compared]:
    plan = ("render", "case-0001", "plan", "--to")
    pdf, alone = sip_today(*plan, "pdf", "--out", str(out / "plan.pdf")), [*engine, "1"]
    text, nothing = sip_today(*plan, "md", "--out", str(out / "plan.md")), [PYTHON, "-c", "pass"]
    return [
        compared("a plan as PDF", always(pdf), "libraries, typst", always(alone), archive, runs),
        compared("a plan as Markdown", always(text), "`python -c pass`", always(nothing), archive, runs),
    ]


def _batch(archive: Path, out: Path, engine: list[str], times: int) -> Compared:
    every = sip_today("render", "--every-case", "invitation", "--to", "pdf", "--out", str(out))
    took, alone = seconds([every], archive), seconds([[*engine, str(times)]], archive)
    return Compared(f"{times:,} invitations as PDF", f"typst alone, {times:,} times", (took,), (alone,))


def _archive(root: Path, cases: int) -> Path:
    """Return an archive with the reference case so many times over."""
    if root.exists():
        return root
    subprocess.run(sip("init", str(root)), check=True, capture_output=True, env=quiet_environment())
    for number in range(1, cases + 1):
        folder = root / "cases" / f"case-{number:04}"
        shutil.copytree(REFERENCE, folder)
        file = folder / "case.yaml"
        text = file.read_text(encoding="utf-8")
        before = next(line for line in text.splitlines() if line.startswith("id:"))
        file.write_text(text.replace(before, f"id: {folder.name}", 1), encoding="utf-8", newline="\n")
    return root


def _page(folder: Path, archive: Path) -> tuple[str, str, str]:
    """Return what the engine alone is given: the layout, a plan's page as typst's inputs, the fonts."""
    from sipcli.archive.archive import open_archive  # here, so that the other benchmarks stay small: see peak_memory
    from sipcli.archive.loading import load_case
    from sipcli.documents.blocks import as_data
    from sipcli.documents.engines.pdf import fonts
    from sipcli.documents.material import Material
    from sipcli.documents.parsing import read_page
    from sipcli.documents.render import render
    from sipcli.guidelines.loader import load_guideline

    case = load_case(open_archive(archive), "case-0001").case
    assert case is not None
    made = render("plan", Material(case, load_guideline("vasterbotten"), "sv", date.fromisoformat(TODAY)), "html")
    page = as_data(read_page(made.content.decode("utf-8")))
    about = {"lang": "sv", "region": "", "direction": "ltr", "year": 2026, "month": 11, "day": 23}
    inputs = folder / "inputs.json"
    given: dict[str, str] = {"page": json.dumps(page), "about": json.dumps(about)}
    inputs.write_text(json.dumps(given), encoding="utf-8")
    return str(ROOT / "templates" / "_page.typ"), str(inputs), fonts()[0]


if __name__ == "__main__":
    measure((documents,), __doc__)
