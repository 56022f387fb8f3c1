// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * Members of struct columns are read where they lie, without the struct around them: what Arrow
 * holds under a null struct shows, as in DataFusion.
 */
final class Members {
  static final String FUNCTION = "get_field";

  private static final String NAMED = "named_struct";
  private static final String UNNAMED = "struct";

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
    return below(value, args.subList(next, args.size()));
  }

  /** Keys are evaluated, as their errors count, but known before. */
  private static TypedExpr below(TypedExpr value, List<TypedExpr> names) {
    List<TypedExpr> given = new ArrayList<>(List.of(value));
    List<TypedExpr> known = new ArrayList<>(List.of(value));
    for (TypedExpr name : names) {
      TypedExpr constant = Unvarying.constant(name);
      given.add(name);
      known.add(constant == null ? name : constant);
    }
    TypedExpr member = Coercion.call(BuiltIns.scalar(FUNCTION).orElseThrow(), known);
    return member instanceof TypedExpr.Call call && !known.equals(given)
        ? new TypedExpr.Call(call.function(), call.kernel(), given, call.type())
        : member;
  }

  /**
   * Null if it can not be read by itself. Of what makes a struct, the other members are dropped.
   */
  private static TypedExpr member(TypedExpr value, Literal name) {
    if (name == null || !(value.type() instanceof DataType.Struct struct)) {
      return null;
    }
    for (int i = 0; i < struct.fields().size(); i++) {
      Field field = struct.fields().get(i);
      if (field.name().equals(name.value())) {
        return value instanceof TypedExpr.Input column
            ? within(column, i, field.type())
            : given(value, i);
      }
    }
    return null;
  }

  private static TypedExpr given(TypedExpr value, int place) {
    if (!(value instanceof TypedExpr.Call made)) {
      return null;
    }
    return switch (made.function().name()) {
      case NAMED -> made.args().get(2 * place + 1);
      case UNNAMED -> made.args().get(place);
      default -> null;
    };
  }

  private static TypedExpr within(TypedExpr.Input column, int place, DataType type) {
    List<Integer> path = new ArrayList<>(column.path());
    path.add(place);
    return new TypedExpr.Input(column.index(), path, type);
  }
}
