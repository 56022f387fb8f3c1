// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Payload;
import io.millrace.function.Closest;
import io.millrace.udf.PayloadKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The errors of binding. */
final class Refusal {
  private static final int LONGEST = 200;

  private Refusal() {}

  static MillraceException mismatch(String subject, String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + subject + ": " + found + ", expected " + expected);
  }

  static MillraceException arguments(String function, List<TypedExpr> args, String expected) {
    return mismatch(function, "the arguments are " + types(args), expected);
  }

  static MillraceException notHere(Expr expr, String expected) {
    return new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE,
        "Cannot bind " + shown(expr) + ": " + kind(expr) + ", expected " + expected);
  }

  static MillraceException unsupported(String what, String found) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION, "Cannot bind " + what + ": " + found);
  }

  /** A call whose function came with it and can not be called. */
  static MillraceException definition(String function, Definition definition) {
    String found =
        definition instanceof Payload payload
            ? PayloadKind.missing(payload.bytes())
            : "it is of another kind than its call";
    return unsupported("function '" + function + "'", found);
  }

  static MillraceException unknown(String what, String name, Iterable<String> candidates) {
    Optional<String> closest = Closest.to(name, candidates);
    String hint = closest.map(other -> ", did you mean '" + other + "'?").orElse("");
    return new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot bind " + what + " '" + name + "': there is none of that name" + hint);
  }

  static String types(List<TypedExpr> args) {
    return listed(Coercion.types(args));
  }

  static String listed(List<DataType> types) {
    return types.stream().map(DataType::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  static String shown(Expr expr) {
    String text = ExprPrinter.display(expr);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String kind(Expr expr) {
    return "it is of kind " + expr.getClass().getSimpleName();
  }
}
