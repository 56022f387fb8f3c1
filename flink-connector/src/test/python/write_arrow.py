# SPDX-License-Identifier: Apache-2.0
"""Writes src/test/resources/arrow: what pyarrow makes of each type that the format reads.

Run in flink-connector with a Python that has pyarrow.
"""

import datetime
import decimal
import pathlib

import pyarrow as pa

FOLDER = pathlib.Path("src/test/resources/arrow")
UTC = datetime.timezone.utc


def at(micros):
    return datetime.datetime(2013, 1, 1, 5, 15, 7) + datetime.timedelta(microseconds=micros)


def column(name, kind, *values):
    return pa.field(name, kind), pa.array([*values, None], kind)


PLAIN = [
    column("b", pa.bool_(), True, False),
    column("i8", pa.int8(), 127, -128),
    column("i16", pa.int16(), 32767, -32768),
    column("i32", pa.int32(), 2147483647, -2147483648),
    column("i64", pa.int64(), 2**63 - 1, -(2**63)),
    column("u8", pa.uint8(), 255, 0),
    column("u16", pa.uint16(), 65535, 0),
    column("u32", pa.uint32(), 2**32 - 1, 0),
    column("u64", pa.uint64(), 2**64 - 1, 0),
    column("f16", pa.float16(), 1.5, -0.25),
    column("f32", pa.float32(), 1.5, -0.25),
    column("f64", pa.float64(), 0.1, -1e300),
    column("d32", pa.decimal32(9, 2), decimal.Decimal("1234567.89"), decimal.Decimal("-0.01")),
    column("d64", pa.decimal64(18, 3), decimal.Decimal("123456789012345.678"), decimal.Decimal("0")),
    column("d128", pa.decimal128(38, 10), decimal.Decimal("1234567890123456789012345678.0123456789"), decimal.Decimal("-1")),
    column("d256", pa.decimal256(38, 2), decimal.Decimal("1.25"), decimal.Decimal("-1")),
    column("s", pa.string(), "süß", ""),
    column("ls", pa.large_string(), "a", "b"),
    column("sv", pa.string_view(), "a view of more than twelve bytes", "short"),
    column("bin", pa.binary(), b"\x00\xff", b""),
    column("lbin", pa.large_binary(), b"\x01", b"\x02"),
    column("binv", pa.binary_view(), b"\x03" * 20, b"\x04"),
    column("fsb", pa.binary(2), b"\x05\x06", b"\x07\x08"),
    column("d", pa.date32(), datetime.date(2013, 1, 1), datetime.date(1969, 12, 31)),
    column("dd", pa.date64(), datetime.date(2013, 1, 1), datetime.date(1969, 12, 31)),
    column("t_s", pa.time32("s"), datetime.time(1, 2, 3), datetime.time(23, 59, 59)),
    column("t_ms", pa.time32("ms"), datetime.time(1, 2, 3, 4000), datetime.time(0)),
    column("t_us", pa.time64("us"), datetime.time(1, 2, 3, 4000), datetime.time(0)),
    column("ts_s", pa.timestamp("s"), at(0), datetime.datetime(1969, 12, 31, 23, 59, 59)),
    column("ts_ms", pa.timestamp("ms"), at(1000), at(0)),
    column("ts_us", pa.timestamp("us"), at(1), at(0)),
    column("ts_ns", pa.timestamp("ns"), at(1), at(0)),
    column("tz", pa.timestamp("ms", "America/New_York"), at(1000).replace(tzinfo=UTC), at(0).replace(tzinfo=UTC)),
    column("dur", pa.duration("ms"), datetime.timedelta(days=1, milliseconds=5), datetime.timedelta(milliseconds=-1)),
    column("mdn", pa.month_day_nano_interval(), (1, 2, 3), (-1, 0, 0)),
    column("l", pa.list_(pa.int32()), [1, None, 3], []),
    column("ll", pa.large_list(pa.string()), ["a"], ["b", "c"]),
    column("lv", pa.list_view(pa.int32()), [1, 2], []),
    column("fl", pa.list_(pa.int64(), 2), [1, 2], [3, None]),
    column("st", pa.struct([("x", pa.int32()), ("y", pa.string())]), {"x": 1, "y": "a"}, {"x": None, "y": "b"}),
    column("m", pa.map_(pa.string(), pa.int32()), [("k", 1)], []),
    column("n", pa.null(), None, None),
]
ENCODED = [
    (pa.field("dict", pa.dictionary(pa.int8(), pa.string())), pa.array(["x", "y", "x", None]).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))),
    (pa.field("runs", pa.run_end_encoded(pa.int32(), pa.int64())), pa.RunEndEncodedArray.from_arrays(pa.array([2, 3, 4], pa.int32()), pa.array([7, None, 9]))),
    (pa.field("ld", pa.list_(pa.dictionary(pa.int32(), pa.string()))), pa.array([["p"], ["q", "p"], [], None], pa.list_(pa.dictionary(pa.int32(), pa.string())))),
]
# Not read, but passed over.
UNION = pa.UnionArray.from_dense(
    pa.array([0, 1, 0, 1], pa.int8()), pa.array([0, 0, 1, 1], pa.int32()), [pa.array([1, 2]), pa.array(["a", "b"])]
)
ENCODED.insert(0, (pa.field("u", UNION.type), UNION))


def write(name, columns, form, codec=None, batches=1):
    schema = pa.schema([field for field, _ in columns])
    batch = pa.record_batch([values for _, values in columns], schema=schema)
    options = pa.ipc.IpcWriteOptions(compression=codec)
    make = pa.ipc.new_file if form == "file" else pa.ipc.new_stream
    with make(str(FOLDER / name), schema, options=options) as writer:
        for _ in range(batches):
            writer.write_batch(batch)


FOLDER.mkdir(parents=True, exist_ok=True)
write("plain.arrows", PLAIN, "stream")
write("plain.arrow", PLAIN, "file")
write("plain-lz4.arrow", PLAIN, "file", "lz4")
write("encoded.arrows", ENCODED, "stream", batches=2)
write("encoded-lz4.arrow", ENCODED, "file", "lz4")
write("zstd.arrow", PLAIN[:3], "file", "zstd")
many = [(pa.field("s", pa.string()), pa.array(["row %d" % (i % 100) for i in range(5000)]))]
many.append((pa.field("i", pa.int64()), pa.array(range(5000))))
write("many-lz4.arrow", many, "file", "lz4")
write("encoded-parts.arrow", ENCODED, "file", batches=5)
