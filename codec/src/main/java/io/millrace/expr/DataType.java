// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.expr.TypeId.Family;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A type of Arrow as DataFusion carries it. {@code toString} gives DataFusion's spelling, the same
 * as {@code arrow_typeof}, for instance {@code Timestamp(ms, "UTC")}. Where types are compared
 * most, equality is written out, because the JVM puts that of records together at run time, which a
 * first expression would wait for.
 */
@PublicEvolving
public sealed interface DataType extends java.io.Serializable {
  DataType NULL = new Plain(TypeId.NULL);
  DataType BOOLEAN = new Plain(TypeId.BOOLEAN);
  DataType INT8 = new Plain(TypeId.INT8);
  DataType INT16 = new Plain(TypeId.INT16);
  DataType INT32 = new Plain(TypeId.INT32);
  DataType INT64 = new Plain(TypeId.INT64);
  DataType UINT8 = new Plain(TypeId.UINT8);
  DataType UINT16 = new Plain(TypeId.UINT16);
  DataType UINT32 = new Plain(TypeId.UINT32);
  DataType UINT64 = new Plain(TypeId.UINT64);
  DataType FLOAT16 = new Plain(TypeId.FLOAT16);
  DataType FLOAT32 = new Plain(TypeId.FLOAT32);
  DataType FLOAT64 = new Plain(TypeId.FLOAT64);
  DataType UTF8 = new Plain(TypeId.UTF8);
  DataType LARGE_UTF8 = new Plain(TypeId.LARGE_UTF8);
  DataType UTF8_VIEW = new Plain(TypeId.UTF8_VIEW);
  DataType BINARY = new Plain(TypeId.BINARY);
  DataType LARGE_BINARY = new Plain(TypeId.LARGE_BINARY);
  DataType BINARY_VIEW = new Plain(TypeId.BINARY_VIEW);
  DataType DATE32 = new Plain(TypeId.DATE32);
  DataType DATE64 = new Plain(TypeId.DATE64);
  DataType INTERVAL_MONTH_DAY_NANO = new Interval(IntervalUnit.MONTH_DAY_NANO);
  DataType INTERVAL_DAY_TIME = new Interval(IntervalUnit.DAY_TIME);
  DataType INTERVAL_YEAR_MONTH = new Interval(IntervalUnit.YEAR_MONTH);

  static DataType timestamp(TimeUnit unit) {
    return new Timestamp(unit, null);
  }

  static DataType timestamp(TimeUnit unit, String zone) {
    return new Timestamp(unit, zone);
  }

  static DataType decimal128(int precision, int scale) {
    return new Decimal(TypeId.DECIMAL128, precision, scale);
  }

  /** Reads DataFusion's spelling of a type, as {@code arrow_cast} does. */
  static DataType parse(String text) {
    return DataTypeParser.parse(text);
  }

  TypeId id();

  default Family family() {
    return id().family();
  }

  default boolean isNull() {
    return family() == Family.NULL;
  }

  default boolean isSigned() {
    return family() == Family.SIGNED;
  }

  default boolean isInteger() {
    return family().isInteger();
  }

  default boolean isFloat() {
    return family() == Family.FLOAT;
  }

  default boolean isDecimal() {
    return family() == Family.DECIMAL;
  }

  /** Integers, floats and decimals. */
  default boolean isNumeric() {
    return family().isNumeric();
  }

  default boolean isText() {
    return family() == Family.TEXT;
  }

  /** Of any layout, also of equal sizes. */
  default boolean isBinary() {
    return family() == Family.BINARY;
  }

  default boolean isDate() {
    return family() == Family.DATE;
  }

  /** The type of the values inside dictionaries and run-end encodings, else the type itself. */
  default DataType unwrapped() {
    if (this instanceof Dictionary dictionary) {
      return dictionary.value().unwrapped();
    }
    return this instanceof RunEndEncoded runs ? runs.values().type().unwrapped() : this;
  }

  /** A type that its kind says all of. */
  record Plain(TypeId id) implements DataType {
    @Override
    public boolean equals(Object other) {
      return other instanceof Plain that && id == that.id;
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }

    @Override
    public String toString() {
      return id.spelling();
    }
  }

  /** One of the four widths of decimal, by {@link #id}. */
  record Decimal(TypeId id, int precision, int scale) implements DataType {
    /** Of that width, with so many digits, or as many as it carries. */
    public static Decimal bounded(TypeId id, int precision, int scale) {
      int most = id.maxPrecision();
      return new Decimal(id, Math.min(precision, most), Math.min(scale, most));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Decimal that
          && id == that.id
          && precision == that.precision
          && scale == that.scale;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * id.hashCode() + precision) + scale;
    }

