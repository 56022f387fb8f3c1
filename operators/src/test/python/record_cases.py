# SPDX-License-Identifier: Apache-2.0
"""Records facts about functions: python record_cases.py FILE.cases...

A line is the SQL text of an expression, the type of its value and the value cast to text, with
tabs between; NULL stands for null, ERROR (and no value) for an expression that fails. Only the
SQL text is read, the rest is written anew from the DataFusion that is installed.
"""

import sys

import datafusion


def fact(context, sql):
    try:
        query = f"SELECT arrow_typeof({sql}) AS t, arrow_cast({sql}, 'Utf8') AS v"
        row = context.sql(query).to_pylist()[0]
    except BaseException as error:  # a panic of the engine is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{sql}\tERROR"
    return f"{sql}\t{row['t']}\t{'NULL' if row['v'] is None else row['v']}"


def main(paths):
    context = datafusion.SessionContext()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        recorded = [
            line if not line or line.startswith("#") else fact(context, line.split("\t")[0])
            for line in lines
        ]
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(recorded) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
