# SPDX-License-Identifier: Apache-2.0
"""Writes rules with the real DataFusion and checks the job's results against its SQL.

    flights_judge.py rules FLIGHTS RULES     writes the rules file
    flights_judge.py check FLIGHTS RESULTS   compares every result, ends with 1 on a difference
"""

import datetime
import json
import math
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
from datafusion import SessionContext

from flights_rules import RULES, Rule

TYPES = {
    **{
        name: pa.int32()
        for name in "year month day dep_time sched_dep_time arr_time sched_arr_time flight"
        " distance hour minute".split()
    },
    **{name: pa.float64() for name in "dep_delay arr_delay air_time".split()},
    **{name: pa.string_view() for name in "carrier tailnum origin dest".split()},
    "time_hour": pa.timestamp("ns"),
}
UNITS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}
LAST = 1 << 62


def flights(path):
    """The events as the job reads them, with their number and their event time in milliseconds."""
    table = pyarrow.csv.read_csv(
        path,
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={
                **{k: v for k, v in TYPES.items() if not pa.types.is_string_view(v)},
                **{k: pa.string() for k, v in TYPES.items() if pa.types.is_string_view(v)},
                "time_hour": pa.timestamp("ns", "UTC"),
            },
            null_values=["NA"],
            strings_can_be_null=True,
        ),
    )
    zone_free = table["time_hour"].cast(pa.timestamp("ns"))
    place = table.schema.get_field_index("time_hour")
    table = table.set_column(place, "time_hour", zone_free).select(list(TYPES))
    table = table.cast(pa.schema(list(TYPES.items())))
    millis = pa.compute.add(
        pa.compute.divide(zone_free.cast(pa.int64()), 1_000_000),
        pa.compute.multiply(table["minute"].cast(pa.int64()), 60_000),
    )
    table = table.append_column("et", millis)
    return table.append_column("number", pa.array(range(table.num_rows), pa.int64()))


