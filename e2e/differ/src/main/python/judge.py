# SPDX-License-Identifier: Apache-2.0
"""Answers questions about expressions with the real DataFusion: judge.py INPUTS.

INPUTS is a directory of Arrow streams, one a table. A question is a line of JSON on standard input:

    {"table": name or null, "sql": text, "kind": "scalar" or "aggregate", "rows": null or numbers}

The expression is evaluated over those rows, each in a batch of its own, or over all in one batch;
without a table over one row without columns. An answer is a line of JSON on standard output:

    {"expr": base64 or null, "name": text or null, "result": base64 of an Arrow stream or null,
     "error": null or text, "panic": true if the error is a crash}
"""

import base64
import io
import json
import resource
import sys
from pathlib import Path

import pyarrow as pa
from datafusion import Expr, SessionConfig, SessionContext
from datafusion.common import DFSchema

MEMORY_BYTES = 8 << 30  # address space; what needs more ends this process
NAME = "t"


class Tables:
    def __init__(self, inputs):
        self.inputs = Path(inputs)
        self.batches, self.whole = {}, {}

    @staticmethod
    def context():
        return SessionContext(SessionConfig().with_target_partitions(1))

    def batch(self, name):
        if name not in self.batches:
            with pa.ipc.open_stream((self.inputs / f"{name}.arrow").read_bytes()) as reader:
                self.batches[name] = reader.read_all().combine_chunks().to_batches()[0]
        return self.batches[name]

    def frame(self, name, rows):
        """(context, data frame) over a table."""
        if rows is None:
            if name not in self.whole:
                self.whole[name] = self.make(name, None)
            return self.whole[name]
        return self.make(name, rows)

    def make(self, name, rows):
        context = self.context()
        if name is None:
            return context, context.sql("select 1 as one")
        batch = self.batch(name)
        batches = [batch] if rows is None else [self.row(batch, row) for row in rows]
        context.register_record_batches(NAME, [batches or [batch.slice(0, 0)]])
        return context, context.table(NAME)

    @staticmethod
    def row(batch, row):
        """A copy, because some casts read all bytes that a slice shares."""
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch.slice(row, 1))
        with pa.ipc.open_stream(sink.getvalue()) as reader:
            return reader.read_next_batch()


def stream(table):
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)
    return base64.b64encode(sink.getvalue()).decode()


def answer(tables, question):
    said = {"expr": None, "name": None, "result": None, "error": None, "panic": False}
    try:
        context, frame = tables.frame(question["table"], question["rows"])
        if question["table"] is None:
            expr = context.parse_sql_expr(question["sql"], DFSchema.empty())
        else:
            expr = frame.parse_sql_expr(question["sql"])
        said["name"] = expr.schema_name()
        data = expr.to_bytes()
        said["expr"] = base64.b64encode(data).decode()
        again = Expr.from_bytes(data)
        asked = frame.aggregate([], [again]) if question["kind"] == "aggregate" else frame.select(again)
        batches = asked.collect()
        table = pa.Table.from_batches(batches) if batches else asked.schema().empty_table()
        said["result"] = stream(table)
    except BaseException as failed:  # a crash of the engine is no Exception
        if isinstance(failed, (KeyboardInterrupt, SystemExit)):
            raise
        said["error"] = str(failed)[:400] or type(failed).__name__
        said["panic"] = type(failed).__name__ == "PanicException"
    return said


def main(inputs):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    tables = Tables(inputs)
    for line in sys.stdin:
        print(json.dumps(answer(tables, json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
