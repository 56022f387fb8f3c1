// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Interval;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Of a value that is not nested, see {@link NestedHash}. */
final class PlainHash implements NestedHash {
  private final Hash first;
  private final Hash behind;

  /** Of a value that is not null, from a seed on. */
  @FunctionalInterface
  private interface Hash {
    long of(Object value, long seed);
  }

  private PlainHash(Hash first, Hash behind) {
    this.first = first;
    this.behind = behind;
  }

  @Override
  public long of(Object value, long before, Place place) {
    if (value == null) {
      return before;
    }
    return switch (place) {
      case FIRST -> first.of(value, FoldHash.seed());
      case BEHIND_OTHERS -> behind.of(value, before);
    };
  }

  /** Numbers and views start from the hash before, other values are hashed apart. */
  static PlainHash of(DataType type) {
    return switch (type.id()) {
      case BOOLEAN -> apart((value, seed) -> FoldHash.ofLong((Boolean) value ? 1 : 0, seed));
      case FLOAT16, FLOAT32, FLOAT64 -> floats(type);
      case DECIMAL32 ->
          seeded((value, seed) -> FoldHash.ofLong(low(((BigInteger) value).intValue()), seed));
      case DECIMAL64 ->
          seeded((value, seed) -> FoldHash.ofLong(((BigInteger) value).longValue(), seed));
      case DECIMAL128 ->
          seeded((value, seed) -> FoldHash.ofWide(word(value, 1), word(value, 0), seed));
      case DECIMAL256 ->
          seeded(
              (value, seed) ->
                  FoldHash.ofWidest(
                      word(value, 3), word(value, 2), word(value, 1), word(value, 0), seed));
      case UTF8, LARGE_UTF8 -> apart((value, seed) -> text(utf8(value)));
      case UTF8_VIEW -> seeded((value, seed) -> view(utf8(value), seed));
      case BINARY, LARGE_BINARY, FIXED_SIZE_BINARY ->
          apart((value, seed) -> binary(((Bytes) value).toArray()));
      case BINARY_VIEW -> seeded((value, seed) -> view(((Bytes) value).toArray(), seed));
      case INTERVAL -> seeded(interval((DataType.Interval) type));
      case INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          DATE32,
          DATE64,
          TIME32,
          TIME64,
          TIMESTAMP,
          DURATION -> {
        long mask = -1L >>> (Long.SIZE - type.id().bits());
        yield seeded((value, seed) -> FoldHash.ofLong((Long) value & mask, seed));
      }
      case NULL,
          LIST,
          LARGE_LIST,
          LIST_VIEW,
          LARGE_LIST_VIEW,
          FIXED_SIZE_LIST,
          STRUCT,
          MAP,
          UNION,
          DICTIONARY,
          RUN_END_ENCODED ->
          throw new AssertionError(type);
    };
  }

  private static PlainHash seeded(Hash hash) {
    return new PlainHash(hash, (value, before) -> hash.of(value, FoldHash.seed(before)));
  }

  private static PlainHash apart(Hash hash) {
    return new PlainHash(
        hash, (value, before) -> NestedHash.combined(hash.of(value, FoldHash.seed()), before));
  }

  /** A number at first, behind others bytes. */
  private static PlainHash floats(DataType type) {
    int bytes = type.id().bits() / Byte.SIZE;
    return new PlainHash(
        (value, seed) -> FoldHash.ofLong(bits((Double) value, type), seed),
        (value, before) -> {
          byte[] given = new byte[bytes];
          for (int i = 0; i < bytes; i++) {
            given[i] = (byte) (bits((Double) value, type) >>> (i * Byte.SIZE));
          }
          return FoldHash.ofBytes(given, FoldHash.seed(before));
        });
  }

  private static long bits(double value, DataType type) {
    return switch (type.id()) {
      case FLOAT16 -> Floats.halfBits(value);
      case FLOAT32 -> low(Float.floatToRawIntBits((float) value));
      case FLOAT64 -> Double.doubleToRawLongBits(value);
      default -> throw new AssertionError(type);
    };
  }

  private static Hash interval(DataType.Interval type) {
    return switch (type.unit()) {
      case YEAR_MONTH -> (value, seed) -> FoldHash.ofLong(low(((Long) value).intValue()), seed);
      case DAY_TIME ->
          (value, seed) -> FoldHash.ofLong(Long.rotateLeft((Long) value, Integer.SIZE), seed);
      case MONTH_DAY_NANO ->
          (value, seed) -> {
            Interval span = (Interval) value;
            long monthsFirst = low(span.months()) | ((long) span.days() << Integer.SIZE);
            return FoldHash.ofWide(span.nanos(), monthsFirst, seed);
          };
    };
  }

  /** Of an integer, the lowest word being 0. */
  private static long word(Object value, int index) {
    return ((BigInteger) value).shiftRight(index * Long.SIZE).longValue();
  }

  private static long low(int bits) {
    return Integer.toUnsignedLong(bits);
  }

  private static byte[] utf8(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8);
  }

  private static long text(byte[] bytes) {
    return FoldHash.ofText(bytes, 0, bytes.length);
  }

  private static long binary(byte[] bytes) {
    return FoldHash.ofBinary(bytes, 0, bytes.length);
  }

  private static long view(byte[] bytes, long seed) {
    return FoldHash.ofView(bytes, 0, bytes.length, seed);
  }
}
