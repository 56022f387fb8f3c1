// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.sql.SqlParser;
import io.millrace.trust.Limits;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowUdf;
import io.millrace.wire.ExprCodec;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Decides how functions become bytes and bytes functions: it knows registered functions by name,
 * and settings that say what travels and what is let in.
 *
 * <pre>{@code
 * SessionContext session = SessionContext.create();
 * session.registerUdf(ScalarUdf.of("risk", (Long amount, Double score) -> amount * score));
 * Expr expr = session.parseSqlExpr("risk(amount, score) > 100", schema);
 * }</pre>
 *
 * A session is a cheap handle: settings are immutable, and {@code with…} gives another handle with
 * other settings on the same registered functions, so what is registered through one is known to
 * all. Thread-safe. It does not travel: each process makes its own.
 */
@PublicEvolving
public final class SessionContext {
  private static final SessionContext GLOBAL =
      new SessionContext(
          new FunctionRegistry(FunctionRegistry.Access.SEALED), "global", Limits.DEFAULT);

  private final FunctionRegistry functions;
  private final String id;
  private final Limits limits;

  private SessionContext(FunctionRegistry functions, String id, Limits limits) {
    this.functions = functions;
    this.id = id;
    this.limits = limits;
  }

  public static SessionContext create() {
    return new SessionContext(
        new FunctionRegistry(FunctionRegistry.Access.OPEN),
        UUID.randomUUID().toString(),
        Limits.DEFAULT);
  }

  /**
   * The session of those who have none: it knows the functions of DataFusion only, and none can be
   * registered with it, because all tasks of a JVM share it.
   */
  public static SessionContext global() {
    return GLOBAL;
  }

  /** Other than that of any other session, but the same for all handles on one. */
  public String sessionId() {
    return id;
  }

  public SessionContext withLimits(Limits newLimits) {
    return new SessionContext(functions, id, newLimits);
  }

  /** In place of one of the same name, also of one that is built in. */
  public void registerUdf(ScalarUdf function) {
    functions.register(function);
  }

  public void registerUdaf(AggregateUdf function) {
    functions.register(function);
  }

  public void registerUdwf(WindowUdf function) {
    functions.register(function);
  }

  /** What was registered under that name. */
  public Optional<ScalarUdf> deregisterUdf(String name) {
    return functions.deregister(name, FunctionKind.SCALAR).map(ScalarUdf.class::cast);
  }

  public Optional<AggregateUdf> deregisterUdaf(String name) {
    return functions.deregister(name, FunctionKind.AGGREGATE).map(AggregateUdf.class::cast);
  }

  public Optional<WindowUdf> deregisterUdwf(String name) {
    return functions.deregister(name, FunctionKind.WINDOW).map(WindowUdf.class::cast);
  }

  public Optional<ScalarUdf> udf(String name) {
    return Optional.ofNullable((ScalarUdf) functions.function(name, FunctionKind.SCALAR));
  }

  public Optional<AggregateUdf> udaf(String name) {
    return Optional.ofNullable((AggregateUdf) functions.function(name, FunctionKind.AGGREGATE));
  }

  public Optional<WindowUdf> udwf(String name) {
    return Optional.ofNullable((WindowUdf) functions.function(name, FunctionKind.WINDOW));
  }

  /** The names of registered scalar functions, in order. */
  public SortedSet<String> udfs() {
    return functions.names(FunctionKind.SCALAR);
  }

  public SortedSet<String> udafs() {
    return functions.names(FunctionKind.AGGREGATE);
  }

  public SortedSet<String> udwfs() {
    return functions.names(FunctionKind.WINDOW);
  }

  /** SQL text that may call registered functions; throws as {@link SqlParser#parse}. */
  public Expr parseSqlExpr(String sql, Schema schema) {
    return parser(schema).parse(sql);
  }

  /** A parser that knows the registered functions. */
  public SqlParser parser(Schema schema) {
    return SqlParser.over(schema).withLimits(limits).withFunctions(functions);
  }

  /** Throws {@link MillraceException} as {@link ExprCodec#encode}. */
  public byte[] encode(Expr expr) {
    return ExprCodec.withLimits(limits).encode(expr);
  }

  /**
   * Registered functions are found by name, before those of DataFusion.
   *
   * <p>Throws only {@link MillraceException}: as {@link ExprCodec#decode}, and UNKNOWN_NAME.
   */
  public Expr decode(byte[] bytes) {
    ExprCodec codec = ExprCodec.withLimits(limits).keepingUnknownNames();
    codec.decode(bytes);
    return codec.withReader(new Resolution(functions)).decode(bytes);
  }
}
