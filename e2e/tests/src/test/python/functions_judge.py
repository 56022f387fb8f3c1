# SPDX-License-Identifier: Apache-2.0
"""Functions in expressions, between datafusion-python and Millrace.

write FILE   expressions with functions by value, by name, and through an extension codec
check FILE   decodes expressions that came back or that Millrace wrote, and prints what they give
"""

import base64
import json
import sys

import pyarrow as pa
import pyarrow.compute as pc
from datafusion import Accumulator, Expr, SessionContext, col, udaf, udf, udwf
from datafusion.expr import Window, WindowFrame
from datafusion.user_defined import WindowEvaluator

TABLE = {"a": [1, 2, None, 4], "b": [0.5, 1.5, 2.5, -1.0]}


class Total(Accumulator):
    """Adds up what is not null."""

    def __init__(self):
        self.sum = 0

    def state(self):
        return [pa.scalar(self.sum, pa.int64())]

    def update(self, values):
        self.sum += sum(x for x in values.to_pylist() if x is not None)

    def merge(self, states):
        self.sum += sum(states[0].to_pylist())

    def evaluate(self):
        return pa.scalar(self.sum, pa.int64())


class Counted(WindowEvaluator):
    """The number of each row."""

    def evaluate_all(self, values, num_rows):
        return pa.array(range(num_rows), pa.int64())


class Framed(WindowEvaluator):
    """What is not null in the frame of a row, added up."""

    def uses_window_frame(self):
        return True

    def evaluate(self, values, eval_range):
        start, stop = eval_range
        found = values[0].slice(start, stop - start).to_pylist()
        return pa.scalar(sum(x for x in found if x is not None), pa.int64())


RISK = udf(pc.multiply, [pa.float64(), pa.float64()], pa.float64(), "immutable", name="risk")
TOTAL = udaf(Total, pa.int64(), pa.int64(), [pa.int64()], "immutable", name="total")
COUNTED = udwf(Counted, [pa.int64()], pa.int64(), "immutable", name="counted")
FRAMED = udwf(Framed, [pa.int64()], pa.int64(), "immutable", name="framed")


def expressions():
    return {
        "risk": RISK(col("a").cast(pa.float64()), col("b")),
        "total": TOTAL(col("a")),
        "counted": COUNTED(col("a")),
        "framed": FRAMED(col("a")).over(
            Window(order_by=col("b").sort(), window_frame=WindowFrame("rows", 1, 0))
        ),
    }


def chained(strict):
    """A strict session that has another one, which is not, as its extension codec."""
    return strict.with_logical_extension_codec(SessionContext(), codec_id="shared")


def write(path):
    strict = SessionContext().with_python_udf_inlining(enabled=False)
    with open(path, "w", encoding="utf-8") as lines:
        for name, expr in expressions().items():
            for way, data in (
                ("value", expr.to_bytes()),
                ("name", expr.to_bytes(strict)),
                ("chain", expr.to_bytes(chained(strict))),
            ):
                line = {"id": f"{name}/{way}", "expr": base64.b64encode(data).decode()}
                lines.write(json.dumps(line) + "\n")


def registered():
    context = SessionContext().with_logical_extension_codec(SessionContext(), codec_id="shared")
    context.register_udf(RISK)
    context.register_udaf(TOTAL)
    context.register_udwf(COUNTED)
    context.register_udwf(FRAMED)
    return context


def check(path):
    context = registered()
    frame = context.from_pydict(TABLE, name="t")
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            data = base64.b64decode(line["expr"])
            expr = Expr.from_bytes(data, context)
            if line["id"].startswith("total"):
                found = frame.aggregate([], [expr.alias("r")]).to_pydict()["r"]
            else:
                rows = frame.select(col("b"), expr.alias("r")).to_pydict()
                by_b = dict(zip(rows["b"], rows["r"]))  # windows sort
                found = [by_b[b] for b in TABLE["b"]]
            print(line["id"], json.dumps(found))


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
