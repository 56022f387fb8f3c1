# SPDX-License-Identifier: Apache-2.0
"""Answers questions about expressions with the real DataFusion: judge.py INPUTS.

INPUTS is a directory of Arrow streams, one a table. A question is a line of JSON on standard input:

    {"table": name or null, "sql": text, "over": "row", "table", "groups", "window" or "none",
     "rows": null or numbers, "apart": whether each row is in a batch of its own}

The expression is evaluated over those rows, or over all in one batch; without a table over one row
without columns; over "none" it is only read. Values over groups, of the rows of the same g, are in the order of g; those over a
window in that of the rows. An answer is a line of JSON on standard output:

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
from datafusion import Expr, SessionConfig, SessionContext, column
from datafusion.common import DFSchema

MEMORY_BYTES = 8 << 30  # address space; what needs more ends this process
NAME = "t"
ID = "id"  # the number of the row
KEY = "g"
LAMBDA = " -> "  # part of DuckDB's SQL


def encoded(columns, type):
    """As one dictionary, of the values that there are."""
    plain = pa.chunked_array([each.dictionary_decode() for each in columns], type.value_type)
    again = plain.combine_chunks().dictionary_encode()
    return pa.DictionaryArray.from_arrays(again.indices.cast(type.index_type), again.dictionary)


class Tables:
    def __init__(self, inputs):
        self.inputs = Path(inputs)
        self.batches, self.whole = {}, {}

    @staticmethod
    def context(dialect):
        config = SessionConfig().with_target_partitions(1)
        return SessionContext(config.set("datafusion.sql_parser.dialect", dialect))

    def batch(self, name):
        if name not in self.batches:
            with pa.ipc.open_stream((self.inputs / f"{name}.arrow").read_bytes()) as reader:
                batch = reader.read_all().combine_chunks().to_batches()[0]
                self.batches[name] = self.compact(batch)
        return self.batches[name]

    def frame(self, name, rows, apart, dialect):
        """(context, data frame) over a table."""
        if rows is None:
            key = name, dialect
            if key not in self.whole:
                self.whole[key] = self.make(name, None, False, dialect)
            return self.whole[key]
        return self.make(name, rows, apart, dialect)

    def make(self, name, rows, apart, dialect):
        context = self.context(dialect)
        if name is None:
            return context, context.sql("select 1 as one")
        batch = self.batch(name)
        if rows is None:
            batches = [batch]
        elif apart:
            batches = [self.row(batch, row) for row in rows]
        else:
            taken = pa.Table.from_batches([self.row(batch, row) for row in rows], batch.schema)
            batches = [self.compact(each) for each in taken.combine_chunks().to_batches()]
        context.register_record_batches(NAME, [batches or [batch.slice(0, 0)]])
        return context, context.table(NAME)

    @staticmethod
    def compact(batch):
        """Without values in dictionaries that no row has: some casts read them."""
        for at in range(batch.num_columns):
            try:
                type = batch.schema.field(at).type
            except KeyError:  # one that pyarrow has no class for
                continue
            if pa.types.is_dictionary(type):
                column = encoded([batch.column(at)], type)
                batch = batch.set_column(at, batch.schema.field(at), column)
        return batch

    @staticmethod
    def row(batch, row):
        """A copy, because some casts read all bytes that a slice shares."""
        return Tables.copy(Tables.compact(batch.slice(row, 1)))

    @staticmethod
    def copy(batch):
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        with pa.ipc.open_stream(sink.getvalue()) as reader:
            return reader.read_next_batch()


def stream(table):
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        for batch in table.combine_chunks().to_batches():
            writer.write_batch(batch)
    return base64.b64encode(sink.getvalue()).decode()


def in_order(table, order):
    field = table.schema.field(0)
    if pa.types.is_dictionary(field.type):  # those with nulls can not be put together
        column = encoded(table.column(0).chunks, field.type)
        table = pa.Table.from_arrays([column], schema=table.schema)
    try:
        return table.combine_chunks().take(order)
    except pa.ArrowException:  # not every type can be taken from
        parts = [table.slice(at, 1) for at in order]
        return pa.concat_tables(parts) if parts else table


def collected(frame, expr, over):
    """A table of one column."""
    if over == "table":
        asked = frame.aggregate([], [expr])
    elif over == "groups":
        asked = frame.aggregate([column(KEY).alias("key")], [expr.alias("value")])
    elif over == "window":
        asked = frame.select(column(ID).alias("key"), expr.alias("value"))
    else:
        asked = frame.select(expr)
    batches = asked.collect()
    table = pa.Table.from_batches(batches) if batches else asked.schema().empty_table()
    if over in ("groups", "window"):
        keys = table.column("key").to_pylist()
        order = sorted(range(len(keys)), key=lambda at: (keys[at] is None, keys[at]))
        table = in_order(table.select(["value"]), order)
    return table


def answer(tables, question):
    said = {"expr": None, "name": None, "result": None, "error": None, "panic": False}
    try:
        dialect = "duckdb" if LAMBDA in question["sql"] else "generic"
        context, frame = tables.frame(question["table"], question["rows"], question["apart"], dialect)
        if question["table"] is None:
            expr = context.parse_sql_expr(question["sql"], DFSchema.empty())
        else:
            expr = frame.parse_sql_expr(question["sql"])
        said["name"] = expr.schema_name()
        data = expr.to_bytes()
        said["expr"] = base64.b64encode(data).decode()
        if question["over"] == "none":
            return said
        again = Expr.from_bytes(data)
        table = collected(frame, again, question["over"])
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
