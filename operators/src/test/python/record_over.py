# SPDX-License-Identifier: Apache-2.0
"""Records what DataFusion answers to calls with OVER over random rows, for OverRowsTest.

python record_over.py DIRECTORY writes one file for each stream: its rows, a line each, and below
each SQL text the answers in the order of the rows. PARTITION BY shop is added to each OVER.
"""

import datetime
import decimal
import pathlib
import random
import sys

import datafusion
import pyarrow

SCHEMA = pyarrow.schema(
    [
        ("shop", pyarrow.string()),
        ("t", pyarrow.timestamp("us")),
        ("id", pyarrow.int64()),
        ("n", pyarrow.int64()),
        ("x", pyarrow.float64()),
        ("e", pyarrow.float64()),
        ("s", pyarrow.string()),
        ("d", pyarrow.decimal128(10, 2)),
    ]
)

START = datetime.datetime(2026, 1, 1)
HOUR = "RANGE BETWEEN INTERVAL '1 hour' PRECEDING AND CURRENT ROW"

# No two rows of a key have the same time.
DISTINCT = [
    "sum(x) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "avg(x) OVER (ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    "min(x) OVER (ORDER BY t ROWS BETWEEN 5 PRECEDING AND CURRENT ROW)",
    "max(n) OVER (ORDER BY t ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING)",
    "max(s) OVER (ORDER BY t ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)",
    "median(x) OVER (ORDER BY t ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)",
    "median(d) OVER (ORDER BY t ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)",
    "percentile_cont(x, 0.3) OVER (ORDER BY t ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)",
    "stddev(x) OVER (ORDER BY t ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)",
    "corr(x, n) OVER (ORDER BY t ROWS BETWEEN 7 PRECEDING AND CURRENT ROW)",
    "bit_xor(n) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "sum(d) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "avg(d) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "count(distinct n) OVER (ORDER BY t ROWS BETWEEN 5 PRECEDING AND CURRENT ROW)",
    "sum(distinct n) OVER (ORDER BY t ROWS BETWEEN 5 PRECEDING AND CURRENT ROW)",
    "sum(n) FILTER (WHERE x > 0) OVER (ORDER BY t ROWS BETWEEN 5 PRECEDING AND CURRENT ROW)",
    "string_agg(s, ',') OVER (ORDER BY t)",
    "sum(x) OVER (ORDER BY t)",
    "sum(n) OVER (ORDER BY t " + HOUR + ")",
    "sum(x) OVER (ORDER BY t " + HOUR + ")",
    "avg(x) OVER (ORDER BY t RANGE BETWEEN INTERVAL '3 hours' PRECEDING AND INTERVAL '20 minutes'"
    " PRECEDING)",
    "count(*) OVER (ORDER BY t GROUPS BETWEEN 3 PRECEDING AND 1 PRECEDING)",
    "row_number() OVER (ORDER BY t)",
    "rank() OVER (ORDER BY t)",
    "lag(x) OVER (ORDER BY t)",
    "lag(n, 3, -1) OVER (ORDER BY t)",
    "lag(n, 2) IGNORE NULLS OVER (ORDER BY t)",
    "lag(n, 0) OVER (ORDER BY t)",
    "first_value(n) OVER (ORDER BY t ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
    "first_value(n) IGNORE NULLS OVER (ORDER BY t)",
    "last_value(n) IGNORE NULLS OVER (ORDER BY t)",
    "last_value(s) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)",
    "nth_value(n, 2) OVER (ORDER BY t)",
    "nth_value(n, -2) IGNORE NULLS OVER (ORDER BY t ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)",
    "x - avg(x) OVER (ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) > 0 AND s <> 'a'",
]

PARTED = [
    "sum(x) OVER (PARTITION BY s ORDER BY t ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "dense_rank() OVER (PARTITION BY s ORDER BY t)",
    "lag(n) OVER (PARTITION BY s ORDER BY t)",
]

AHEAD = [
    "sum(n) OVER (ORDER BY t RANGE BETWEEN INTERVAL '1 hour' PRECEDING AND INTERVAL '30 minutes'"
    " FOLLOWING)",
    "min(e) OVER (ORDER BY t RANGE BETWEEN CURRENT ROW AND INTERVAL '45 minutes' FOLLOWING)",
    "count(*) OVER (ORDER BY t RANGE BETWEEN INTERVAL '10 minutes' FOLLOWING AND"
    " INTERVAL '1 hour' FOLLOWING)",
    "rank() OVER (ORDER BY t)",
    "first_value(t) OVER (ORDER BY t RANGE BETWEEN INTERVAL '5 minutes' FOLLOWING AND"
    " INTERVAL '1 hour' FOLLOWING)",
]

# Rows of one time are peers; sums of eighths are exact, whatever their order.
PEERS = [
    "sum(e) OVER (ORDER BY t)",
    "count(n) OVER (ORDER BY t)",
    "sum(e) OVER (ORDER BY t " + HOUR + ")",
    "sum(n) OVER (ORDER BY t GROUPS BETWEEN 2 PRECEDING AND CURRENT ROW)",
    "min(n) OVER (ORDER BY t GROUPS BETWEEN 3 PRECEDING AND 1 PRECEDING)",
    "sum(n) OVER (ORDER BY t GROUPS BETWEEN CURRENT ROW AND CURRENT ROW)",
    "max(d) OVER (ORDER BY t RANGE CURRENT ROW)",
    "rank() OVER (ORDER BY t)",
    "dense_rank() OVER (ORDER BY t)",
    "median(e) OVER (ORDER BY t " + HOUR + ")",
]

TIES = [
    "sum(x) OVER (ORDER BY t, id DESC ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
    "row_number() OVER (ORDER BY t, id DESC)",
    "rank() OVER (ORDER BY t, id DESC)",
    "lag(x) OVER (ORDER BY t, id DESC)",
    "sum(n) OVER (ORDER BY t, id DESC)",
]


def rows(chance, count, distinct):
    minutes = chance.sample(range(3000), count) if distinct else None
    for number in range(count):
        minute = minutes[number] if distinct else chance.randrange(0, 600, 7)
        yield {
            "shop": chance.choice("PQR"),
            "t": START + datetime.timedelta(minutes=minute),
            "id": number,
            "n": None if chance.random() < 0.2 else chance.randrange(-5, 6),
            "x": None if chance.random() < 0.1 else chance.gauss(0, 1) * 10 ** chance.randrange(8),
            "e": chance.randrange(-800, 800) / 8,
            "s": chance.choice([None, "a", "b", "c"]),
            "d": decimal.Decimal(chance.randrange(-9999, 9999)).scaleb(-2),
        }


def cell(value):
    if isinstance(value, datetime.datetime):
        return str((value - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1))
    return "null" if value is None else str(value)


def parted(sql):
    return sql.replace("OVER (", "OVER (PARTITION BY shop ").replace(
        "PARTITION BY shop PARTITION BY", "PARTITION BY shop,"
    )


def record(path, stream, queries):
    table = pyarrow.Table.from_pylist(stream, SCHEMA)
    context = datafusion.SessionContext()
    context.register_record_batches("t", [table.to_batches()])
    lines = ["\t".join(SCHEMA.names)]
    lines += ["\t".join(cell(row[name]) for name in SCHEMA.names) for row in stream]
    for sql in queries:
        answer = context.sql(f"SELECT id, {parted(sql)} AS answer FROM t ORDER BY id").to_pydict()
        lines.append("> " + sql)
        lines += [cell(value) for value in answer["answer"]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    directory = pathlib.Path(sys.argv[1])
    chance = random.Random(55)
    distinct = list(rows(chance, 240, True))
    peers = list(rows(chance, 240, False))
    record(directory / "distinct.tsv", distinct, DISTINCT)
    record(directory / "parted.tsv", distinct, PARTED)
    record(directory / "ahead.tsv", peers, AHEAD)
    record(directory / "peers.tsv", peers, PEERS)
    record(directory / "ties.tsv", peers, TIES)


main()
