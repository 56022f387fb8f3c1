// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.RowValue;
import io.millrace.expr.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Objects whose properties are the columns: records by their constructor, others by fields and
 * setters.
 */
final class PojoOutput<R> extends RowOutput<R> {
  private static final long serialVersionUID = 1L;

  /** In the place of a result, to see whether there can be a writer. */
  private static final RowValue NOTHING =
      new RowValue() {
        @Override
        public boolean compute() {
          return false;
        }
      };

  private final Class<R> type;
  private final List<Field> columns;

  /** Refuses columns without a property, and properties that can't hold their column. */
  PojoOutput(Class<R> type, List<Field> columns) {
    this.type = type;
    this.columns = List.copyOf(columns);
    writer(Collections.nCopies(columns.size(), new Result(NOTHING, null)));
  }

  @Override
  public TypeInformation<R> typeInformation() {
    return TypeInformation.of(type);
  }

  @Override
  MethodHandle writer(List<Result> results) {
    MethodHandle constructor = Accessors.constructor(type);
    MethodHandle made = type.isRecord() ? filled(constructor, results) : made(constructor, results);
    return made.asType(FusedWriter.TYPE);
  }

  /** Of a constructor that takes all components. */
  private MethodHandle filled(MethodHandle constructor, List<Result> results) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = List.of(components).stream().map(RecordComponent::getName).toList();
    for (Field column : columns) {
      if (!names.contains(column.name())) {
        throw Accessors.unknown("write", "component", type, column.name(), names);
      }
    }
    MethodHandle made = constructor;
    for (RecordComponent component : components) {
      made = MethodHandles.collectArguments(made, 0, value(component, results));
    }
    return made;
  }

  private MethodHandle value(RecordComponent component, List<Result> results) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(component.getName())) {
        MethodHandle value = PropertyValue.of(results.get(i), columns.get(i), component.getType());
        if (value == null) {
          throw mismatch(columns.get(i), component.getType().getName());
        }
        return value;
      }
    }
    throw new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot make objects of %s: no column for component \"%s\" among %s"
            .formatted(
                type.getName(),
                component.getName(),
                columns.stream().map(Field::name).collect(Collectors.joining(", "))));
  }

  private MethodHandle made(MethodHandle constructor, List<Result> results) {
    List<MethodHandle> steps = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      steps.add(setter(results.get(i), columns.get(i)));
    }
    MethodType step = MethodType.methodType(void.class, type);
    MethodHandle filled =
        MethodHandles.foldArguments(MethodHandles.identity(type), FusedSteps.inOrder(step, steps));
    return MethodHandles.foldArguments(filled, constructor);
  }

  /** The first setter that can hold what the column has. */
  private MethodHandle setter(Result result, Field column) {
    List<MethodHandle> setters = Accessors.setters(type, column.name());
    for (MethodHandle setter : setters) {
      MethodHandle value = PropertyValue.of(result, column, setter.type().parameterType(1));
      if (value != null) {
        return MethodHandles.collectArguments(setter, 1, value)
            .asType(MethodType.methodType(void.class, type));
      }
    }
    throw mismatch(column, setters.get(0).type().parameterType(1).getName());
  }

  private MillraceException mismatch(Field column, String property) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot write column \"%s\" of type %s: its property in %s is of class %s, expected %s"
            .formatted(
                column.name(),
                column.type(),
                type.getName(),
                property,
                JavaForm.of(column.type()).typeInformation().getTypeClass().getName()));
  }
}
