# SPDX-License-Identifier: Apache-2.0
"""Makes the virtual environment with the real DataFusion, once, and prints where its Python is.

With an argument, such as apache-flink==2.3.0, it is one with that package instead. It lies in the user's cache. Exit code 3 says that this Python can not make any; every other
failure is one of the installation.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

DATAFUSION = "datafusion==55.0.0"
NO_PYTHON = 3


def cache():
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "millrace"


def make(environment, package):
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError as missing:
        print(f"this Python can not make a virtual environment: {missing}", file=sys.stderr)
        sys.exit(NO_PYTHON)
    venv.create(environment, clear=True, with_pip=True)
    subprocess.run(
        [environment / "bin/python", "-m", "pip", "install", "--quiet", package],
        check=True,
        stdout=sys.stderr,
    )


def main():
    home = cache()
    home.mkdir(parents=True, exist_ok=True)
    package = sys.argv[1] if len(sys.argv) > 1 else DATAFUSION
    environment = home / package.replace("==", "-")
    with open(home / "lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (environment / "ready").exists():
            make(environment, package)
            (environment / "ready").touch()
    print(environment / "bin/python")


main()
