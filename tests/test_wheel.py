"""A wheel installed alone, outside the checkout, works the same: templates, guidelines, samples, translations."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a new environment with the wheel in it; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    found = binaries / ("python.exe" if os.name == "nt" else "python")
    ask = [str(found), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return found


def sip(python: Path, folder: Path, *arguments: str, language: str = "en") -> str:
    env = {**os.environ, "SIP_LANG": language, "PYTHONUTF8": "1"}
    ended = subprocess.run(
        [str(python), "-m", "sipcli", *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode in (0, 1), ended.stderr
    return ended.stdout + ended.stderr


def test_the_wheel_is_what_runs(python: Path, tmp_path: Path) -> None:
    code = "import sipcli, pathlib; print(pathlib.Path(sipcli.__file__).parent)"
    where = subprocess.run([str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert Path(where.strip()).is_relative_to(python.parent.parent)
    assert ROOT not in Path(where.strip()).parents


def test_the_demo_runs_from_the_wheel(python: Path, tmp_path: Path) -> None:
    said = sip(python, tmp_path, "demo", "demo")
    for words in ("sip status --overdue", "follow-up-overdue", "Mål och insatser", "case opened"):
        assert words in said
    assert "regel" in sip(python, tmp_path / "demo", "rules", "--guideline", "kronoberg", language="sv").casefold()
    assert '<html lang="en"' in sip(
        python, tmp_path / "demo", "plan", "render", "k7mf", "--to", "html", "--language", "en"
    )


def test_the_wheel_speaks_swedish(python: Path, tmp_path: Path) -> None:
    assert "Ett ärende, steg för steg" in sip(python, tmp_path, "--help", language="sv")
