// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/** Lists and structs out of values, and members out of structs and maps. */
@Internal
public final class NestedFunctions {
  public static final List<Scalar> ALL =
      List.of(
          scalar("make_array")
              .accepts(NestedFunctions::elements)
              .size(ResultSize.OF_ARGUMENTS)
              .returns(NestedFunctions::list)
              .nullsAsValues()
              .neverFails()
              .kernel(call -> gathering(call, 0, 1)),
          scalar("struct")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(call -> struct(call, i -> "c" + i, 0, 1))
              .nullsAsValues()
              .neverFails()
              .kernel(call -> gathering(call, 0, 1)),
          scalar("named_struct")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(NestedFunctions::named)
              .nullsAsValues()
              .neverFails()
              .kernel(call -> gathering(call, 1, 2)),
          scalar("get_field")
              .accepts(Signatures.variadicAny())
              .size(ResultSize.OF_ARGUMENTS)
              .returns(call -> Path.of(call).type())
              .nullsAsValues()
              .neverFails()
              .kernel(call -> member(Path.of(call), call.type(0))));

  private NestedFunctions() {}

  private static Optional<List<DataType>> elements(List<DataType> given) {
    return given.isEmpty()
        ? Optional.of(given)
        : SharedTypes.ofArguments(given).map(type -> Collections.nCopies(given.size(), type));
  }

  private static DataType list(Call call) {
    DataType item = call.arity() == 0 ? DataType.NULL : call.type(0);
    return new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }

  private interface Naming {
    String of(int member);
  }

  private static DataType struct(Call call, Naming naming, int first, int step) {
    List<Field> fields = new ArrayList<>();
    for (int i = first; i < call.arity(); i += step) {
      fields.add(Field.of(naming.of(fields.size()), call.type(i)));
    }
    return new DataType.Struct(fields);
  }

  private static DataType named(Call call) {
    if (call.arity() % 2 != 0) {
      throw refused("named_struct", "there are " + call.arity() + " arguments", "names and values");
    }
    return struct(
        call,
        member -> {
          String name = call.constantText(2 * member);
          if (name == null) {
            throw refused("named_struct", "a name is no constant text", "one");
          }
          return name;
        },
        1,
        2);
  }

  /** Every {@code step}th argument, as the elements or members of one value. */
  private static Kernel gathering(Call call, int first, int step) {
    int[] places =
        IntStream.range(first, call.arity()).filter(i -> (i - first) % step == 0).toArray();
    List<DataType> types = call.types();
    return (Kernel.Row)
        (args, row, out) -> {
          List<Object> values = new ArrayList<>(places.length);
          for (int place : places) {
            values.add(Cells.get(args[place], row, types.get(place)));
          }
          Cells.set(out, row, call.result(), Collections.unmodifiableList(values));
        };
  }

  private static MillraceException refused(String function, String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": " + found + ", expected " + expected);
  }

  /** The way from a value down to a member of a member. */
  private record Path(List<Step> steps, DataType type) {
    static Path of(Call call) {
      List<Step> steps = new ArrayList<>();
      DataType type = call.type(0);
      for (int i = 1; i < call.arity(); i++) {
        Literal name = call.constant(i);
        if (name == null || name.isNull()) {
          throw refused("get_field", "argument " + i + " is no constant", "a name or key");
        }
        Step step = Step.of(type, name);
        steps.add(step);
        type = step.type();
      }
      return new Path(steps, type);
    }

    Object apply(Object value) {
      Object found = value;
      for (Step step : steps) {
        found = found == null ? null : step.apply((List<?>) found);
      }
      return found;
    }
  }

  /** One member: {@code place} in a struct, or by {@code key} in a map where that is -1. */
  private record Step(int place, Object key, DataType type) {
    static Step of(DataType type, Literal name) {
      Object key = name.value();
      if (type.isNull()) {
        return new Step(-1, key, type);
      }
      if (type instanceof DataType.Struct struct) {
        for (int i = 0; i < struct.fields().size(); i++) {
          if (struct.fields().get(i).name().equals(key)) {
            return new Step(i, key, struct.fields().get(i).type());
          }
        }
        throw refused("get_field", "there is no member '" + key + "'", "one of " + type);
      }
      if (type instanceof DataType.MapOf map
          && map.entries().type() instanceof DataType.Struct entry) {
        if (!entry.fields().get(0).type().equals(name.type())) {
          throw refused("get_field", "the key is " + name.type(), "the type of those of " + type);
        }
        return new Step(-1, key, entry.fields().get(1).type());
      }
      throw refused("get_field", "the value is " + type, "a struct or a map");
    }

    Object apply(List<?> value) {
      if (place >= 0) {
        return value.get(place);
      }
      for (Object entry : value) {
        if (((List<?>) entry).get(0).equals(key)) {
          return ((List<?>) entry).get(1);
        }
      }
      return null;
    }
  }

  private static Kernel member(Path path, DataType type) {
    return (Kernel.Row)
        (Block[] args, int row, Block out) ->
            Cells.set(out, row, path.type(), path.apply(Cells.get(args[0], row, type)));
  }
}
