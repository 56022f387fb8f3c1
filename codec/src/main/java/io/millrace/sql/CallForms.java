// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import java.util.List;
import java.util.Map;

/**
 * Functions that SQL has a form of its own for: brackets, braces, words between the arguments. A
 * form that does not fit the arguments is null, and nothing is written then.
 */
final class CallForms {
  /** One form. */
  private interface Form {
    Strength write(List<Expr> args);
  }

  private static final Expr ONE = new Expr.Constant(Literal.of(1L));

  private final SqlWriter writer;
  private final StringBuilder out;
  private final Map<String, Form> forms =
      Map.of(
          "make_array", this::list,
          "named_struct", this::struct,
          "map", this::map,
          "get_field", this::member,
          "array_element", this::element,
          "array_slice", this::slice,
          "date_part", this::extract,
          "overlay", this::overlay);

  CallForms(SqlWriter writer, StringBuilder out) {
    this.writer = writer;
    this.out = out;
  }

  Strength write(Expr.ScalarCall call) {
    Form form = forms.get(call.function());
    return form == null ? null : form.write(call.args());
  }

  /** The parameters of a lambda are not seen inside of brackets. */
  private Strength list(List<Expr> args) {
    if (writer.inLambda()) {
      return null;
    }
    out.append('[');
    writer.write(args);
    out.append(']');
    return Strength.PRIMARY;
  }

  private Strength struct(List<Expr> args) {
    if (args.isEmpty() || args.size() % 2 != 0) {
      return null;
    }
    for (int i = 0; i < args.size(); i += 2) {
      if (!isText(args.get(i))) {
        return null;
      }
    }
    out.append("{");
    for (int i = 0; i < args.size(); i += 2) {
      out.append(i == 0 ? "" : ", ");
      writer.write(args.get(i));
      out.append(": ");
      writer.write(args.get(i + 1));
    }
    out.append("}");
    return Strength.PRIMARY;
  }

  private Strength map(List<Expr> args) {
    boolean pairs =
        args.size() == 2
            && args.get(0) instanceof Expr.ScalarCall keys
            && args.get(1) instanceof Expr.ScalarCall values
            && keys.function().equals("make_array")
            && values.function().equals("make_array")
            && keys.args().size() == values.args().size()
            && !keys.args().isEmpty()
            && keys.args().stream().allMatch(key -> key instanceof Expr.Constant);
    if (!pairs) {
      return null;
    }
    List<Expr> keys = ((Expr.ScalarCall) args.get(0)).args();
    List<Expr> values = ((Expr.ScalarCall) args.get(1)).args();
    out.append("MAP {");
    for (int i = 0; i < keys.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      writer.write(keys.get(i));
      out.append(": ");
      writer.write(values.get(i));
    }
    out.append('}');
    return Strength.PRIMARY;
  }

  private Strength member(List<Expr> args) {
    return args.size() == 2 && isText(args.get(1)) ? brackets(args.get(0), args.get(1)) : null;
  }

  /** Brackets behind what may be a map, or behind {@code array_agg}, mean something else. */
  private Strength element(List<Expr> args) {
    boolean fits =
        args.size() == 2
            && !isText(args.get(1))
            && !(args.get(0) instanceof Expr.AggregateCall)
            && KnownTypes.dimensions(writer.typeOf(args.get(0))) > 0;
    return fits ? brackets(args.get(0), args.get(1)) : null;
  }

  private Strength brackets(Expr whole, Expr key) {
    writer.write(whole, Strength.SUBSCRIPT);
    out.append('[');
    writer.write(key, Strength.SHIFT);
    out.append(']');
    return Strength.SUBSCRIPT;
  }

  /** A colon in front of a word is that of a placeholder. */
  private Strength slice(List<Expr> args) {
    if (args.size() != 4 || args.get(1) instanceof Expr.Placeholder) {
      return null;
    }
    writer.write(args.get(0), Strength.SUBSCRIPT);
    out.append('[');
    writer.write(args.get(1), Strength.SHIFT);
    out.append(':');
    writer.write(args.get(2), Strength.SHIFT);
    if (!args.get(3).equals(ONE)) {
      out.append(':');
      writer.write(args.get(3), Strength.SHIFT);
    }
    out.append(']');
    return Strength.SUBSCRIPT;
  }

  private Strength extract(List<Expr> args) {
    if (args.size() != 2 || !isText(args.get(0)) || !PrimaryBuilder.isDatePart(text(args.get(0)))) {
      return null;
    }
    out.append("EXTRACT(").append(text(args.get(0))).append(" FROM ");
    writer.write(args.get(1));
    out.append(')');
    return Strength.PRIMARY;
  }

  private Strength overlay(List<Expr> args) {
    if (args.size() < 3 || args.size() > 4) {
      return null;
    }
    out.append("overlay(");
    writer.write(args.get(0));
    out.append(" PLACING ");
    writer.write(args.get(1));
    out.append(" FROM ");
    writer.write(args.get(2));
    if (args.size() == 4) {
      out.append(" FOR ");
      writer.write(args.get(3));
    }
    out.append(')');
    return Strength.PRIMARY;
  }

  private static boolean isText(Expr expr) {
    return expr instanceof Expr.Constant constant
        && constant.literal().type().equals(DataType.UTF8)
        && !constant.literal().isNull();
  }

  private static String text(Expr expr) {
    return (String) ((Expr.Constant) expr).literal().value();
  }
}
