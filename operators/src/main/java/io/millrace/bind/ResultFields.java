// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression hands on of the fields of its columns: casts, negatives and parts of structs
 * keep a field's metadata, most functions do not.
 */
final class ResultFields {
  static final String WITH_METADATA = "with_metadata";

  /** Calls that may come to one of their columns as it is. */
  private static final Set<String> TRANSPARENT = Set.of(Members.FUNCTION, "coalesce");

  private static final Set<String> CASTS =
      Set.of("arrow_cast", "arrow_try_cast", "cast_to_type", "try_cast_to_type");

  private final List<Field> fields;
  private final Binding binding;

  /**
   * @param fields those of inputs
   */
  ResultFields(List<Field> fields, Binding binding) {
    this.fields = fields;
    this.binding = binding;
  }

  /**
   * @param bound the expression
   */
  Map<String, String> metadata(Expr expr, TypedExpr bound) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (expr instanceof Expr.Alias alias) {
      metadata.putAll(metadata(alias.expr(), bound));
      metadata.putAll(alias.metadata());
    } else if (expr instanceof Expr.ScalarCall call && call.function().equals(WITH_METADATA)) {
      metadata.putAll(metadata(call.args().get(0), bound));
      metadata.putAll(pairs(call.args()));
    } else if (kept(expr) != null) {
      metadata.putAll(metadata(kept(expr), binding.of(kept(expr))));
    } else if (isColumn(expr) && bound instanceof TypedExpr.Input input) {
      metadata.putAll(field(input).metadata());
    }
    return metadata;
  }

  /** What is behind a cast or a negative; null for others. */
  private static Expr kept(Expr expr) {
    if (expr instanceof Expr.Cast cast) {
      return cast.expr();
    }
    if (expr instanceof Expr.Negative negative) {
      return negative.expr();
    }
    return expr instanceof Expr.ScalarCall call && CASTS.contains(call.function())
        ? call.args().get(0)
        : null;
  }

  private static boolean isColumn(Expr expr) {
    return expr instanceof Expr.Column
        || expr instanceof Expr.LambdaVariable
        || expr instanceof Expr.Case
        || (expr instanceof Expr.ScalarCall call && TRANSPARENT.contains(call.function()));
  }

  /** The pairs of keys and values behind the first argument, as DataFusion takes them. */
  static Map<String, String> pairs(List<Expr> args) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 1; i + 1 < args.size(); i += 2) {
      pairs.put(text(args.get(i)), text(args.get(i + 1)));
    }
    return pairs;
  }

  /** Null if it is no text that is written as such. */
  static String text(Expr expr) {
    Literal literal = expr instanceof Expr.Constant constant ? constant.literal() : null;
    boolean plain = literal != null && literal.type().equals(DataType.UTF8);
    return plain ? (String) literal.value() : null;
  }

  /** The field of a value; null for operations, whose fields DataFusion names in its own way. */
  Field of(Expr expr, TypedExpr bound) {
    Map<String, String> metadata = metadata(expr, bound);
    Field base = base(expr, bound);
    return base == null ? null : new Field(base.name(), bound.type(), base.nullable(), metadata);
  }

  private Field base(Expr expr, TypedExpr bound) {
    if (bound instanceof TypedExpr.Constant constant) {
      return Field.of("lit", bound.type(), constant.literal().isNull());
    }
    if (expr instanceof Expr.Alias alias) {
      return base(alias.expr(), bound);
    }
    if (expr instanceof Expr.ScalarCall call && call.function().equals(WITH_METADATA)) {
      return base(call.args().get(0), bound);
    }
    if (kept(expr) != null) {
      Field inner = base(kept(expr), binding.of(kept(expr)));
      boolean lenient = bound instanceof TypedExpr.Cast cast && cast.safe();
      return inner == null
          ? null
          : Field.of(inner.name(), bound.type(), lenient || inner.nullable());
    }
    if (isColumn(expr)) {
      return bound instanceof TypedExpr.Input input ? field(input) : null;
    }
    return expr instanceof Expr.ScalarCall call
            && (bound instanceof TypedExpr.Call
                || Conditional.find(call.function()) == Conditional.NULLIF)
        ? Field.of(call.function(), bound.type())
        : null;
  }

  private Field field(TypedExpr.Input input) {
    Field field = fields.get(input.index());
    for (int place : input.path()) {
      Field member = ((DataType.Struct) field.type()).fields().get(place);
      boolean nullable = field.nullable() || member.nullable();
      field = new Field(member.name(), member.type(), nullable, member.metadata());
    }
    return field;
  }
}
