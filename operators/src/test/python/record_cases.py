# SPDX-License-Identifier: Apache-2.0
"""Records facts about functions: python record_cases.py FILE.cases...

A line is the SQL text of an expression, the type of its value and the value cast to text, with
tabs between; NULL stands for null, ERROR (and no value) for an expression that fails. Only the
SQL text is read, the rest is written anew from the DataFusion that is installed.

Expressions of a file with a line "# over rows" are aggregates over the rows below, which
FunctionCasesTest has as well; those of other files have no columns. A call with OVER has a value
for each row, written with commas between. Those of a file with a line "# in DuckDB's dialect" are
read in that, as lambdas are part of no other that matters here.
"""

import sys

import datafusion
import pyarrow as pa

ROWS = pa.table(
    {
        "x": pa.array([3, 1, None, 4], pa.int64()),
        "y": pa.array([0.5, 2.5, 1.5, 2.5], pa.float64()),
        "s": pa.array(["b", "a", "b", None], pa.utf8()),
        "p": pa.array([True, False, True, None], pa.bool_()),
    }
)
OVER_ROWS = "# over rows"
DUCKDB = "# in DuckDB's dialect"


def window_fact(context, sql):
    """A value for each of the rows, in their order; x tells them apart."""
    table = context.sql(
        f"SELECT x, arrow_typeof({sql}) AS t, arrow_cast({sql}, 'Utf8') AS v FROM t"
    ).to_pylist()
    by_x = {row["x"]: row for row in table}
    values = [by_x[x.as_py()]["v"] for x in ROWS["x"]]
    shown = ", ".join("NULL" if value is None else value for value in values)
    return f"{sql}\t{table[0]['t']}\t{shown}"


def fact(context, sql, rows):
    try:
        if rows and " OVER (" in sql:
            return window_fact(context, sql)
        query = f"SELECT arrow_typeof({sql}) AS t, arrow_cast({sql}, 'Utf8') AS v {rows}"
        row = context.sql(query).to_pylist()[0]
    except BaseException as error:  # a panic of the engine is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{sql}\tERROR"
    return f"{sql}\t{row['t']}\t{'NULL' if row['v'] is None else row['v']}"


def session(dialect):
    config = datafusion.SessionConfig().with_target_partitions(1)
    context = datafusion.SessionContext(config.set("datafusion.sql_parser.dialect", dialect))
    context.register_record_batches("t", [ROWS.to_batches()])
    return context


def main(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        context = session("duckdb" if DUCKDB in lines else "generic")
        rows = "FROM t" if OVER_ROWS in lines else ""
        recorded = [
            line if not line or line.startswith("#") else fact(context, line.split("\t")[0], rows)
            for line in lines
        ]
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(recorded) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
