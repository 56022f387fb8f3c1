// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.compile.Running;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.row.PojoSchema;
import io.millrace.row.RowInput;
import io.millrace.row.RowOutput;
import io.millrace.session.SenderContext;
import io.millrace.session.SessionContext;
import io.millrace.session.SessionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/**
 * The entry point for DataStream jobs: turns expressions, from SQL text or built in Java or decoded
 * from bytes, into Flink functions over {@code Row}, {@code RowData} or plain Java objects.
 *
 * <pre>{@code
 * Schema schema = SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE");
 * Expressions<Row> flights = Expressions.overRows(schema);
 *
 * DataStream<Row> late = rows.filter(flights.filter("dep_delay > 60 and carrier <> 'UA'"));
 * DataStream<Row> hours = late.map(flights.map("upper(carrier)", "dep_delay / 60"));
 * DataStream<Delay> delays =
 *     late.map(flights.mapTo(Delay.class, "carrier", "dep_delay / 60 AS hours"));
 * DataStream<Row> worst =
 *     rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .aggregate(flights.aggregate("max(dep_delay) > 3 * avg(dep_delay) + 60"));
 * }</pre>
 *
 * Results are {@code Row}s, or what {@link #mapTo(Class, Expr...)} and its like are asked for; here
 * {@code public record Delay(String carrier, Double hours) {}}.
 *
 * <p>Names are resolved and types are checked when a function is made, not when the job runs: a
 * wrong expression throws {@link MillraceException} with UNKNOWN_NAME, TYPE_MISMATCH,
 * NOT_ALLOWED_HERE or SYNTAX. Semantics are those of DataFusion 55; {@code now()} and its like are
 * the processing time of each row in filters and maps, and when a task opens elsewhere. Immutable.
 */
@PublicEvolving
public final class Expressions<T> {
  private final Schema schema;
  private final RowInput<T> input;
  private final OnError onError;
  private final SessionFactory sessions;

  private Expressions(Schema schema, RowInput<T> input, OnError onError, SessionFactory sessions) {
    this.schema = schema;
    this.input = input;
    this.onError = onError;
    this.sessions = sessions;
  }

  /** Rows with names are read by name, others by position. */
  public static Expressions<Row> overRows(Schema schema) {
    return new Expressions<>(schema, RowInput.ofRows(schema), OnError.NULL, null);
  }

  /** Rows of the Table API's runtime, read by position. */
  public static Expressions<RowData> overRowData(Schema schema) {
    return new Expressions<>(schema, RowInput.ofRowData(schema), OnError.NULL, null);
  }

  /** Objects whose public fields or getters, or components of a record, are the columns. */
  public static <T> Expressions<T> over(Class<T> type) {
    return over(type, PojoSchema.of(type));
  }

  /** Objects whose properties are the columns, of which the schema names those that count. */
  public static <T> Expressions<T> over(Class<T> type, Schema schema) {
    return new Expressions<>(schema, RowInput.ofObjects(type, schema), OnError.NULL, null);
  }

  public Expressions<T> onError(OnError policy) {
    return new Expressions<>(schema, input, policy, sessions);
  }

  /**
   * Expressions may call what is registered with such a session, by name also where its inlining is
   * off; each task makes its own. Without one the sender context of the thread that makes functions
   * is asked, and what it knows travels by value.
   */
  public Expressions<T> withSessions(SessionFactory factory) {
    return new Expressions<>(schema, input, onError, factory);
  }

  public Schema schema() {
    return schema;
  }

  public ExprFilterFunction<T> filter(String sql) {
    return filter(parse(sql));
  }

  /** The expression must be boolean, or NULL. */
  public ExprFilterFunction<T> filter(Expr predicate) {
    return new ExprFilterFunction<>(predicate(predicate));
  }

