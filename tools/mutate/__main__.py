"""``python -m tools.mutate PATH…``: how many breaks put into real programs are underlined.

Every gradient request that is proved to flow is broken, one break at a time, at values that all
its paths lead through. A break counts as found when an error or a warning stands on its lines.
"""

from __future__ import annotations

import argparse

from tapelint.project import Project
from tools.mutate.recall import Outcome, Trial, measure
from tools.mutate.table import rows
from tools.mutate.texts import texts


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tools.mutate", description=__doc__)
    arguments.add_argument("paths", nargs="+", help="files and folders with Python or notebooks")
    arguments.add_argument("--per-request", type=int, default=6, metavar="N")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--list", action="store_true", help="name what isn't on its line")
    given = arguments.parse_args()
    project = Project()
    measured = [
        measure(text, given.per_request, given.seed, project) for text in texts(given.paths)
    ]
    trials = [trial for one in measured for trial in one.trials]
    if given.list:
        for trial in trials:
            if trial.outcome is not Outcome.ON_LINE:
                print(_missed(trial))
    for line in rows(measured):
        print(line)


def _missed(trial: Trial) -> str:
    because = f" (because of {', '.join(trial.because)})" if trial.because else ""
    return f"{trial.place}: {trial.kind}: {trial.outcome.value}: {trial.detail}{because}"


if __name__ == "__main__":
    main()
