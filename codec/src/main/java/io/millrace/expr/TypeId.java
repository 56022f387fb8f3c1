// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** The kinds of {@link DataType}; one constant for each type of Arrow that DataFusion carries. */
@PublicEvolving
public enum TypeId {
  NULL("Null", Family.NULL),
  BOOLEAN("Boolean", Family.BOOLEAN),
  INT8("Int8", Family.SIGNED),
  INT16("Int16", Family.SIGNED),
  INT32("Int32", Family.SIGNED),
  INT64("Int64", Family.SIGNED),
  UINT8("UInt8", Family.UNSIGNED),
  UINT16("UInt16", Family.UNSIGNED),
  UINT32("UInt32", Family.UNSIGNED),
  UINT64("UInt64", Family.UNSIGNED),
  FLOAT16("Float16", Family.FLOAT),
  FLOAT32("Float32", Family.FLOAT),
  FLOAT64("Float64", Family.FLOAT),
  DECIMAL32("Decimal32", Family.DECIMAL),
  DECIMAL64("Decimal64", Family.DECIMAL),
  DECIMAL128("Decimal128", Family.DECIMAL),
  DECIMAL256("Decimal256", Family.DECIMAL),
  UTF8("Utf8", Family.TEXT),
  LARGE_UTF8("LargeUtf8", Family.TEXT),
  UTF8_VIEW("Utf8View", Family.TEXT),
  BINARY("Binary", Family.BINARY),
  LARGE_BINARY("LargeBinary", Family.BINARY),
  BINARY_VIEW("BinaryView", Family.BINARY),
  FIXED_SIZE_BINARY("FixedSizeBinary", Family.BINARY),
  DATE32("Date32", Family.DATE),
  DATE64("Date64", Family.DATE),
  TIME32("Time32", Family.TIME),
  TIME64("Time64", Family.TIME),
  TIMESTAMP("Timestamp", Family.TIMESTAMP),
  DURATION("Duration", Family.DURATION),
  INTERVAL("Interval", Family.INTERVAL),
  LIST("List", Family.LIST),
  LARGE_LIST("LargeList", Family.LIST),
  LIST_VIEW("ListView", Family.LIST),
  LARGE_LIST_VIEW("LargeListView", Family.LIST),
  FIXED_SIZE_LIST("FixedSizeList", Family.LIST),
  STRUCT("Struct", Family.STRUCT),
  MAP("Map", Family.MAP),
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
    ENCODED
  }

  private final String spelling;
  private final Family family;

  TypeId(String spelling, Family family) {
    this.spelling = spelling;
    this.family = family;
  }

  public Family family() {
    return family;
  }

  public boolean isInteger() {
    return family == Family.SIGNED || family == Family.UNSIGNED;
  }

  /** Integers, floats and decimals. */
  public boolean isNumeric() {
    return isInteger() || family == Family.FLOAT || family == Family.DECIMAL;
  }

  /** Arrow's name of the kind, with which every type of it starts when printed. */
  public String spelling() {
    return spelling;
  }
}