def instant(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def millis(text):
    return int(text[:-1]) * UNITS[text[-1]]


def periods(revisions):
    """Each revision with the event times at which it counts; effective_from grows with revision."""
    starts = [instant(r.effective_from) if r.effective_from else -LAST for r in revisions]
    ends = starts[1:] + [LAST]
    return list(zip(revisions, starts, ends))


def emits(rule, value, type):
    boolean = pa.types.is_boolean(type) and not rule.having
    chosen = rule.emit or ("true" if boolean else "all")
    return chosen == "all" or value is True


def rows_sql(rule, start, end):
    columns = ", ".join(TYPES)
    return (
        f"SELECT {columns}, ({rule.judge or rule.sql}) AS value FROM events"
        f" WHERE et >= {start} AND et < {end} AND ({rule.where or 'true'})"
    )


def windows_sql(rule, start, end):
    kind, *sizes = rule.window
    key = ", ".join(f"({each}) AS k{i}" for i, each in enumerate(rule.key))
    keys = "".join(f"k{i}, " for i in range(len(rule.key)))
    part = f"PARTITION BY {keys.rstrip(', ')}" if rule.key else ""
    rows = f"SELECT *{', ' + key if key else ''} FROM events WHERE ({rule.where or 'true'})"
    value = f"({rule.judge or rule.sql}) AS value, ({rule.having or 'true'}) AS kept"
    size = millis(sizes[0])
    if kind == "session":
        rows += f" AND et >= {start} AND et < {end}"
        return (
            f"SELECT {keys} min(et) AS ws, max(et) + {size} AS we, {value} FROM ("
            f" SELECT *, sum(fresh) OVER ({part} ORDER BY et, number) AS session FROM ("
            f"  SELECT *, CASE WHEN et - lag(et) OVER ({part} ORDER BY et, number) <= {size}"
            f"   THEN 0 ELSE 1 END AS fresh FROM ({rows})))"
            f" GROUP BY {keys} session"
        )
    slide = millis(sizes[1]) if kind == "hop" else size
    steps = ", ".join(f"({i})" for i in range(size // slide))
    return (
        f"SELECT {keys} ws, ws + {size} AS we, {value} FROM ("
        f" SELECT *, (et / {slide} - step) * {slide} AS ws FROM ({rows})"
        f" CROSS JOIN (VALUES {steps}) AS steps(step))"
        f" WHERE ws >= {start} AND ws < {end} GROUP BY {keys} ws"
    )


def plain(value):
    """A value of Arrow in the JSON form of results."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return value


def utc(moment):
    return datetime.datetime.fromtimestamp(moment / 1000, datetime.timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )


def expected(context, rule, start, end):
    """The results of one revision: (identity, value)."""
    sql = (windows_sql if rule.window else rows_sql)(rule, start, end)
    for batch in context.sql(sql).collect():
        type = batch.schema.field("value").type
        for row in batch.to_pylist():
            value = plain(row["value"])
            if rule.window:
                if row["kept"] is not True:
                    continue
                key = tuple(plain(row[f"k{i}"]) for i in range(len(rule.key)))
                identity = (key, utc(row["ws"]), utc(row["we"]))
            else:
                identity = tuple(plain(row[name]) for name in TYPES)
            if emits(rule, value, type):
                yield identity, value


def found(path):
    """The results of the job by (rule, revision): lists of (identity, value)."""
    results = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            result = json.loads(line)
            if "window" in result:
                window = result["window"]
                identity = (tuple(result.get("key", ())), window["start"], window["end"])
            else:
                identity = tuple(result["event"][name] for name in TYPES)
            results.setdefault((result["rule"], result["revision"]), []).append(
                (identity, result["value"])
            )
    return results


def same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return type(a) is type(b) and a == b


def differences(rule, want, have):
    """Differences between two lists of results; windows have one value an identity."""
    if not rule.window:
        if all(not isinstance(value, float) for _, value in want):
            wanted, had = Counter(want), Counter(have)
            yield from (("missing", each) for each in (wanted - had).elements())
            yield from (("too many", each) for each in (had - wanted).elements())
            return
        order = lambda each: tuple(str(part) for part in each[0])
        want, have = sorted(want, key=order), sorted(have, key=order)
        if len(want) != len(have):
            yield "count", (len(want), len(have))
        for (i, a), (j, b) in zip(want, have):
            if i != j or not same(a, b):
                yield "differs", (i, a, j, b)
        return
    wanted, had = dict(want), dict(have)
    if len(had) != len(have):
        yield "repeated", len(have) - len(had)
    for identity in wanted.keys() | had.keys():
        a, b = wanted.get(identity, "-none-"), had.get(identity, "-none-")
        if not same(a, b):
            yield "differs", (identity, "expected", a, "found", b)


def check(context, results):
    wrong = 0
    by_id = {}
    for rule in RULES:
        by_id.setdefault(rule.id, []).append(rule)
    have = found(results)
    for revisions in by_id.values():
        for rule, start, end in periods(revisions):
            mine = have.pop((rule.id, rule.revision), [])
            want = list(expected(context, rule, start, end)) if rule.action == "put" else []
            differing = list(differences(rule, want, mine))
            wrong += len(differing)
            wrong += rule.action == "put" and not want
            print(f"{rule.id} {rule.revision}: {len(want)} results, {len(differing)} differ")
            for each in differing[:5]:
                print("   ", *each)
    for unknown, results in have.items():
        print("unexpected", unknown, len(results))
        wrong += len(results)
    return wrong


def main(command, events, path):
    context = SessionContext()
    table = flights(events)
    context.register_record_batches("events", [table.to_batches(max_chunksize=65536)])
    if command == "rules":
        frame = context.table("events")
        lines = [rule.line(frame.parse_sql_expr) for rule in RULES]
        Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len({rule.id for rule in RULES})} rules, {len(lines)} lines")
        return 0
    return 1 if check(context, path) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