    @Override
    public String toString() {
      return id.spelling() + "(" + precision + ", " + scale + ")";
    }
  }

  record FixedSizeBinary(int size) implements DataType {
    @Override
    public TypeId id() {
      return TypeId.FIXED_SIZE_BINARY;
    }

    @Override
    public String toString() {
      return "FixedSizeBinary(" + size + ")";
    }
  }

  /** Time32 or Time64, by {@link #id}. */
  record Time(TypeId id, TimeUnit unit) implements DataType {
    @Override
    public boolean equals(Object other) {
      return other instanceof Time that && id == that.id && unit == that.unit;
    }

    @Override
    public int hashCode() {
      return 31 * id.hashCode() + unit.hashCode();
    }

    @Override
    public String toString() {
      return id.spelling() + "(" + unit.spelling() + ")";
    }
  }

  /** {@code zone} is null for a timestamp without zone. */
  record Timestamp(TimeUnit unit, String zone) implements DataType {
    @Override
    public boolean equals(Object other) {
      return other instanceof Timestamp that
          && unit == that.unit
          && Objects.equals(zone, that.zone);
    }

    @Override
    public int hashCode() {
      return 31 * unit.hashCode() + Objects.hashCode(zone);
    }

    @Override
    public TypeId id() {
      return TypeId.TIMESTAMP;
    }

    @Override
    public String toString() {
      return zone == null
          ? "Timestamp(" + unit.spelling() + ")"
          : "Timestamp(" + unit.spelling() + ", " + Spelling.quoted(zone) + ")";
    }
  }

  record Duration(TimeUnit unit) implements DataType {
    @Override
    public boolean equals(Object other) {
      return other instanceof Duration that && unit == that.unit;
    }

    @Override
    public int hashCode() {
      return unit.hashCode();
    }

    @Override
    public TypeId id() {
      return TypeId.DURATION;
    }

    @Override
    public String toString() {
      return "Duration(" + unit.spelling() + ")";
    }
  }

  record Interval(IntervalUnit unit) implements DataType {
    @Override
    public boolean equals(Object other) {
      return other instanceof Interval that && unit == that.unit;
    }

    @Override
    public int hashCode() {
      return unit.hashCode();
    }

    @Override
    public TypeId id() {
      return TypeId.INTERVAL;
    }

    @Override
    public String toString() {
      return "Interval(" + unit.spelling() + ")";
    }
  }

  /** A list of any layout. */
  sealed interface AnyList extends DataType {
    Field item();
  }

  /** List, LargeList, ListView or LargeListView, by {@link #id}. */
  record ListOf(TypeId id, Field item) implements AnyList {
    @Override
    public String toString() {
      return id.spelling() + "(" + Spelling.item(item) + ")";
    }
  }

  record FixedSizeList(Field item, int size) implements AnyList {
    @Override
    public TypeId id() {
      return TypeId.FIXED_SIZE_LIST;
    }

    @Override
    public String toString() {
      return "FixedSizeList(" + size + " x " + Spelling.item(item) + ")";
    }
  }

  record Struct(List<Field> fields) implements DataType {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public TypeId id() {
      return TypeId.STRUCT;
    }

    @Override
    public String toString() {
      return Spelling.struct(this);
    }
  }

  /** {@code entries} is the struct of key and value. */
  record MapOf(Field entries, boolean sorted) implements DataType {
    @Override
    public TypeId id() {
      return TypeId.MAP;
    }

    @Override
    public String toString() {
      return Spelling.map(this);
    }
  }

  record Union(List<Field> members, List<Integer> ids, Mode mode) implements DataType {
    /** In the order of the wire. */
    public enum Mode {
      SPARSE,
      DENSE
    }

    public Union {
      members = List.copyOf(members);
      ids = List.copyOf(ids);
    }

    @Override
    public TypeId id() {
      return TypeId.UNION;
    }

    @Override
    public String toString() {
      return Spelling.union(this);
    }
  }

  record Dictionary(DataType key, DataType value) implements DataType {
    public Dictionary {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    @Override
    public TypeId id() {
      return TypeId.DICTIONARY;
    }

    @Override
    public String toString() {
      return "Dictionary(" + key + ", " + value + ")";
    }
  }

  record RunEndEncoded(Field runEnds, Field values) implements DataType {
    @Override
    public TypeId id() {
      return TypeId.RUN_END_ENCODED;
    }

    @Override
    public String toString() {
      return Spelling.runEnds(this);
    }
  }
}
