# SPDX-License-Identifier: Apache-2.0
"""Writes the demo's rules: expressions built with datafusion-python, and some as SQL text."""

import base64
import json
from pathlib import Path

from datafusion import Expr, col, functions as f, lit

HERE = Path(__file__).parent


def encoded(expr: Expr) -> str:
    return base64.b64encode(expr.to_bytes()).decode()


LATE = (col("carrier") == lit("UA")) & (col("dep_delay") > lit(120.0))
SOONER = (col("carrier") == lit("UA")) & (col("dep_delay") > lit(60.0))
OUTLIER = f.max(col("dep_delay")) > lit(3.0) * f.avg(col("dep_delay")) + lit(60.0)

FILES = {
    "1-start.jsonl": [
        {"id": "late-united", "revision": 1, "expr": encoded(LATE)},
        {
            "id": "cancelled",
            "revision": 1,
            "sql": "dep_time IS NULL AND origin = 'JFK'",
        },
        {
            "id": "grade",
            "revision": 1,
            "sql": "CASE WHEN arr_delay > 180 THEN 'awful' WHEN arr_delay > 60 THEN 'bad'"
            " ELSE 'fine' END",
            "where": "dest = 'HNL'",
        },
        {
            "id": "busy-hour",
            "revision": 1,
            "expr": encoded(f.count(col("flight"))),
            "key": ["origin"],
            "window": {"tumble": "1h"},
            "having": "count(*) >= 28",
        },
        {
            "id": "outlier",
            "revision": 1,
            "expr": encoded(OUTLIER),
            "key": ["carrier"],
            "window": {"hop": ["6h", "2h"]},
        },
        {
            "id": "rotation",
            "revision": 1,
            "sql": "sum(distance)",
            "key": ["tailnum"],
            "window": {"session": "6h"},
            "having": "count(*) >= 4",
        },
    ],
    "2-change.jsonl": [{"id": "late-united", "revision": 2, "expr": encoded(SOONER)}],
    "3-remove.jsonl": [{"id": "cancelled", "revision": 2, "action": "remove"}],
}

MEANINGS = {
    "late-united": "a United flight left later than the limit (120 minutes, from revision 2 on 60)",
    "cancelled": "a flight from JFK never left",
    "grade": "how well a flight to Honolulu arrived",
    "busy-hour": "flights scheduled from one airport within an hour, 28 or more",
    "outlier": "an airline's worst delay in six hours is far beyond its average (every two hours)",
    "rotation": "miles of an aircraft on a day with four or more legs",
}

for name, rules in FILES.items():
    lines = "".join(json.dumps(rule) + "\n" for rule in rules)
    (HERE / "rules" / name).write_text(lines, encoding="utf-8")
text = "".join(f"{name}={meaning}\n" for name, meaning in MEANINGS.items())
(HERE / "meanings.properties").write_text(text, encoding="utf-8")
