"""Every test runs in English, with a git identity of its own and nobody's home folder."""

import os
from collections.abc import Iterator

import pytest

os.environ["SIP_LANG"] = "en"  # before sipcli is imported: it takes its language then

GIT_CONFIG = """\
[user]
	name = Prov Testlund
	email = prov@testlund.invalid
[init]
	defaultBranch = main
[commit]
	gpgsign = false
"""


@pytest.fixture(scope="session", autouse=True)
def isolated_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point HOME and git's settings at a temporary folder; forget what a hook around the tests may have set."""
    home = tmp_path_factory.mktemp("home")
    config = home / "gitconfig"
    config.write_text(GIT_CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", str(config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        yield
