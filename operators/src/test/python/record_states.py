# SPDX-License-Identifier: Apache-2.0
"""Records the state fields of aggregates: python record_states.py FILE.tsv

A line is the SQL text of a call over the columns below, which StateFieldsTest has as well, and the
name and type of each field of its state, with tabs between; ORDER BY keys, which DataFusion names
after columns of the plan, are key0, key1 and so on. Only the SQL text is read, the rest is
written anew from the DataFusion that is installed, whose partial aggregations show their states.
"""

import re
import sys

import datafusion
import pyarrow as pa

COLUMNS = pa.schema(
    [
        pa.field("i8", pa.int8()),
        pa.field("i64", pa.int64()),
        pa.field("u64", pa.uint64()),
        pa.field("f32", pa.float32()),
        pa.field("f64", pa.float64()),
        pa.field("d32", pa.decimal32(7, 2)),
        pa.field("d64", pa.decimal64(15, 2)),
        pa.field("dec", pa.decimal128(10, 2)),
        pa.field("wide", pa.decimal256(50, 2)),
        pa.field("p", pa.bool_()),
        pa.field("s", pa.utf8()),
        pa.field("bin", pa.binary()),
        pa.field("day", pa.date32()),
        pa.field("ts", pa.timestamp("ns", "UTC")),
        pa.field("dur", pa.duration("s")),
        pa.field("span", pa.month_day_nano_interval()),
        pa.field("xs", pa.list_(pa.int64())),
    ]
)
NAME = re.compile(r".*\[(\w[\w ]*)\]:(.*)", re.DOTALL)
KEY = re.compile(r'"[^"]*@\d+"')

# Where all DISTINCT arguments are one, DataFusion groups by it instead.
OTHERS = "count(DISTINCT bin), count(DISTINCT day)"


def types(text):
    """The comma-separated parts of a text that are not inside brackets or quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, letter in enumerate(text):
        quoted ^= letter == '"'
        depth += not quoted and (letter in "([") - (letter in ")]")
        if depth == 0 and letter == "," and not quoted:
            parts.append(text[start:place])
            start = place + 1
    return parts + [text[start:]]


def fact(context, sql):
    try:
        query = f"EXPLAIN VERBOSE SELECT i64, {sql}, {OTHERS} FROM t GROUP BY i64"
        rows = context.sql(query).to_pylist()
    except Exception:
        return f"{sql}\tERROR"
    plan = next(row["plan"] for row in rows if "mode=Partial" in row["plan"])
    line = next(each for each in plan.splitlines() if "mode=Partial" in each)
    found = [sql]
    keys = 0
    for field in types(line[line.rindex("schema=[") + 8 : -1])[1:-2]:
        field = field.removesuffix(";N")
        match = NAME.match(field)
        if match:
            found += match.groups()
        else:
            found += [f"key{keys}", field[field.index(":") + 1 :]]
            keys += 1
    text = "\t".join(found)
    for key, name in enumerate(KEY.findall(text)):
        text = text.replace(name, f'"key{key}"', 1)
    return text


def main(path):
    config = datafusion.SessionConfig({"datafusion.explain.show_schema": "true"})
    context = datafusion.SessionContext(config.with_target_partitions(2))
    context.from_arrow(pa.Table.from_batches([], COLUMNS), "t")
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    recorded = [
        line if not line or line.startswith("#") else fact(context, line.split("\t")[0])
        for line in lines
    ]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(recorded) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
