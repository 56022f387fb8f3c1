// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Functions that say what type a value is to have, by name; they are casts. */
final class TypeForms {
  private static final Map<String, Function<List<TypedExpr>, TypedExpr>> ALL =
      Map.of(
          "arrow_cast", args -> toNamed("arrow_cast", args, false),
          "arrow_try_cast", args -> toNamed("arrow_try_cast", args, true),
          "cast_to_type", args -> toTypeOf("cast_to_type", args, false),
          "try_cast_to_type", args -> toTypeOf("try_cast_to_type", args, true));

  private TypeForms() {}

  static Optional<Function<List<TypedExpr>, TypedExpr>> find(String function) {
    return Optional.ofNullable(ALL.get(function));
  }

  private static TypedExpr toNamed(String name, List<TypedExpr> args, boolean safe) {
    Literal type = args.size() == 2 ? Folding.literal(args.get(1)) : null;
    if (type == null || !(type.value() instanceof String text) || text.isEmpty()) {
      throw Refusal.arguments(name, args, "a value and a constant text that names a type");
    }
    return cast(args.get(0), DataType.parse(text), safe);
  }

  private static TypedExpr toTypeOf(String name, List<TypedExpr> args, boolean safe) {
    if (args.size() != 2) {
      throw Refusal.arguments(name, args, "a value, and one of the type to cast to");
    }
    return cast(args.get(0), args.get(1).type(), safe);
  }

  private static TypedExpr cast(TypedExpr expr, DataType type, boolean safe) {
    try {
      return Coercion.cast(expr, type, safe);
    } catch (MillraceException refusal) {
      return Refused.cast(new TypedExpr.Cast(expr, type, safe), refusal);
    }
  }
}
