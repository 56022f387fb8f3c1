// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.compile.Running;
import io.millrace.expr.Expr;
import io.millrace.row.RowOutput;
import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;

/**
 * Expressions with OVER over a keyed stream without end: a row of results for each row, of the rows
 * of its key before it. The key is the partition; PARTITION BY divides it further. Results are
 * those of DataFusion over all rows that have come. Made by {@link Expressions#overEventTime} and
 * {@link Expressions#overProcessingTime}.
 *
 * <pre>{@code
 * DataStream<Row> trends =
 *     flights
 *         .overEventTime()
 *         .map(
 *             rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING),
 *             "carrier",
 *             "dep_delay - lag(dep_delay) OVER (ORDER BY at) AS more",
 *             "avg(dep_delay) OVER (ORDER BY at"
 *                 + " RANGE BETWEEN INTERVAL '15 minutes' PRECEDING AND CURRENT ROW) AS recent");
 * }</pre>
 *
 * <p><b>Event time.</b> ORDER BY begins with the time of rows, or with what grows as it does; a row
 * is answered when the watermark has passed it, and the result has its timestamp. Rows that come
 * after that are dropped and counted ({@code numLateRecordsDropped}), or go to {@link #lateRows}. A
 * row whose key is null, or before that of a row of an earlier time, is an error; where a frame is
 * of RANGE or GROUPS, as it is if none is said, so is one whose key equals that of a row of an
 * earlier time, because that may have an answer in which this row is missing: {@code ORDER BY
 * date_trunc('hour', t)} takes a frame of ROWS. Rows of one time with equal keys are in the order
 * in which they came.
 *
 * <p><b>Processing time.</b> Without ORDER BY; a row is answered at once, as the last of all.
 * Frames are of ROWS.
 *
 * <p><b>Frames</b> end at CURRENT ROW or before; RANGE over a timestamp may end FOLLOWING, and
 * waits for the watermark then. Functions that need all rows of a partition ({@code lead}, {@code
 * ntile}, {@code percent_rank}, {@code cume_dist}, those of users) are refused when the job is
 * made, as are calls with different PARTITION BY or ORDER BY. Aggregates slide where they do in
 * DataFusion.
 *
 * <p><b>State</b> of a key are the rows that wait for the watermark, those that a frame has yet to
 * give back, and the accumulators; nothing else is kept of rows that have left all frames. It stays
 * until a key is {@linkplain #forgetIdle forgotten}. A call that would keep more than {@code
 * Limit.STATE_BYTES}, or {@code VALUE_BYTES} where it collects values, is an error of the row. A
 * savepoint of other calls is refused when the job starts. A key with more rows than {@link
 * #mostRows} takes no more until some have left: such a row is an error. Errors are counted in
 * {@code numErrors}; see {@link OnError}. Immutable.
 */
@PublicEvolving
public final class ExprOverWindows<T> {
  private final Expressions<T> expressions;
  private final OverOptions<T> options;

  private ExprOverWindows(Expressions<T> expressions, OverOptions<T> options) {
    this.expressions = expressions;
    this.options = options;
  }

  static <T> ExprOverWindows<T> of(Expressions<T> expressions, Running.Time time) {
    return new ExprOverWindows<>(expressions, OverOptions.of(time));
  }

  /** Where rows go that come too late, instead of being dropped. */
  public ExprOverWindows<T> lateRows(OutputTag<T> tag) {
    return new ExprOverWindows<>(expressions, options.late(tag));
  }

  /**
   * Where rows go besides for which there is no answer; see {@link RowError#tag}. In event time a
   * row is null there where only its answer fails, when it is no longer at hand.
   */
  public ExprOverWindows<T> errors(OutputTag<RowError<T>> tag) {
    return new ExprOverWindows<>(expressions, options.errors(tag));
  }

  /**
   * Forgets a key for which no row has come for so long, in processing time, or half as long again;
   * its next row is then as the first. Without it keys are kept for ever.
   */
  public ExprOverWindows<T> forgetIdle(Duration after) {
    if (after.toMillis() <= 0) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot forget keys after " + after + ": expected at least a millisecond");
    }
    return new ExprOverWindows<>(expressions, options.idle(after));
  }

  /**
   * Keeps no more rows of a key; no more than {@code Limit.WINDOW_ROWS} admits, which it is
   * without. A {@code lag} or {@code nth_value} that would keep more values is refused when the job
   * is made.
   */
  public ExprOverWindows<T> mostRows(long value) {
    return new ExprOverWindows<>(expressions, options.most(value));
  }

  public <K> SingleOutputStreamOperator<Row> map(KeyedStream<T, K> stream, String... sql) {
    return mapTo(Row.class, stream, sql);
  }

  /** One column of the result for each expression. */
  public <K> SingleOutputStreamOperator<Row> map(KeyedStream<T, K> stream, Expr... exprs) {
    return mapTo(Row.class, stream, exprs);
  }

  public <R, K> SingleOutputStreamOperator<R> mapTo(
      Class<R> type, KeyedStream<T, K> stream, String... sql) {
    return mapTo(type, stream, expressions.parse(sql));
  }

  /**
   * One column of the result for each expression.
   *
   * @param type of the results, as in {@link Expressions#mapTo(Class, Expr...)}
   */
  public <R, K> SingleOutputStreamOperator<R> mapTo(
      Class<R> type, KeyedStream<T, K> stream, Expr... exprs) {
    RowExpressions<T> rows = expressions.expressions(exprs);
    List<TypedExpr> bound = rows.bindOver();
    Running.of(Windowing.of(bound), options.time(), options.mostRows());
    RowOutput<R> output = Expressions.output(type, rows, bound);
    OverRows<T, K, R> operator =
        new OverRows<>(
            rows,
            output,
            stream.getKeyType().createSerializer(stream.getExecutionConfig().getSerializerConfig()),
            options);
    return OperatorLabel.put(
        stream.transform("over", output.typeInformation(), operator),
        "over",
        "the rows of a key",
        rows,
        bound);
  }
}
