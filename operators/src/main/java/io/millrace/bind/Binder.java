// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import org.apache.flink.annotation.Internal;

/**
 * {@link Expr} to {@link TypedExpr} for one schema: the only place where names are resolved. Throws
 * {@code MillraceException} with UNKNOWN_NAME, TYPE_MISMATCH, NOT_ALLOWED_HERE or
 * UNSUPPORTED_EXPRESSION. Immutable and thread-safe.
 */
@Internal
public final class Binder {
  private final Schema schema;
  private final TypedExpr now;

  private Binder(Schema schema, TypedExpr now) {
    this.schema = schema;
    this.now = now;
  }

  public static Binder over(Schema schema) {
    return new Binder(schema, null);
  }

  /**
   * What {@code now()}, {@code current_date} and their like are: an expression of type
   * Timestamp(ns, "+00:00").
   */
  public Binder withNow(TypedExpr instant) {
    return new Binder(schema, instant);
  }

  /** An expression that is evaluated for each row: aggregates are refused. */
  public TypedExpr bind(Expr expr) {
    throw new AssertionError("to be written: " + schema + now + expr);
  }

  /** An expression that is evaluated once for a group of rows and may hold aggregates. */
  public TypedExpr bindAggregate(Expr expr) {
    throw new AssertionError("to be written: " + expr);
  }
}
