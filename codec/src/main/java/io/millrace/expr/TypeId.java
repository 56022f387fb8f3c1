// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** The kinds of {@link DataType}; one constant for each type of Arrow that DataFusion carries. */
@PublicEvolving
public enum TypeId {
  NULL("Null"),
  BOOLEAN("Boolean"),
  INT8("Int8"),
  INT16("Int16"),
  INT32("Int32"),
  INT64("Int64"),
  UINT8("UInt8"),
  UINT16("UInt16"),
  UINT32("UInt32"),
  UINT64("UInt64"),
  FLOAT16("Float16"),
  FLOAT32("Float32"),
  FLOAT64("Float64"),
  DECIMAL32("Decimal32"),
  DECIMAL64("Decimal64"),
  DECIMAL128("Decimal128"),
  DECIMAL256("Decimal256"),
  UTF8("Utf8"),
  LARGE_UTF8("LargeUtf8"),
  UTF8_VIEW("Utf8View"),
  BINARY("Binary"),
  LARGE_BINARY("LargeBinary"),
  BINARY_VIEW("BinaryView"),
  FIXED_SIZE_BINARY("FixedSizeBinary"),
  DATE32("Date32"),
  DATE64("Date64"),
  TIME32("Time32"),
  TIME64("Time64"),
  TIMESTAMP("Timestamp"),
  DURATION("Duration"),
  INTERVAL("Interval"),
  LIST("List"),
  LARGE_LIST("LargeList"),
  LIST_VIEW("ListView"),
  LARGE_LIST_VIEW("LargeListView"),
  FIXED_SIZE_LIST("FixedSizeList"),
  STRUCT("Struct"),
  MAP("Map"),
  UNION("Union"),
  DICTIONARY("Dictionary"),
  RUN_END_ENCODED("RunEndEncoded");

  private final String spelling;

  TypeId(String spelling) {
    this.spelling = spelling;
  }

  /** Arrow's name of the kind, with which every type of it starts when printed. */
  public String spelling() {
    return spelling;
  }
}
