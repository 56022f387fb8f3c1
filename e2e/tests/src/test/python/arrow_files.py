# SPDX-License-Identifier: Apache-2.0
"""What pyarrow and tables of the format arrow say to each other: `write FOLDER` makes files of the same rows in every form,
`check FOLDER` reads the copies that tables made of them, in folders named for each, and compares types and values."""

import datetime
import decimal
import pathlib
import random
import sys

import pyarrow as pa
import pyarrow.compute
import pyarrow.dataset

ROWS = 3_000
BATCH = 700
SEED = 55
UTC = datetime.timezone.utc
POINT = pa.struct([("x", pa.int32()), ("y", pa.string())])
ITEM = pa.struct([("k", pa.string()), ("v", pa.list_(pa.int64()))])

SCHEMA = pa.schema(
    [
        ("n", pa.int64()),
        ("b", pa.bool_()),
        ("i", pa.int32()),
        ("u", pa.uint64()),
        ("f", pa.float32()),
        ("x", pa.float64()),
        ("d", pa.decimal128(10, 2)),
        ("s", pa.string()),
        ("bin", pa.binary()),
        ("day", pa.date32()),
        ("at", pa.timestamp("us")),
        ("z", pa.timestamp("ms", "UTC")),
        ("l", pa.list_(pa.int32())),
        ("ls", pa.list_(pa.string())),
        ("st", POINT),
        ("m", pa.map_(pa.string(), pa.int32())),
        ("deep", pa.list_(ITEM)),
    ]
)
# What a table writes: its own type where it has not the one that it read.
WRITTEN = SCHEMA.set(SCHEMA.get_field_index("u"), pa.field("u", pa.decimal128(20, 0)))

DICTIONARIES = {
    "s": pa.dictionary(pa.int16(), pa.string()),
    "bin": pa.dictionary(pa.int32(), pa.binary()),
    "i": pa.dictionary(pa.uint8(), pa.int32()),
    "ls": pa.list_(pa.dictionary(pa.int8(), pa.string())),
}
LARGE = {
    "s": pa.large_string(),
    "bin": pa.large_binary(),
    "l": pa.large_list(pa.int32()),
    "ls": pa.large_list(pa.large_string()),
}
VIEWS = {
    "s": pa.string_view(),
    "bin": pa.binary_view(),
    "l": pa.list_view(pa.int32()),
    "ls": pa.large_list_view(pa.string_view()),
}
RUNS = {"i": pa.run_end_encoded(pa.int32(), pa.int32()), "s": pa.run_end_encoded(pa.int16(), pa.string())}

FORMS = {
    "file": (pa.ipc.new_file, None, {}),
    "file-lz4": (pa.ipc.new_file, "lz4", {}),
    "file-dictionaries": (pa.ipc.new_file, None, DICTIONARIES),
    "file-views-lz4": (pa.ipc.new_file, "lz4", VIEWS),
    "stream": (pa.ipc.new_stream, None, {}),
    "stream-dictionaries-lz4": (pa.ipc.new_stream, "lz4", DICTIONARIES),
    "stream-large": (pa.ipc.new_stream, None, LARGE),
    "stream-runs": (pa.ipc.new_stream, None, RUNS),
}


def text(dice):
    return "".join(dice.choice("aé€😀 bc") for _ in range(dice.randrange(30)))


def row(n, dice):
    def some(value):
        return None if dice.random() < 0.1 else value()

    def numbers(bits):
        return [some(lambda: dice.getrandbits(bits - 1)) for _ in range(dice.randrange(4))]

    micros = datetime.timedelta(microseconds=dice.randrange(-(10**16), 10**16))
    return {
        "n": n,
        "b": some(lambda: dice.random() < 0.5),
        "i": some(lambda: dice.randrange(-50, 50)),
        "u": some(lambda: dice.getrandbits(64)),
        "f": some(lambda: dice.randrange(1 << 20) / 64),
        "x": some(lambda: dice.uniform(-1e9, 1e9)),
        "d": some(lambda: decimal.Decimal(dice.randrange(-(10**10) + 1, 10**10)).scaleb(-2)),
        "s": some(lambda: dice.choice(["UA", "süß", text(dice)])) if n % 7 else "same",
        "bin": some(lambda: dice.randbytes(dice.randrange(3))),
        "day": some(lambda: datetime.date(2013, 1, 1) + datetime.timedelta(days=dice.randrange(-40000, 40000))),
        "at": some(lambda: datetime.datetime(2013, 1, 1) + micros),
        "z": some(lambda: datetime.datetime(2013, 1, 1, tzinfo=UTC) + datetime.timedelta(milliseconds=dice.randrange(10**12))),
        "l": some(lambda: numbers(32)),
        "ls": some(lambda: [some(lambda: dice.choice(["p", "", "q" * 20])) for _ in range(dice.randrange(3))]),
        "st": some(lambda: {"x": some(lambda: dice.randrange(9)), "y": some(lambda: text(dice))}),
        "m": some(lambda: [(key, some(lambda: dice.randrange(9))) for key in "abc"[: dice.randrange(4)]]),
        "deep": some(lambda: [some(lambda: {"k": some(lambda: text(dice)), "v": some(lambda: numbers(64))}) for _ in range(dice.randrange(3))]),
    }


def rows():
    dice = random.Random(SEED)
    return [row(n, dice) for n in range(ROWS)]


def array(name, values, kind):
    if pa.types.is_dictionary(kind):
        return pa.array(values, kind.value_type).dictionary_encode().cast(kind)
    if pa.types.is_run_end_encoded(kind):
        return pa.compute.run_end_encode(pa.array(values, kind.value_type), kind.run_end_type)
    return pa.array(values, kind)


def write(folder):
    for name, (make, codec, kinds) in FORMS.items():
        schema = pa.schema([(field.name, kinds.get(field.name, field.type)) for field in SCHEMA])
        options = pa.ipc.IpcWriteOptions(compression=codec, unify_dictionaries=make is pa.ipc.new_file)
        values = rows()
        batches = [
            pa.record_batch([array(f.name, [r[f.name] for r in values[at : at + BATCH]], f.type) for f in schema], schema=schema)
            for at in range(0, ROWS, BATCH)
        ]
        with make(str(folder / f"{name}.arrow"), schema, options=options) as writer:
            writer.write_table(pa.Table.from_batches(batches))
        print(name)


def copied(folder):
    files = [path for path in folder.iterdir() if not path.name.startswith((".", "_"))]
    if folder.name.startswith("file"):
        return pyarrow.dataset.dataset([str(path) for path in files], format="ipc").to_table()
    return pa.concat_tables(pa.ipc.open_stream(str(path)).read_all() for path in files)


def check(folder):
    expected = rows()
    for name in FORMS:
        table = copied(folder / name)
        table.validate(full=True)
        assert table.schema.equals(WRITTEN), f"{name}: {table.schema}"
        found = sorted(table.to_pylist(), key=lambda each: each["n"])
        assert len(found) == len(expected), f"{name}: {len(found)} rows"
        for one, other in zip(found, expected):
            assert one == other, f"{name}:\n{one}\n{other}"
        print(name)


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](pathlib.Path(sys.argv[2]))
