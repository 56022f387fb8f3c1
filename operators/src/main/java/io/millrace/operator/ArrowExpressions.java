// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.ArrowFields;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.session.SessionContext;
import io.millrace.session.WorkerContext;
import io.millrace.sql.SqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The entry point for Arrow batches, inside Flink jobs and outside: turns expressions, from SQL
 * text or built in Java or from bytes, into programs that take batches and give vectors. Needs no
 * class of Flink at run time but the annotations.
 *
 * <pre>{@code
 * ArrowExpressions flights = ArrowExpressions.over(batch.getSchema());
 * try (ArrowProgram program = flights.compile(allocator, "upper(carrier)", "dep_delay / 60");
 *     VectorSchemaRoot result = program.evaluateAll(batch)) {
 *   assertThat(result.getVector(0).getObject(0)).hasToString("UA");
 *   assertThat(result.getVector(1).getObject(0)).isEqualTo(1.5);
 * }
 * }</pre>
 *
 * Names are resolved and types are checked when a program is compiled: a wrong expression throws
 * {@link io.millrace.MillraceException} with UNKNOWN_NAME, TYPE_MISMATCH, NOT_ALLOWED_HERE, SYNTAX,
 * MALFORMED_BYTES, UNSUPPORTED_EXPRESSION or LIMIT_EXCEEDED. Functions of the time, such as {@code
 * now()}, give the time of compiling. Semantics are those of DataFusion 55. Immutable.
 */
@PublicEvolving
public final class ArrowExpressions {
  private final Schema schema;
  private final OnError onError;
  private final Limits limits;
  private final Duration deadline;
  private final SessionContext session;

  private ArrowExpressions(
      Schema schema, OnError onError, Limits limits, Duration deadline, SessionContext session) {
    this.schema = schema;
    this.onError = onError;
    this.limits = limits;
    this.deadline = deadline;
    this.session = session;
  }

  /** Over batches with these columns, in this order. A row without an answer fails its batch. */
  public static ArrowExpressions over(Schema schema) {
    return new ArrowExpressions(schema, OnError.FAIL, null, null, null);
  }

  /** The same for an Arrow schema without dictionaries. */
  public static ArrowExpressions over(org.apache.arrow.vector.types.pojo.Schema schema) {
    return over(schema, null);
  }

  /**
   * The same for any Arrow schema.
   *
   * @param dictionaries to look up the types of their values, once
   */
  public static ArrowExpressions over(
      org.apache.arrow.vector.types.pojo.Schema schema, DictionaryProvider dictionaries) {
    return over(new Schema(null, ArrowFields.of(schema, dictionaries)));
  }

  /** {@link OnError#NULL} makes the results of rows without an answer null. */
  public ArrowExpressions onError(OnError policy) {
    return new ArrowExpressions(schema, policy, limits, deadline, session);
  }

  /** Of expressions, and of what they make of one batch, instead of those of the session. */
  public ArrowExpressions withLimits(Limits newLimits) {
    return new ArrowExpressions(schema, onError, newLimits, deadline, session);
  }

  /**
   * How long one batch may take, looked at every 1,024 rows (8,192 where all is cheap arithmetic);
   * past it the evaluation throws DEADLINE_EXCEEDED. In whole milliseconds, instead of {@link
   * Limit#BATCH_MILLIS}.
   */
  public ArrowExpressions withDeadline(Duration newDeadline) {
    return new ArrowExpressions(schema, onError, limits, newDeadline, session);
  }

  /**
   * By which text and bytes are read, instead of the worker context of the thread that compiles, or
   * the global session.
   */
  public ArrowExpressions withSession(SessionContext given) {
    return new ArrowExpressions(schema, onError, limits, deadline, given);
  }

  private SessionContext session() {
    return WorkerContext.or(session).withLimits(limits());
  }

  public Schema schema() {
    return schema;
  }

  public ArrowProgram compile(BufferAllocator allocator, String... sql) {
    SqlParser parser = session().parser(schema);
    return compile(allocator, Stream.of(sql).map(parser::parse).toList());
  }

  /** From the bytes of encoded expressions. */
  public ArrowProgram compile(BufferAllocator allocator, byte[]... encoded) {
    SessionContext reading = session();
    return compile(allocator, Stream.of(encoded).map(reading::decode).toList());
  }

  /**
   * One column of the result for each expression.
   *
   * @param allocator from which results are made; stays the caller's, and is to be closed after
   *     them
   */
  public ArrowProgram compile(BufferAllocator allocator, Expr... exprs) {
    return compile(allocator, List.of(exprs));
  }

  private ArrowProgram compile(BufferAllocator allocator, List<Expr> exprs) {
    Binder binder = Binder.over(schema);
    List<TypedExpr> bound = exprs.stream().map(binder::bind).toList();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      String name = ExprPrinter.schemaName(exprs.get(i));
      Map<String, String> metadata = binder.metadata(exprs.get(i), bound.get(i));
      fields.add(new Field(name, bound.get(i).type(), true, metadata));
    }
    return new ArrowProgram(this, exprs, bound, fields, allocator);
  }

  OnError onError() {
    return onError;
  }

  Limits limits() {
    Limits given = limits == null ? WorkerContext.or(session).limits() : limits;
    return deadline == null
        ? given
        : given.with(Limit.BATCH_MILLIS, deadline.plusNanos(999_999).toMillis());
  }
}
