"""Coverage-guided texts for one parser: ``python tests/fuzz/fuzz.py PARSER [SECONDS]``.

Needs atheris, which ``make soak`` installs. What raises, or takes five seconds, is kept as a file
in ``_build/fuzz`` and ends the run with a status other than 0. What is new and short goes into
the corpus by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "_ext"), str(HERE)]

with atheris.instrument_imports(include=["vademecum.vault", "vademecum.skills"]):
    from parsers import TARGETS

LONGEST = 2_000


def main() -> None:
    """Fuzz the parser of the command line."""
    name, seconds = sys.argv[1], (sys.argv[2:] or ["60"])[0]
    target = TARGETS[name]

    def one(data: bytes) -> None:
        target(data.decode("utf-8", "ignore"))

    work = ROOT / "_build" / "fuzz" / name
    work.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=5", "-rss_limit_mb=0"]
    options += [f"-artifact_prefix={work}/", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(work), str(HERE / "corpus" / name)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
