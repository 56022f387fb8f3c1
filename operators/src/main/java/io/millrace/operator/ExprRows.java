// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.bind.Unnesting;
import io.millrace.column.Block;
import io.millrace.expr.Expr;
import io.millrace.row.RowOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;

/**
 * Operators over the rows of a stream one by one. Made by {@link Expressions#rows}.
 *
 * <pre>{@code
 * OutputTag<RowError<Row>> failed = RowError.tag("failed", rows.getType());
 * ExprRows<Row> flights = expressions.rows().errors(failed).inBatches(Duration.ofMillis(20));
 *
 * SingleOutputStreamOperator<Row> late = flights.filter(rows, "1000 / distance > 4");
 * DataStream<RowData> hours = flights.mapTo(RowData.class, late, "carrier", "dep_delay / 60");
 * DataStream<Row> stops =
 *     flights.flatMap(late, "carrier", "unnest(string_to_array(route, '-')) AS stop");
 * DataStream<RowError<Row>> problems = late.getSideOutput(failed);
 * }</pre>
 *
 * <p>Results are in the order of the rows, with their timestamps; nothing overtakes them, neither a
 * watermark nor a barrier, and no state is kept. A row for which an expression has no answer is
 * counted in {@code numErrors}; see {@link OnError}. Each operator has a uid that follows from its
 * expressions, a name and a description; {@code uid(…)} and {@code name(…)} of what is returned set
 * others. Immutable.
 */
@PublicEvolving
public final class ExprRows<T> {
  private final Expressions<T> expressions;
  private final RowOptions<T> options;

  private ExprRows(Expressions<T> expressions, RowOptions<T> options) {
    this.expressions = expressions;
    this.options = options;
  }

  static <T> ExprRows<T> of(Expressions<T> expressions) {
    return new ExprRows<>(expressions, RowOptions.none());
  }

  /** Where rows without an answer go besides, with the reason; see {@link RowError#tag}. */
  public ExprRows<T> errors(OutputTag<RowError<T>> tag) {
    return new ExprRows<>(expressions, options.errors(tag));
  }

  /**
   * As {@link #inBatches(int, Duration)}, of as many rows as are evaluated together at most, which
   * are 1,024.
   */
  public ExprRows<T> inBatches(Duration delay) {
    return inBatches(Block.CAPACITY, delay);
  }

  /**
   * Gathers rows and answers them together; results, their order and errors are the same. They are
   * answered when there are so many, after {@code delay} in processing time, and before a
   * watermark, a change of idleness, a barrier or the end of the input. It pays where functions
   * gain from many rows at once, as those of users over vectors and regular expressions; arithmetic
   * is faster row by row. Where the session has a deadline for rows ({@code Limit.BATCH_MILLIS})
   * each is answered as it comes all the same.
   *
   * @param rows 1 to 1,024
   */
  public ExprRows<T> inBatches(int rows, Duration delay) {
    return new ExprRows<>(expressions, options.batches(rows, delay));
  }

  public SingleOutputStreamOperator<T> filter(DataStream<T> stream, String sql) {
    return filter(stream, expressions.parse(new String[] {sql})[0]);
  }

  /** The rows for which an expression is true. It must be boolean, or NULL. */
  public SingleOutputStreamOperator<T> filter(DataStream<T> stream, Expr predicate) {
    RowExpressions<T> rows = expressions.predicate(predicate);
    return operator(stream, RowKind.FILTER, rows, rows.bind(), null, stream.getType());
  }

  public SingleOutputStreamOperator<Row> map(DataStream<T> stream, String... sql) {
    return mapTo(Row.class, stream, sql);
  }

  /** One column of the result for each expression. */
  public SingleOutputStreamOperator<Row> map(DataStream<T> stream, Expr... exprs) {
    return mapTo(Row.class, stream, exprs);
  }

  public <R> SingleOutputStreamOperator<R> mapTo(
      Class<R> type, DataStream<T> stream, String... sql) {
    return mapTo(type, stream, expressions.parse(sql));
  }

  /**
   * One column of the result for each expression. Where a primitive property has no value there is
   * no result.
   *
   * @param type of the results, as in {@link Expressions#mapTo(Class, Expr...)}
   */
  public <R> SingleOutputStreamOperator<R> mapTo(
      Class<R> type, DataStream<T> stream, Expr... exprs) {
    RowExpressions<T> rows = expressions.expressions(exprs);
    List<TypedExpr> bound = rows.bind();
    RowOutput<R> output = Expressions.output(type, rows, bound);
    return operator(stream, RowKind.MAP, rows, bound, output, output.typeInformation());
  }

  public SingleOutputStreamOperator<Row> flatMap(DataStream<T> stream, String... sql) {
    return flatMapTo(Row.class, stream, sql);
  }

  /** As {@link #flatMapTo(Class, DataStream, Expr...)}. */
  public SingleOutputStreamOperator<Row> flatMap(DataStream<T> stream, Expr... exprs) {
    return flatMapTo(Row.class, stream, exprs);
  }

  public <R> SingleOutputStreamOperator<R> flatMapTo(
      Class<R> type, DataStream<T> stream, String... sql) {
    return flatMapTo(type, stream, expressions.parse(sql));
  }

  /**
   * One column of the result for each expression, and a result for each element of the lists that
   * are inside of {@code unnest}. As in DataFusion, an empty list or one that is null gives no row,
   * and of several lists the shorter ones are filled up with nulls. A row whose list has no answer
   * gives none and is an error, which in batches may overtake those of rows before it. Structs, and
   * {@code unnest} of {@code unnest}, are refused.
   *
   * @param type of the results, as in {@link Expressions#mapTo(Class, Expr...)}
   */
  public <R> SingleOutputStreamOperator<R> flatMapTo(
      Class<R> type, DataStream<T> stream, Expr... exprs) {
    RowExpressions<T> rows = expressions.expressions(exprs);
    Unnesting unnesting = rows.bindUnnest();
    RowOutput<R> output = Expressions.output(type, rows, unnesting.results());
    List<TypedExpr> bound = new ArrayList<>(unnesting.results());
    bound.addAll(unnesting.lists());
    return operator(stream, RowKind.UNNEST, rows, bound, output, output.typeInformation());
  }

  private <R> SingleOutputStreamOperator<R> operator(
      DataStream<T> stream,
      RowKind kind,
      RowExpressions<T> rows,
      List<TypedExpr> bound,
      RowOutput<R> output,
      TypeInformation<R> type) {
    RowOperator<T, R> operator =
        new RowOperator<>(
            rows,
            kind,
            output,
            stream.getType().createSerializer(stream.getExecutionConfig().getSerializerConfig()),
            options);
    String name =
        switch (kind) {
          case FILTER -> "filter";
          case MAP -> "map";
          case UNNEST -> "flat-map";
        };
    return OperatorLabel.put(stream.transform(name, type, operator), name, "", rows, bound);
  }
}
