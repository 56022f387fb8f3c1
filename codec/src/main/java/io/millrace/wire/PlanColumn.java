// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;

/**
 * The name of a plan's first column, as far as a projection says it: nothing else of the plan is
 * read.
 */
final class PlanColumn {
  private static final int PROJECTION = 3;
  private static final int SELECTION = 4;
  private static final int LIMIT = 5;
  private static final int SORT = 8;
  private static final int REPARTITION = 9;
  private static final int SUBQUERY_ALIAS = 21;
  private static final int DISTINCT = 23;

  /** Of all of these nodes. */
  private static final int INPUT = 1;

  private static final int PROJECTION_EXPR = 2;

  /** How many plans in one another are looked into, each of which is read as often. */
  private static final int MOST_PLANS = 4;

  private final MessageReader in;

  private PlanColumn(MessageReader plan) {
    in = plan;
  }

  /** Null where it is not known: a plan need not be one that this release reads. */
  static String nameOf(MessageReader plan) {
    if (plan.plans() > MOST_PLANS) {
      return null;
    }
    try {
      return new PlanColumn(plan).ofPlan();
    } catch (MillraceException e) {
      return null;
    }
  }

  private String ofPlan() {
    String name = null;
    while (in.next()) {
      switch (in.field()) {
        case PROJECTION -> name = ofProjection();
        case SELECTION, LIMIT, SORT, REPARTITION, SUBQUERY_ALIAS, DISTINCT -> name = ofInput();
        default -> in.skip();
      }
    }
    return name;
  }

  private String ofProjection() {
    int outer = in.enter();
    Expr first = null;
    ExprReader exprs = new ExprReader(in, UnknownNames.KEPT, (function, kind, payload) -> payload);
    while (in.next()) {
      if (in.field() == PROJECTION_EXPR && first == null) {
        first = exprs.node();
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return first == null
        ? null
        : first instanceof Expr.Column column
            ? column.name()
            : first instanceof Expr.Alias alias ? alias.name() : ExprPrinter.schemaName(first);
  }

  /** Of a node that has the columns of its input. */
  private String ofInput() {
    int outer = in.enter();
    String name = null;
    while (in.next()) {
      if (in.field() == INPUT) {
        int around = in.enter();
        name = ofPlan();
        in.leave(around);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return name;
  }
}
