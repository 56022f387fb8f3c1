# SPDX-License-Identifier: Apache-2.0
"""Native DataFusion as a contestant: one line with a command in, one line with its answer out.

One thread, one partition. The time of a query is the elapsed_compute of its plan's operators, so
neither planning nor Python is in it. Fields are separated by tabs; an answer starts with "ok" or
"error".
"""

import sys
import time

import datafusion
import pyarrow
from datafusion import Expr, SessionConfig, SessionContext
from datafusion import functions  # noqa: F401  (loads what from_bytes needs)


class Worker:
    def __init__(self):
        self.context = None
        self.rows = 0
        self.plans = {}
        self.expressions = []
        self.next = 0

    def version(self):
        return datafusion.__version__

    def load(self, path, rows, batch):
        """Takes the first rows of an Arrow stream as table t, in batches of so many."""
        self.rows, size = int(rows), int(batch)
        self.plans = {}
        with pyarrow.ipc.open_stream(path) as stream:
            table = stream.read_all().slice(0, self.rows).combine_chunks()
        batches = [owned(each) for each in table.to_batches(size)]
        config = SessionConfig().with_target_partitions(1).with_batch_size(size)
        self.context = SessionContext(config)
        self.context.register_record_batches("t", [batches])
        return len(batches)

    def answer(self, sql, path):
        """Writes the result of a query over table t as an Arrow stream."""
        table = self.context.sql(sql).to_arrow_table().combine_chunks()
        with pyarrow.ipc.new_stream(path, table.schema) as stream:
            stream.write_table(table)
        return table.num_rows

    def slot(self, sql, seconds, pace):
        """Evaluates an expression over t for so long; the nanoseconds a row of all passes, or of the fastest."""
        if sql not in self.plans:
            self.plans[sql] = self.context.sql(f"SELECT {sql} FROM t").execution_plan()
        plan = self.plans[sql]
        passes = []
        before = elapsed(plan)
        end = time.perf_counter() + float(seconds)
        while not passes or time.perf_counter() < end:
            for _ in self.context.execute(plan, 0):
                pass
            after = elapsed(plan)
            passes.append(after - before)
            before = after
        taken = min(passes) if pace == "FASTEST" else sum(passes) / len(passes)
        return taken / self.rows

    def load_first(self, path, expressions):
        """Takes the first row of an Arrow stream, and expressions in hexadecimal lines."""
        with pyarrow.ipc.open_stream(path) as stream:
            row = stream.read_next_batch().slice(0, 1)
        with open(expressions, encoding="ascii") as lines:
            self.expressions = [bytes.fromhex(line) for line in lines]
        self.context = SessionContext(SessionConfig().with_target_partitions(1))
        self.context.register_record_batches("one", [[row]])
        self.next = 0
        return len(self.expressions)

    def first(self, expression):
        table = self.context.table("one").select(Expr.from_bytes(expression, self.context))
        return table.collect()[0].column(0)[0].as_py()

    def first_value(self, index):
        return repr(self.first(self.expressions[int(index)]))

    def first_slot(self, seconds, pace):
        """From bytes to a value, one expression after another; microseconds for each."""
        taken = []
        begin = now = time.perf_counter()
        while not taken or now - begin < float(seconds):
            self.first(self.expressions[self.next])
            self.next = (self.next + 1) % len(self.expressions)
            before, now = now, time.perf_counter()
            taken.append(now - before)
        return (min(taken) if pace == "FASTEST" else sum(taken) / len(taken)) * 1e6


def owned(batch):
    """The same rows in buffers of their own, as they come from a file or the network."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return pyarrow.ipc.open_stream(sink.getvalue()).read_next_batch()


def elapsed(plan):
    return sum(metrics.elapsed_compute or 0 for _, metrics in plan.collect_metrics())


def main():
    worker = Worker()
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split("\t")
        try:
            print("ok", getattr(worker, command)(*arguments), sep="\t", flush=True)
        except Exception as failure:  # the answer to a command is what went wrong with it
            print("error", " ".join(str(failure).split()), sep="\t", flush=True)


main()
