// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;

/**
 * Functions that ask for the field of their argument, with the answer in them; the argument is
 * evaluated nevertheless, so its errors count.
 */
@Internal
public final class FieldFunctions {
  private static final DataType METADATA =
      new DataType.MapOf(
          Field.of(
              "entries",
              new DataType.Struct(
                  List.of(Field.of("key", DataType.UTF8, false), Field.of("value", DataType.UTF8))),
              false),
          false);

  private static final DataType FIELD =
      new DataType.Struct(
          List.of(
              Field.of("name", DataType.UTF8, false),
              Field.of("data_type", DataType.UTF8, false),
              Field.of("nullable", DataType.BOOLEAN, false),
              Field.of("metadata", METADATA, false)));

  private FieldFunctions() {}

  public static Scalar metadata(Field field) {
    return constant("arrow_metadata", METADATA, entries(field.metadata()));
  }

  /** The value of one key, null if there is none. */
  public static Scalar metadata(Field field, String key) {
    return constant("arrow_metadata", DataType.UTF8, field.metadata().get(key));
  }

  public static Scalar field(Field field) {
    List<Object> value =
        List.of(field.name(), field.type().toString(), field.nullable(), entries(field.metadata()));
    return constant("arrow_field", FIELD, value);
  }

  private static List<Object> entries(Map<String, String> metadata) {
    List<Object> entries = new ArrayList<>();
    new TreeMap<>(metadata).forEach((key, value) -> entries.add(List.of(key, value)));
    return entries;
  }

  private static Scalar constant(String name, DataType type, Object value) {
    List<Object> identity = new ArrayList<>(List.of(name, type));
    identity.add(value);
    return scalar(name)
        .identity(identity)
        .accepts(Signatures.any(1))
        .size(ResultSize.OF_ARGUMENTS)
        .returns(type)
        .nullsAsValues()
        .neverFails()
        .kernel((Kernel.Row) (args, row, out) -> Cells.set(out, row, type, value));
  }
}
