// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The kinds of {@link DataType}; one constant for each type of Arrow that DataFusion carries, with
 * all that readers, writers and the rules of types ask about it.
 */
@PublicEvolving
public enum TypeId {
  NULL("Null", Family.NULL),
  BOOLEAN("Boolean", Family.BOOLEAN, 1),
  INT8("Int8", Family.SIGNED, 8),
  INT16("Int16", Family.SIGNED, 16),
  INT32("Int32", Family.SIGNED, 32),
  INT64("Int64", Family.SIGNED, 64),
  UINT8("UInt8", Family.UNSIGNED, 8),
  UINT16("UInt16", Family.UNSIGNED, 16),
  UINT32("UInt32", Family.UNSIGNED, 32),
  UINT64("UInt64", Family.UNSIGNED, 64),
  FLOAT16("Float16", Family.FLOAT, 16),
  FLOAT32("Float32", Family.FLOAT, 32),
  FLOAT64("Float64", Family.FLOAT, 64),
  DECIMAL32("Decimal32", Family.DECIMAL, 32),
  DECIMAL64("Decimal64", Family.DECIMAL, 64),
  DECIMAL128("Decimal128", Family.DECIMAL, 128),
  DECIMAL256("Decimal256", Family.DECIMAL, 256),
  UTF8("Utf8", Family.TEXT, Layout.OFFSETS),
  LARGE_UTF8("LargeUtf8", Family.TEXT, Layout.LARGE_OFFSETS),
  UTF8_VIEW("Utf8View", Family.TEXT, Layout.VIEWS),
  BINARY("Binary", Family.BINARY, Layout.OFFSETS),
  LARGE_BINARY("LargeBinary", Family.BINARY, Layout.LARGE_OFFSETS),
  BINARY_VIEW("BinaryView", Family.BINARY, Layout.VIEWS),
  FIXED_SIZE_BINARY("FixedSizeBinary", Family.BINARY, Layout.EQUAL_SIZES),
  DATE32("Date32", Family.DATE, 32),
  DATE64("Date64", Family.DATE, 64),
  TIME32("Time32", Family.TIME, 32),
  TIME64("Time64", Family.TIME, 64),
  TIMESTAMP("Timestamp", Family.TIMESTAMP, 64),
  DURATION("Duration", Family.DURATION, 64),
  INTERVAL("Interval", Family.INTERVAL),
  LIST("List", Family.LIST, Layout.OFFSETS),
  LARGE_LIST("LargeList", Family.LIST, Layout.LARGE_OFFSETS),
  LIST_VIEW("ListView", Family.LIST, Layout.VIEWS),
  LARGE_LIST_VIEW("LargeListView", Family.LIST, Layout.LARGE_VIEWS),
  FIXED_SIZE_LIST("FixedSizeList", Family.LIST, Layout.EQUAL_SIZES),
  STRUCT("Struct", Family.STRUCT),
  MAP("Map", Family.MAP, Layout.OFFSETS),
  UNION("Union", Family.UNION),
  DICTIONARY("Dictionary", Family.ENCODED),
  RUN_END_ENCODED("RunEndEncoded", Family.ENCODED);

  /** What the rules of types ask about a kind. */
  public enum Family {
    NULL,
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FLOAT,
    DECIMAL,
    TEXT,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    DURATION,
    INTERVAL,
    LIST,
    STRUCT,
    MAP,
    UNION,
    /** Dictionary and run-end encoding: the values have a type of their own. */
    ENCODED;

    public boolean isInteger() {
      return this == SIGNED || this == UNSIGNED;
    }

    /** Integers, floats and decimals. */
    public boolean isNumeric() {
      return isInteger() || this == FLOAT || this == DECIMAL;
    }

    /** Dates, times, timestamps, durations and intervals. */
    public boolean isTemporal() {
      return compareTo(DATE) >= 0 && compareTo(INTERVAL) <= 0;
    }

    /** Lists, structs, maps and unions. */
    public boolean isNested() {
      return compareTo(LIST) >= 0 && compareTo(UNION) <= 0;
    }
  }

  /** How values of any length lie in Arrow's buffers. */
  public enum Layout {
    /** The kind has values of one width, or buffers of its own. */
    NONE,
    OFFSETS,
    LARGE_OFFSETS,
    VIEWS,
    LARGE_VIEWS,
    /** The type says the one length of all values. */
    EQUAL_SIZES;

    public boolean isView() {
      return this == VIEWS || this == LARGE_VIEWS;
    }

    /** Bytes of an offset into the values. */
    public int offsetBytes() {
      return this == LARGE_OFFSETS || this == LARGE_VIEWS ? Long.BYTES : Integer.BYTES;
    }
  }

  private final String spelling;
  private final Family family;
  private final int bits;
  private final Layout layout;

  TypeId(String spelling, Family family) {
    this(spelling, family, 0, Layout.NONE);
  }

  TypeId(String spelling, Family family, int bits) {
    this(spelling, family, bits, Layout.NONE);
  }

  TypeId(String spelling, Family family, Layout layout) {
    this(spelling, family, 0, layout);
  }

  TypeId(String spelling, Family family, int bits, Layout layout) {
    this.spelling = spelling;
    this.family = family;
    this.bits = bits;
    this.layout = layout;
  }

  /** Arrow's name of the kind, with which every type of it starts when printed. */
  public String spelling() {
    return spelling;
  }

  public Family family() {
    return family;
  }

  /** The width of a value; 0 where the kind alone does not say it. */
  public int bits() {
    return bits;
  }

  public Layout layout() {
    return layout;
  }

  /** The most decimal digits of which every number fits into the width; 9 for Decimal32. */
  public int maxPrecision() {
    return (int) ((bits - 1) * Math.log10(2));
  }
}
