// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Schema;
import io.millrace.row.OutputRow;
import io.millrace.row.PojoSchema;
import io.millrace.row.RowReader;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.time.Duration;
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
 * DataStream<Row> worst =
 *     rows.keyBy(row -> row.getFieldAs("carrier"), Types.STRING)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .aggregate(flights.aggregate("max(dep_delay) > 3 * avg(dep_delay) + 60"));
 * }</pre>
 *
 * Names are resolved and types are checked when a function is made, not when the job runs: a wrong
 * expression throws {@link MillraceException} with UNKNOWN_NAME, TYPE_MISMATCH, NOT_ALLOWED_HERE or
 * SYNTAX. Semantics are those of DataFusion 55. Immutable.
 */
@PublicEvolving
public final class Expressions<T> {
  private final Schema schema;
  private final RowReader<T> reader;
  private final OnError onError;

  private Expressions(Schema schema, RowReader<T> reader, OnError onError) {
    this.schema = schema;
    this.reader = reader;
    this.onError = onError;
  }

  /** Rows with names are read by name, others by position. */
  public static Expressions<Row> overRows(Schema schema) {
    return new Expressions<>(schema, RowReader.ofRows(schema), OnError.NULL);
  }

  /** Rows of the Table API's runtime, read by position. */
  public static Expressions<RowData> overRowData(Schema schema) {
    return new Expressions<>(schema, RowReader.ofRowData(schema), OnError.NULL);
  }

  /** Objects whose public fields or getters, or components of a record, are the columns. */
  public static <T> Expressions<T> over(Class<T> type) {
    return over(type, PojoSchema.of(type));
  }

  /** Objects whose properties are the columns, of which the schema names those that count. */
  public static <T> Expressions<T> over(Class<T> type, Schema schema) {
    return new Expressions<>(schema, RowReader.ofObjects(type, schema), OnError.NULL);
  }

  public Expressions<T> onError(OnError policy) {
    return new Expressions<>(schema, reader, policy);
  }

  public Schema schema() {
    return schema;
  }

  public ExprFilterFunction<T> filter(String sql) {
    return filter(parse(sql));
  }

  /** The expression must be boolean, or NULL. */
  public ExprFilterFunction<T> filter(Expr predicate) {
    RowExpressions<T> expressions = expressions(List.of(predicate));
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
    return new ExprFilterFunction<>(expressions);
  }

  public ExprMapFunction<T> map(String... sql) {
    return map(parse(sql));
  }

  /** One column of the result for each expression. */
  public ExprMapFunction<T> map(Expr... exprs) {
    RowExpressions<T> expressions = expressions(List.of(exprs));
    return new ExprMapFunction<>(expressions, output(expressions, expressions.bind()));
  }

  public ExprAggregateFunction<T> aggregate(String... sql) {
    return aggregate(parse(sql));
  }

  /** One column of the result for each expression; columns occur inside aggregates only. */
  public ExprAggregateFunction<T> aggregate(Expr... exprs) {
    RowExpressions<T> expressions = expressions(List.of(exprs));
    return new ExprAggregateFunction<>(
        expressions, output(expressions, expressions.bindAggregates()));
  }

  public <K, W extends Window> ExprWindowFunction<T, K, W> window(String... sql) {
    return window(parse(sql));
  }

  /** One column of the result for each expression; columns occur inside aggregates only. */
  public <K, W extends Window> ExprWindowFunction<T, K, W> window(Expr... exprs) {
    RowExpressions<T> expressions = expressions(List.of(exprs));
    return new ExprWindowFunction<>(expressions, output(expressions, expressions.bindAggregates()));
  }

  /**
   * Event-time windows of this length, one after another, over a keyed stream; faster than Flink's
   * own, with the same results.
   */
  public ExprWindows<T> tumbling(Duration size) {
    return ExprWindows.of(this, size, size);
  }

  /** The same where a window begins every {@code slide}, so that they overlap. */
  public ExprWindows<T> sliding(Duration size, Duration slide) {
    return ExprWindows.of(this, size, slide);
  }

  private Expr parse(String sql) {
    return SqlParser.over(schema).parse(sql);
  }

  Expr[] parse(String... sql) {
    return Stream.of(sql).map(this::parse).toArray(Expr[]::new);
  }

  RowExpressions<T> expressions(List<Expr> exprs) {
    ExprCodec codec = ExprCodec.create();
    return new RowExpressions<>(
        schema, reader, exprs.stream().map(codec::encode).toList(), onError);
  }

  static OutputRow output(RowExpressions<?> expressions, List<TypedExpr> bound) {
    return new OutputRow(expressions.names(), bound.stream().map(TypedExpr::type).toList());
  }
}
