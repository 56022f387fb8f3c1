// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.Aggregation;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Unnesting;
import io.millrace.column.RowSource;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Schema;
import io.millrace.record.RowProgram;
import io.millrace.row.RowInput;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import io.millrace.session.StreamedExprs;
import io.millrace.session.WorkerContext;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Expressions with all that a task needs to evaluate them over rows of a user's type: the schema,
 * the form of rows, and the expressions themselves as the bytes in which they travel.
 *
 * @param sessions by which they are decoded, or null
 */
record RowExpressions<T>(
    Schema schema,
    RowInput<T> input,
    List<byte[]> encoded,
    OnError onError,
    SessionFactory sessions)
    implements Serializable {
  RowExpressions {
    encoded = List.copyOf(encoded);
  }

  /** They came with the job, which is trusted, whatever else its sessions trust. */
  List<Expr> exprs() {
    SessionContext session = session();
    return encoded.stream().map(bytes -> StreamedExprs.decode(bytes, session)).toList();
  }

  /** A session of the task. */
  SessionContext session() {
    return sessions == null ? WorkerContext.or(null) : sessions.create();
  }

  List<TypedExpr> bind() {
    Binder binder = rows();
    return exprs().stream().map(binder::bind).toList();
  }

  Unnesting bindUnnest() {
    return rows().bindUnnest(exprs());
  }

  /** Whether they ask neither for the time nor for anything else that is not in the row. */
  boolean isDeterministic() {
    List<TypedExpr> bound = bind();
    int now = RowInput.now(schema);
    return bound.stream().noneMatch(TypedExpr::isVolatile)
        && IntStream.of(columns(bound)).noneMatch(column -> column == now);
  }

  /** {@code now()} is when a row is read. */
  private Binder rows() {
    return Binder.over(schema).withNow(new TypedExpr.Input(RowInput.now(schema), RowInput.INSTANT));
  }

  /** The expressions at work in one task, a row at a time. */
  RowProgram<T> rowProgram() {
    return rowProgram(bind(), input);
  }

  /** Bound expressions over rows made of those of the input, in the same way. */
  <U> RowProgram<U> rowProgram(List<TypedExpr> bound, RowSource<U> source) {
    return RowProgram.compile(bound, source, RowProgram.Classes.OWN).within(session().limits());
  }

  List<TypedExpr> bindAggregates() {
    Binder binder = Binder.over(schema);
    return together(exprs().stream().map(binder::bindAggregate).toList());
  }

  /** The same, where OVER may be besides; it is over the row that the aggregates give. */
  List<TypedExpr> bindAggregateWindow() {
    Binder binder = Binder.over(schema);
    return together(exprs().stream().map(binder::bindAggregateWindow).toList());
  }

  private static List<TypedExpr> together(List<TypedExpr> bound) {
    Aggregation.check(bound);
    return bound;
  }

  /**
   * Whether they are over the rows of a window one by one: a call with OVER is in one of them, and
   * in none an aggregate without.
   */
  boolean areOverRows() {
    return have(Expr.WindowCall.class) && !have(Expr.AggregateCall.class);
  }

  private boolean have(Class<? extends Expr> kind) {
    Deque<Expr> open = new ArrayDeque<>(exprs());
    while (!open.isEmpty()) {
      Expr expr = open.pop();
      if (kind.isInstance(expr)) {
        return true;
      }
      expr.children().forEach(open::push);
    }
    return false;
  }

  List<TypedExpr> bindOver() {
    Binder binder = Binder.over(schema);
    return exprs().stream().map(binder::bindWindow).toList();
  }

  /** The places in the schema of the columns that bound expressions look at. */
  static int[] columns(List<TypedExpr> bound) {
    Set<TypedExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<TypedExpr> open = new ArrayDeque<>(bound);
    BitSet columns = new BitSet();
    while (!open.isEmpty()) {
      TypedExpr expr = open.pop();
      if (expr instanceof TypedExpr.Input input) {
        columns.set(input.index());
      } else if (seen.add(expr)) {
        expr.children().forEach(open::push);
      }
    }
    return columns.stream().toArray();
  }

  /** Of the columns, and of the time at which a row is read. */
  List<DataType> inputTypes() {
    List<DataType> types = new ArrayList<>();
    schema.fields().forEach(field -> types.add(field.type()));
    types.add(RowInput.INSTANT);
    return types;
  }

  /** The names of the columns that the expressions make, as DataFusion names them. */
  List<String> names() {
    return exprs().stream().map(ExprPrinter::schemaName).toList();
  }

  /** For people. */
  List<String> displays() {
    return exprs().stream().map(ExprPrinter::display).toList();
  }

  MillraceException failure(String message) {
    String all = String.join(", ", displays());
    return new MillraceException(ErrorCode.EVALUATION, "Cannot evaluate " + all + ": " + message);
  }
}
