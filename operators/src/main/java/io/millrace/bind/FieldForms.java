// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.builtin.FieldFunctions;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.scalar.Scalar;
import java.util.List;

/** Functions over the fields of values instead of the values. */
enum FieldForms {
  WITH_METADATA(ResultFields.WITH_METADATA),
  ARROW_METADATA("arrow_metadata"),
  ARROW_FIELD("arrow_field");

  private final String function;

  FieldForms(String function) {
    this.function = function;
  }

  /** Null if there is none of that name. */
  static FieldForms find(String function) {
    for (FieldForms each : values()) {
      if (each.function.equals(function)) {
        return each;
      }
    }
    return null;
  }

  /**
   * @param bound the arguments
   */
  TypedExpr of(List<Expr> args, List<TypedExpr> bound, ResultFields fields) {
    return switch (this) {
      case WITH_METADATA -> withMetadata(args, bound);
      case ARROW_METADATA -> metadata(args, bound, fields);
      case ARROW_FIELD -> field(args, bound, fields);
    };
  }

  /** The value itself: the pairs show in the field of the result only. */
  private TypedExpr withMetadata(List<Expr> args, List<TypedExpr> bound) {
    boolean pairs = args.size() > 2 && args.size() % 2 == 1;
    for (int i = 1; pairs && i < args.size(); i++) {
      String text = ResultFields.text(args.get(i));
      pairs = text != null && (i % 2 == 0 || !text.isEmpty());
    }
    if (!pairs) {
      throw Refusal.arguments(
          function, bound, "a value, and pairs of keys and values that are constant texts");
    }
    return bound.get(0);
  }

  private TypedExpr metadata(List<Expr> args, List<TypedExpr> bound, ResultFields fields) {
    boolean keyed = args.size() == 2;
    String key = keyed ? ResultFields.text(args.get(1)) : null;
    if (args.isEmpty() || args.size() > 2 || (keyed && key == null)) {
      throw Refusal.arguments(
          function, bound, "a value, and perhaps a key that is a constant text");
    }
    TypedExpr value = bound.get(0);
    Field field = new Field("", value.type(), true, fields.metadata(args.get(0), value));
    Scalar answer = keyed ? FieldFunctions.metadata(field, key) : FieldFunctions.metadata(field);
    return Coercion.exact(answer, List.of(value));
  }

  private TypedExpr field(List<Expr> args, List<TypedExpr> bound, ResultFields fields) {
    if (args.size() != 1) {
      throw Refusal.arguments(function, bound, "one value");
    }
    Field field = fields.of(args.get(0), bound.get(0));
    if (field == null) {
      throw Refusal.unsupported(
          "function '" + function + "'",
          "the field of "
              + Refusal.shown(args.get(0))
              + " has no name, expected a column, a constant, a cast or a call");
    }
    return Coercion.exact(FieldFunctions.field(field), bound);
  }
}
