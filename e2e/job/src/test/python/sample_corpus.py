#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the project's own corpus: an even sample of a large one, area by area.

    sample_corpus.py CASES [OUT]

CASES is a directory of *.jsonl.gz files with its inputs/, recorded from DataFusion; OUT is
src/test/resources/conformance of this module unless given. The same CASES give the same bytes.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path

AREAS = (
    "aggregates arithmetic bitwise casts_edges casts_matrix casts_sql coercion columns comparison core_functions "
    "datetime_functions decimal_math literals logic math predicates regex_functions string_functions"
).split()
ANSWERS, ERRORS = 220, 80  # of each area


def spread(items, count):
    """Up to count items, evenly spaced."""
    if len(items) <= count:
        return items
    return [items[i * len(items) // count] for i in range(count)]


def sample(lines):
    answers, errors = [], []
    for number, line in enumerate(lines):
        case = json.loads(line)
        if case["error"]:
            if case["error"]["kind"] != "panic":
                errors.append((number, line))
        elif case.get("result"):
            answers.append((number, line))
    return [line for _, line in sorted(spread(answers, ANSWERS) + spread(errors, ERRORS))]


def main(cases, out):
    inputs = set()
    (out / "inputs").mkdir(parents=True, exist_ok=True)
    for area in AREAS:
        with gzip.open(cases / f"{area}.jsonl.gz", "rt", encoding="utf-8") as f:
            lines = sample(f)
        inputs |= {json.loads(line)["input"] for line in lines}
        with open(out / f"{area}.jsonl.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as f:
            f.write("".join(lines).encode())
        print(f"{area:<20} {len(lines):>5}", file=sys.stderr)
    for name in sorted(inputs - {None}):
        shutil.copyfile(cases / "inputs" / f"{name}.arrow", out / "inputs" / f"{name}.arrow")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent / "resources" / "conformance"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else here)
