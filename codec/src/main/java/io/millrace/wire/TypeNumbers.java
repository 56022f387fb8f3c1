// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.TypeId;
import io.millrace.wire.CommonProto.ArrowType;
import java.util.HashMap;
import java.util.Map;

/** The field that each kind of type has in a message of a type. */
final class TypeNumbers {
  private static final Map<Integer, TypeId> IDS = new HashMap<>();

  static {
    for (TypeId id : TypeId.values()) {
      IDS.put(of(id), id);
    }
  }

  private TypeNumbers() {}

  /** Null for a field that is not known. */
  static TypeId id(int field) {
    return IDS.get(field);
  }

  static int of(TypeId id) {
    return switch (id) {
      case NULL -> ArrowType.NONE_FIELD_NUMBER;
      case BOOLEAN -> ArrowType.BOOL_FIELD_NUMBER;
      case INT8 -> ArrowType.INT8_FIELD_NUMBER;
      case INT16 -> ArrowType.INT16_FIELD_NUMBER;
      case INT32 -> ArrowType.INT32_FIELD_NUMBER;
      case INT64 -> ArrowType.INT64_FIELD_NUMBER;
      case UINT8 -> ArrowType.UINT8_FIELD_NUMBER;
      case UINT16 -> ArrowType.UINT16_FIELD_NUMBER;
      case UINT32 -> ArrowType.UINT32_FIELD_NUMBER;
      case UINT64 -> ArrowType.UINT64_FIELD_NUMBER;
      case FLOAT16 -> ArrowType.FLOAT16_FIELD_NUMBER;
      case FLOAT32 -> ArrowType.FLOAT32_FIELD_NUMBER;
      case FLOAT64 -> ArrowType.FLOAT64_FIELD_NUMBER;
      case DECIMAL32 -> ArrowType.DECIMAL32_FIELD_NUMBER;
      case DECIMAL64 -> ArrowType.DECIMAL64_FIELD_NUMBER;
      case DECIMAL128 -> ArrowType.DECIMAL128_FIELD_NUMBER;
      case DECIMAL256 -> ArrowType.DECIMAL256_FIELD_NUMBER;
      case UTF8 -> ArrowType.UTF8_FIELD_NUMBER;
      case LARGE_UTF8 -> ArrowType.LARGE_UTF8_FIELD_NUMBER;
      case UTF8_VIEW -> ArrowType.UTF8_VIEW_FIELD_NUMBER;
      case BINARY -> ArrowType.BINARY_FIELD_NUMBER;
      case LARGE_BINARY -> ArrowType.LARGE_BINARY_FIELD_NUMBER;
      case BINARY_VIEW -> ArrowType.BINARY_VIEW_FIELD_NUMBER;
      case FIXED_SIZE_BINARY -> ArrowType.FIXED_SIZE_BINARY_FIELD_NUMBER;
      case DATE32 -> ArrowType.DATE32_FIELD_NUMBER;
      case DATE64 -> ArrowType.DATE64_FIELD_NUMBER;
      case TIME32 -> ArrowType.TIME32_FIELD_NUMBER;
      case TIME64 -> ArrowType.TIME64_FIELD_NUMBER;
      case TIMESTAMP -> ArrowType.TIMESTAMP_FIELD_NUMBER;
      case DURATION -> ArrowType.DURATION_FIELD_NUMBER;
      case INTERVAL -> ArrowType.INTERVAL_FIELD_NUMBER;
      case LIST -> ArrowType.LIST_FIELD_NUMBER;
      case LARGE_LIST -> ArrowType.LARGE_LIST_FIELD_NUMBER;
      case LIST_VIEW -> ArrowType.LIST_VIEW_FIELD_NUMBER;
      case LARGE_LIST_VIEW -> ArrowType.LARGE_LIST_VIEW_FIELD_NUMBER;
      case FIXED_SIZE_LIST -> ArrowType.FIXED_SIZE_LIST_FIELD_NUMBER;
      case STRUCT -> ArrowType.STRUCT_FIELD_NUMBER;
      case MAP -> ArrowType.MAP_FIELD_NUMBER;
      case UNION -> ArrowType.UNION_FIELD_NUMBER;
      case DICTIONARY -> ArrowType.DICTIONARY_FIELD_NUMBER;
      case RUN_END_ENCODED -> ArrowType.RUN_END_ENCODED_FIELD_NUMBER;
    };
  }
}
