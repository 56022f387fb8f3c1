# SPDX-License-Identifier: Apache-2.0
"""Whether the real DataFusion reads SQL texts as the expressions they were printed from.

sql_judge.py LINES INPUTS: a line is a case with id, input (a table in the directory INPUTS, or
null for no columns), dialect, sql and the bytes of the expression. Prints the ids of those that
are read otherwise, each with the text and what was found. Where a case says "same": "value", type
and value are compared instead of bytes.
"""

import base64
import json
import sys
from pathlib import Path

import pyarrow as pa
from datafusion import DFSchema, Expr, SessionConfig, SessionContext


class Frames:
    """Tables by input and dialect, all called t."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.frames = {}

    def parse(self, name, dialect, sql):
        if (name, dialect) not in self.frames:
            context = SessionContext(
                SessionConfig().set("datafusion.sql_parser.dialect", dialect)
            )
            frame = None
            if name is not None:
                with pa.ipc.open_stream(self.directory / f"{name}.arrow") as reader:
                    batches = reader.read_all().combine_chunks().to_batches()
                context.register_record_batches("t", [batches])
                frame = context.table("t")
            self.frames[name, dialect] = context, frame
        context, frame = self.frames[name, dialect]
        if frame is None:
            return context.parse_sql_expr(sql, DFSchema.empty())
        return frame.parse_sql_expr(sql)


def value(expr):
    row = SessionContext().sql("SELECT 1 AS one")
    column = row.select(expr.alias("v")).to_arrow_table().column(0)
    return column.type, column.to_string()


def difference(frames, case):
    try:
        found = frames.parse(case["input"], case["dialect"], case["sql"])
        if case["same"] == "value":
            given, read = value(Expr.from_bytes(base64.b64decode(case["expr"]))), value(found)
            return None if str(given) == str(read) else f"{read} instead of {given}"
        if found.to_bytes() == base64.b64decode(case["expr"]):
            return None
        return found.canonical_name()
    except BaseException as error:  # a panic of the engine is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return str(error)


def main(lines, inputs):
    frames = Frames(inputs)
    with open(lines, encoding="utf-8") as cases:
        for case in map(json.loads, cases):
            found = difference(frames, case)
            if found is not None:
                print(case["id"], json.dumps(case["sql"]), json.dumps(found[:300]))


if __name__ == "__main__":
    main(*sys.argv[1:])
