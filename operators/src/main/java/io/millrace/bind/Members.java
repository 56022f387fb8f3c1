// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Members of struct columns are read where they lie, without the struct around them: what Arrow
 * holds under a null struct shows, as in DataFusion.
 */
final class Members {
  static final String FUNCTION = "get_field";

  /** Of what it makes, a member is the argument. */
  private static final String NAMED = "named_struct";

  private Members() {}

  static TypedExpr of(List<TypedExpr> args) {
    if (args.size() < 2) {
      throw Refusal.arguments(FUNCTION, args, "a struct and the name of a member");
    }
    TypedExpr value = args.get(0);
    int next = 1;
    while (next < args.size()) {
      TypedExpr member = member(value, Folding.literal(args.get(next)));
      if (member == null) {
        break;
      }
      value = member;
      next++;
    }
    if (next == args.size()) {
      return value;
    }
    List<TypedExpr> rest = new ArrayList<>(List.of(value));
    rest.addAll(args.subList(next, args.size()));
    return Coercion.call(BuiltIns.scalar(FUNCTION).orElseThrow(), rest);
  }

  /** Null if it can not be read by itself. */
  private static TypedExpr member(TypedExpr value, Literal name) {
    if (value instanceof TypedExpr.Call call && call.function().name().equals("named_struct")) {
      return given(call.args(), name);
    }
    if (name == null || !(value.type() instanceof DataType.Struct struct)) {
      return null;
    }
    for (int i = 0; i < struct.fields().size(); i++) {
      Field field = struct.fields().get(i);
      if (field.name().equals(name.value())) {
        if (value instanceof TypedExpr.Call made && made.function().name().equals(NAMED)) {
          return made.args().get(2 * i + 1);
        }
        return value instanceof TypedExpr.Input column ? within(column, i, field.type()) : null;
      }
    }
    return null;
  }

  /** Of a struct made of columns and constants, which can not fail, what it was given. */
  private static TypedExpr given(List<TypedExpr> namesAndValues, Literal name) {
    TypedExpr found = null;
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      TypedExpr value = namesAndValues.get(i + 1);
      if (!value.children().isEmpty()) {
        return null;
      }
      boolean wanted = Objects.equals(Folding.literal(namesAndValues.get(i)), name);
      found = found == null && wanted ? value : found;
    }
    return found;
  }

  private static TypedExpr within(TypedExpr.Input column, int place, DataType type) {
    List<Integer> path = new ArrayList<>(column.path());
    path.add(place);
    return new TypedExpr.Input(column.index(), path, type);
  }
}