  RowExpressions<T> predicate(Expr predicate) {
    RowExpressions<T> expressions = expressions(predicate);
    DataType type = expressions.bind().get(0).type();
    if (!type.equals(DataType.BOOLEAN) && !type.equals(DataType.NULL)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot filter by "
              + ExprPrinter.display(predicate)
              + ": type "
              + type
              + ", expected Boolean");
    }
    return expressions;
  }

  public ExprMapFunction<T, Row> map(String... sql) {
    return mapTo(Row.class, sql);
  }

  /** One column of the result for each expression. */
  public ExprMapFunction<T, Row> map(Expr... exprs) {
    return mapTo(Row.class, exprs);
  }

  public <R> ExprMapFunction<T, R> mapTo(Class<R> type, String... sql) {
    return mapTo(type, parse(sql));
  }

  /**
   * One column of the result for each expression, found by its name.
   *
   * @param type of the results: {@code Row}, {@code RowData}, a public record, or a public class
   *     with a public constructor without arguments. A record has a component for each column and
   *     none besides, a class a public field or a setter; more that it has is left as it is made.
   *     They hold the values as {@code Row} would, or in a wider number. Throws {@link
   *     MillraceException} with UNKNOWN_NAME for a column without a property, TYPE_MISMATCH for a
   *     property that can't hold its column, NOT_ALLOWED_HERE for a class of another form. A NULL
   *     for a property that is a primitive is an error of the row, see {@link OnError}
   */
  public <R> ExprMapFunction<T, R> mapTo(Class<R> type, Expr... exprs) {
    RowExpressions<T> expressions = expressions(exprs);
    return new ExprMapFunction<>(expressions, output(type, expressions, expressions.bind()));
  }

  public ExprAggregateFunction<T, Row> aggregate(String... sql) {
    return aggregateTo(Row.class, sql);
  }

  /**
   * One column of the result for each expression; columns occur inside aggregates only. Where there
   * are no windows, and each row of a key has the result of all before it, it is {@link
   * #overProcessingTime} with {@code sum(x) OVER (ROWS UNBOUNDED PRECEDING)}.
   */
  public ExprAggregateFunction<T, Row> aggregate(Expr... exprs) {
    return aggregateTo(Row.class, exprs);
  }

  public <R> ExprAggregateFunction<T, R> aggregateTo(Class<R> type, String... sql) {
    return aggregateTo(type, parse(sql));
  }

  /**
   * One column of the result for each expression; columns occur inside aggregates only.
   *
   * @param type of the results, as in {@link #mapTo(Class, Expr...)}
   */
  public <R> ExprAggregateFunction<T, R> aggregateTo(Class<R> type, Expr... exprs) {
    RowExpressions<T> expressions = expressions(exprs);
    return new ExprAggregateFunction<>(
        expressions, output(type, expressions, expressions.bindAggregates()));
  }

  public <K, W extends Window> ExprWindowFunction<T, Row, K, W> window(String... sql) {
    return windowTo(Row.class, sql);
  }

  /**
   * One column of the result for each expression. If one has OVER there is a row of results for
   * each row of the window; but if one has an aggregate without OVER there is one for the window,
   * columns occur inside aggregates only, and OVER is over the one row that these give.
   */
  public <K, W extends Window> ExprWindowFunction<T, Row, K, W> window(Expr... exprs) {
    return windowTo(Row.class, exprs);
  }

  public <R, K, W extends Window> ExprWindowFunction<T, R, K, W> windowTo(
      Class<R> type, String... sql) {
    return windowTo(type, parse(sql));
  }

  /**
   * One column of the result for each expression. If one has OVER there is a row of results for
   * each row of the window; but if one has an aggregate without OVER there is one for the window,
   * columns occur inside aggregates only, and OVER is over the one row that these give.
   *
   * @param type of the results, as in {@link #mapTo(Class, Expr...)}
   */
  public <R, K, W extends Window> ExprWindowFunction<T, R, K, W> windowTo(
      Class<R> type, Expr... exprs) {
    RowExpressions<T> expressions = expressions(exprs);
    List<TypedExpr> bound =
        expressions.areOverRows() ? expressions.bindOver() : expressions.bindAggregateWindow();
    return new ExprWindowFunction<>(expressions, output(type, expressions, bound));
  }

  /**
   * Operators over the rows of a stream one by one, made whole: besides what {@link #filter} and
   * {@link #map} do, a row may become several, errors have a side output, and rows may be answered
   * many at a time. See {@link ExprRows}.
   */
  public ExprRows<T> rows() {
    return ExprRows.of(this);
  }

  /**
   * Event-time windows of this length, one after another, over a keyed stream; faster than Flink's
   * own, with the same results.
   */
  public ExprWindows<T> tumbling(Duration size) {
    return ExprWindows.of(this, size, size);
  }

  /**
   * The same where a window begins every {@code slide}, so that they overlap. LIMIT_EXCEEDED for
   * more windows of a row than rules may have.
   */
  public ExprWindows<T> sliding(Duration size, Duration slide) {
    return ExprWindows.of(this, size, slide);
  }

  /** The same where a window is as long as rows of a key come within such a gap of one another. */
  public ExprWindows<T> sessions(Duration gap) {
    return ExprWindows.ofSessions(this, gap);
  }

  /**
   * Expressions with OVER, a row of results for each row of a keyed stream, in the order of event
   * time. See {@link ExprOverWindows}.
   */
  public ExprOverWindows<T> overEventTime() {
    return ExprOverWindows.of(this, Running.Time.EVENT);
  }

  /** The same in the order in which rows come, at once. */
  public ExprOverWindows<T> overProcessingTime() {
    return ExprOverWindows.of(this, Running.Time.PROCESSING);
  }

  private Expr parse(String sql) {
    return session().parseSqlExpr(sql, schema);
  }

  Expr[] parse(String... sql) {
    return Stream.of(sql).map(this::parse).toArray(Expr[]::new);
  }

  RowExpressions<T> expressions(Expr... exprs) {
    SessionContext session = session();
    return new RowExpressions<>(
        schema, input, Stream.of(exprs).map(session::encode).toList(), onError, sessions);
  }

  private SessionContext session() {
    return sessions == null
        ? SenderContext.current().orElseGet(SessionContext::global)
        : sessions.create();
  }

  static <R> RowOutput<R> output(
      Class<R> type, RowExpressions<?> expressions, List<TypedExpr> bound) {
    List<String> names = expressions.names();
    List<Field> columns = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      columns.add(Field.of(names.get(i), bound.get(i).type()));
    }
    return RowOutput.of(type, columns);
  }
}
