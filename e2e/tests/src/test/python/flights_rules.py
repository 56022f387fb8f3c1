# SPDX-License-Identifier: Apache-2.0
"""The rules of the test against the judge, each in the words of a rule line and in SQL."""

import base64
import json
from dataclasses import dataclass
from typing import Callable, Optional

from datafusion import Expr, col, functions as f, lit

MIDDLE = "2013-07-01T00:00:00Z"


@dataclass(frozen=True)
class Rule:
    """A revision of a rule. `judge` is the SQL that the judge runs where it differs from `sql`."""

    id: str
    sql: Optional[str] = None
    build: Optional[Callable[[], Expr]] = None
    as_bytes: bool = True
    revision: int = 1
    action: str = "put"
    where: Optional[str] = None
    key: tuple = ()
    window: Optional[tuple] = None
    having: Optional[str] = None
    emit: Optional[str] = None
    effective_from: Optional[str] = None
    on_error: Optional[str] = None
    judge: Optional[str] = None

    def line(self, parse: Callable[[str], Expr]) -> str:
        """The rule as a line of the rules file; expressions as bytes where `as_bytes` says so."""

        def text(sql: str) -> object:
            return {"expr": encode(parse(sql))} if self.as_bytes else sql

        fields = {"id": self.id, "revision": self.revision, "action": self.action}
        if self.build:
            fields["expr"] = encode(self.build())
        elif self.sql and self.as_bytes:
            fields["expr"] = encode(parse(self.sql))
        elif self.sql:
            fields["sql"] = self.sql
        if self.where:
            fields["where"] = text(self.where)
        if self.key:
            fields["key"] = [text(each) for each in self.key]
        if self.window:
            kind, *sizes = self.window
            fields["window"] = {kind: sizes if kind == "hop" else sizes[0]}
        if self.having:
            fields["having"] = text(self.having)
        for name in ("emit", "effective_from", "on_error"):
            if getattr(self, name):
                fields[name] = getattr(self, name)
        return json.dumps(fields)


def encode(expr: Expr) -> str:
    return base64.b64encode(expr.to_bytes()).decode()


RULES = [
    # A row at a time.
    Rule(
        "late-united",
        sql="carrier = 'UA' AND dep_delay > 60 AND starts_with(dest, 'L')",
        build=lambda: (col("carrier") == lit("UA"))
        & (col("dep_delay") > lit(60.0))
        & f.starts_with(col("dest"), lit("L")),
    ),
    Rule(
        "cancelled-in-june",
        sql="dep_time IS NULL AND tailnum IS NOT NULL AND time_hour >= TIMESTAMP '2013-06-01T00:00:00'"
        " AND CAST(time_hour AS DATE) < DATE '2013-07-01'",
    ),
    Rule(
        "grade",
        sql="CASE WHEN dep_delay > 120 THEN 'very late' WHEN dep_delay > 15 THEN 'late'"
        " WHEN dep_delay IS NULL THEN NULL ELSE 'in time' END",
        where="month = 7 AND day <= 3",
        as_bytes=False,
    ),
    Rule(
        "caught-up",
        sql="dep_delay - arr_delay",
        where="dep_delay BETWEEN 100 AND 200 AND origin IN ('JFK', 'LGA') AND arr_delay < 60",
    ),
    Rule(
        "tail-letter",
        sql="upper(substr(tailnum, 5, 2)) || '-' || CAST(date_part('hour', time_hour) AS VARCHAR)",
        where="tailnum LIKE '%JB' AND month = 2",
    ),
    Rule(
        "speed",
        sql="distance * 60 / minute",
        where="month = 3 AND distance > 2000",
        on_error="null",
        judge="distance * 60 / nullif(minute, 0)",
    ),
    # Windows.
    Rule("hourly", sql="count(*)", key=("origin",), window=("tumble", "1h")),
    Rule(
        "moving-average",
        sql="avg(arr_delay)",
        key=("carrier",),
        window=("hop", "6h", "1h"),
    ),
    Rule(
        "rotation",
        sql="sum(distance)",
        key=("tailnum",),
        window=("session", "8h"),
        having="count(*) > 3",
        as_bytes=False,
    ),
    Rule(
        "outlier",
        sql="max(dep_delay) > 3 * avg(dep_delay) + 60",
        build=lambda: f.max(col("dep_delay"))
        > lit(3) * f.avg(col("dep_delay")) + lit(60),
        key=("origin",),
        window=("tumble", "1d"),
    ),
    Rule(
        "spread",
        sql="stddev(dep_delay) + max(arr_delay) - min(arr_delay)",
        key=("carrier", "origin"),
        window=("tumble", "1d"),
        having="count(dep_delay) >= 10",
    ),
    Rule(
        "everywhere",
        sql="median(dep_delay)",
        where="dep_delay IS NOT NULL",
        window=("tumble", "3h"),
    ),
    Rule(
        "airlines",
        sql="count(DISTINCT carrier) FILTER (WHERE distance > 1000)",
        window=("hop", "1d", "12h"),
        as_bytes=False,
    ),
    Rule(
        "first-out",
        sql="first_value(dest)",
        judge="first_value(dest ORDER BY et, number)",
        key=("origin",),
        window=("tumble", "1d"),
    ),
    Rule(
        "gate-silence",
        sql="count(*)",
        key=("dest", "origin"),
        window=("session", "5h"),
        where="origin = 'EWR'",
        having="count(*) >= 8",
    ),
    # Replaced and removed in the middle of the year.
    Rule("threshold", sql="dep_delay > 300"),
    Rule("threshold", sql="dep_delay > 240", revision=2, effective_from=MIDDLE),
    Rule("daily", sql="max(dep_delay)", key=("origin",), window=("tumble", "1d")),
    Rule(
        "daily",
        sql="min(dep_delay)",
        key=("carrier",),
        window=("tumble", "1d"),
        revision=2,
        effective_from=MIDDLE,
        as_bytes=False,
    ),
    Rule("first-half", sql="count(*)", key=("month",), window=("tumble", "7d")),
    Rule("first-half", action="remove", revision=2, effective_from=MIDDLE),
    Rule("early", sql="dep_delay < -15"),
    Rule("early", action="remove", revision=2, effective_from=MIDDLE),
]
