// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.Expr;
import io.millrace.row.RowOutput;
import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.types.Row;
import org.apache.flink.util.OutputTag;

/**
 * Event-time windows of equal length, or sessions, over a keyed stream, evaluated many rows at a
 * time: rows are gathered and folded a batch at a time, and Flink's keyed state is touched once for
 * many rows of a key, not for each. Results are those of {@code window(…).aggregate(…)} over the
 * same windows, to the last bit. Made by {@link Expressions#tumbling}, {@link Expressions#sliding}
 * and {@link Expressions#sessions}.
 *
 * <pre>{@code
 * DataStream<Row> worst =
 *     flights
 *         .tumbling(Duration.ofHours(1))
 *         .aggregate(
 *             rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING),
 *             "min(carrier)", "max(dep_delay)", "avg(dep_delay)");
 * }</pre>
 *
 * A window is written when the watermark passes its end, with its last millisecond as the timestamp
 * of the result. Until then, or until a checkpoint, its accumulators are kept on the heap, of at
 * most {@value WindowOperator#MOST_GROUPS} keys and windows a task; those beyond are in the state
 * backend. Rows that come after their window was written are dropped and counted ({@code
 * numLateRecordsDropped}), or go to {@link #lateRows}. A row for which an argument fails does not
 * count in any aggregate and is counted in {@code numErrors}. The operator has a uid that follows
 * from its windows and expressions, a name and a description; {@code uid(…)} of what is returned
 * sets another, so that its state is found when they have changed. Immutable.
 */
@PublicEvolving
public final class ExprWindows<T> {
  private final Expressions<T> expressions;
  private final WindowForm form;
  private final WindowOptions<T> options;

  private ExprWindows(Expressions<T> expressions, WindowForm form, WindowOptions<T> options) {
    this.expressions = expressions;
    this.form = form;
    this.options = options;
  }

  static <T> ExprWindows<T> of(Expressions<T> expressions, Duration size, Duration slide) {
    long length = size.toMillis();
    long step = slide.toMillis();
    if (step <= 0 || step > length) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot make windows of "
              + size
              + " every "
              + slide
              + ": expected at least a millisecond between them, and no gap");
    }
    Limits.DEFAULT.check(
        Limit.WINDOWS_OF_ROW, "make windows", (length + step - 1) / step, "windows for each row");
    return of(expressions, new AlignedSpans(length, step, 0));
  }

  static <T> ExprWindows<T> ofSessions(Expressions<T> expressions, Duration gap) {
    if (gap.toMillis() < 1) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot make sessions with a gap of " + gap + ": expected at least a millisecond");
    }
    return of(expressions, new SessionGap(gap.toMillis()));
  }

  private static <T> ExprWindows<T> of(Expressions<T> expressions, WindowForm form) {
    return new ExprWindows<>(expressions, form, new WindowOptions<>(null, null));
  }

  /**
   * Windows begin at multiples of their distance since 1970-01-01T00:00Z, and this much later; not
   * for sessions.
   */
  public ExprWindows<T> offset(Duration value) {
    return new ExprWindows<>(expressions, form.later(value.toMillis()), options);
  }

  /** Where rows go that come too late, instead of being dropped. */
  public ExprWindows<T> lateRows(OutputTag<T> tag) {
    return new ExprWindows<>(expressions, form, new WindowOptions<>(tag, options.errors()));
  }

  /**
   * Where rows go besides for which an argument of an aggregate has no answer, and, with a null for
   * the row, windows whose result has none; see {@link RowError#tag}.
   */
  public ExprWindows<T> errors(OutputTag<RowError<T>> tag) {
    return new ExprWindows<>(expressions, form, new WindowOptions<>(options.late(), tag));
  }

  public <K> SingleOutputStreamOperator<Row> aggregate(KeyedStream<T, K> stream, String... sql) {
    return aggregateTo(Row.class, stream, sql);
  }

  /** One column of the result for each expression; columns occur inside aggregates only. */
  public <K> SingleOutputStreamOperator<Row> aggregate(KeyedStream<T, K> stream, Expr... exprs) {
    return aggregateTo(Row.class, stream, exprs);
  }

  public <R, K> SingleOutputStreamOperator<R> aggregateTo(
      Class<R> type, KeyedStream<T, K> stream, String... sql) {
    return aggregateTo(type, stream, expressions.parse(sql));
  }

  /**
   * One column of the result for each expression; columns occur inside aggregates only.
   *
   * @param type of the results, as in {@link Expressions#mapTo(Class, Expr...)}
   */
  public <R, K> SingleOutputStreamOperator<R> aggregateTo(
      Class<R> type, KeyedStream<T, K> stream, Expr... exprs) {
    RowExpressions<T> rows = expressions.expressions(exprs);
    List<TypedExpr> bound = rows.bindAggregates();
    RowOutput<R> output = Expressions.output(type, rows, bound);
    SerializerConfig config = stream.getExecutionConfig().getSerializerConfig();
    WindowParts<T, K, R> parts =
        new WindowParts<>(
            rows,
            output,
            stream.getKeySelector(),
            stream.getKeyType().createSerializer(config),
            stream.getType().createSerializer(config),
            options);
    return OperatorLabel.put(
        stream.transform("windows", output.typeInformation(), form.operator(parts)),
        "windows",
        form.toString(),
        rows,
        bound);
  }
}
