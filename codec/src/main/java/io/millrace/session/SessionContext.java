// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.Bytes;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.function.FunctionKind;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import io.millrace.trust.Admission;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.UserFunction;
import io.millrace.udf.WindowUdf;
import io.millrace.wire.BufferSink;
import io.millrace.wire.DefinitionReader;
import io.millrace.wire.DefinitionWriter;
import io.millrace.wire.ExprCodec;
import io.millrace.wire.PayloadStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
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
          new FunctionRegistry(FunctionRegistry.Access.SEALED), "global", Settings.STANDARD);

  private final FunctionRegistry functions;
  private final String id;
  private final Settings settings;

  private SessionContext(FunctionRegistry functions, String id, Settings settings) {
    this.functions = functions;
    this.id = id;
    this.settings = settings;
  }

  public static SessionContext create() {
    return new SessionContext(
        new FunctionRegistry(FunctionRegistry.Access.OPEN),
        UUID.randomUUID().toString(),
        Settings.STANDARD);
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

  private SessionContext with(Settings newSettings) {
    return new SessionContext(functions, id, newSettings);
  }

  /** Of what is read, made and called through this handle. */
  public SessionContext withLimits(Limits limits) {
    return with(settings.with(limits));
  }

  /** Whose SQL texts are; that of {@link Dialect#DUCKDB} has lambdas. */
  public SessionContext withDialect(Dialect dialect) {
    return with(settings.with(dialect));
  }

  public Limits limits() {
    return settings.limits();
  }

  public TrustPolicy trust() {
    return settings.trust();
  }

  /** Which functions by value {@link #decode} lets in; at first none. */
  public SessionContext withTrust(TrustPolicy policy) {
    return with(settings.with(policy));
  }

  /**
   * Whether functions travel by value, which at first they do. With {@code false} none is written
   * so, and none is let in, whoever signed it, also not inside what an extension codec wrapped.
   */
  public SessionContext withUdfInlining(boolean enabled) {
    return with(settings.with(enabled ? Settings.Inlining.ON : Settings.Inlining.OFF));
  }

  /**
   * Lets functions travel by a name that one of DataFusion's own has. Where they are not registered
   * the call then is one of the other function, and nobody notices: hence it is refused at first.
   */
  public SessionContext withShadowing() {
    return with(settings.with(Settings.Shadowing.ALLOWED));
  }

  /** Behind those that are installed, under its own id. */
  public SessionContext withLogicalExtensionCodec(ExtensionCodec codec) {
    return with(settings.withLogical(settings.logical().with(codec, null)));
  }

  /** The same under an id that is given; throws NOT_ALLOWED_HERE for one that is there. */
  public SessionContext withLogicalExtensionCodec(ExtensionCodec codec, String codecId) {
    return with(settings.withLogical(settings.logical().with(codec, codecId)));
  }

  public SessionContext withPhysicalExtensionCodec(ExtensionCodec codec) {
    return with(settings.withPhysical(settings.physical().with(codec, null)));
  }

  public SessionContext withPhysicalExtensionCodec(ExtensionCodec codec, String codecId) {
    return with(settings.withPhysical(settings.physical().with(codec, codecId)));
  }

  /** In the order in which they were installed. */
  public List<String> logicalExtensionCodecIds() {
    return settings.logical().ids();
  }

  public List<String> physicalExtensionCodecIds() {
    return settings.physical().ids();
  }

  /**
   * A handle with all that the extensions bring. If one of them throws, or brings an id or the name
   * of a function that is there already, nothing is installed or registered, also nothing of what
   * they registered through the sessions that they were given.
   */
  public SessionContext withExtensions(SessionExtension... extensions) {
    FunctionRegistry journaled = functions.journaled();
    try {
      SessionContext whole = new SessionContext(journaled, id, settings).extended(extensions);
      journaled.keep();
      return whole;
    } catch (RuntimeException | Error e) {
      journaled.undo();
      throw e;
    }
  }

  private SessionContext extended(SessionExtension... extensions) {
    CodecChain logical = settings.logical();
    CodecChain physical = settings.physical();
    List<UserFunction> brought = new ArrayList<>();
    for (SessionExtension extension : extensions) {
      SessionComponents components = extension.components(this);
      for (ExtensionCodec codec : components.logicalExtensionCodecs()) {
        logical = logical.with(codec, lasting(codec));
      }
      for (ExtensionCodec codec : components.physicalExtensionCodecs()) {
        physical = physical.with(codec, lasting(codec));
      }
      brought.addAll(components.functions());
    }
    SessionContext whole = with(settings.withLogical(logical).withPhysical(physical));
    for (SessionExtension extension : extensions) {
      extension.ready(whole);
    }
    functions.registerNew(brought);
    return whole;
  }

  private static String lasting(ExtensionCodec codec) {
    return codec
        .codecId()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.NOT_ALLOWED_HERE,
                    "Cannot install codec: A codec contributed through withExtensions must have a"
                        + " codecId, found none for "
                        + codec.getClass().getName()));
  }

  /**
   * This session as an extension codec of others, with its functions, codecs and settings. Its id
   * is that of the session, so the bytes can be read where this very session is installed only,
   * unless it is installed under an id that is given.
   */
  public ExtensionCodec asExtensionCodec() {
    return new SessionCodec(this);
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
    return SqlParser.over(schema)
        .withDialect(settings.dialect())
        .withLimits(settings.limits())
        .withFunctions(this::registered);
  }

  private ExprCodec codec() {
    return ExprCodec.withLimits(settings.limits())
        .keepingUnknownNames()
        .withPayloadParts(JvmClosure::parts);
  }

  /**
   * The bytes of an expression; payloads that came with it are written as they came.
   *
   * <p>Throws {@link MillraceException} as {@link ExprCodec#encode}, UNSUPPORTED_EXPRESSION for a
   * function that can not travel as this session has it, UNTRUSTED_FUNCTION for a payload by value
   * while inlining is off, NOT_ALLOWED_HERE for a name that one of DataFusion's functions has.
   */
  public byte[] encode(Expr expr) {
    return codec().withWriter(writer()).encode(expr);
  }

  /** {@link #encode(Expr)} in a frame, as {@link ExprCodec#encode(Expr, BufferSink)}. */
  public byte[] encode(Expr expr, BufferSink sink) {
    return codec().withWriter(writer()).encode(expr, sink);
  }

  /**
   * {@link #encode(Expr)} in a frame, as {@link ExprCodec#encode(Expr, PayloadStore, int)}:
   * functions that differ in what they captured have their classes in the store once.
   */
  public byte[] encode(Expr expr, PayloadStore store, int least) {
    return codec().withWriter(writer()).encode(expr, store, least);
  }

  DefinitionWriter writer() {
    return new Dispatch(settings, settings.logical());
  }

  /**
   * An expression with its functions: by name those that are registered, before those of
   * DataFusion; by value what the trust policy lets in unsigned; what extension codecs wrapped as
   * the codec reads it. Payloads that only others can evaluate, such as those of Python, stay as
   * they came.
   *
   * <p>Throws only {@link MillraceException}: as {@link ExprCodec#decode}, UNKNOWN_NAME,
   * UNTRUSTED_FUNCTION, BAD_SIGNATURE, and what reading functions throws. Nothing is defined or run
   * unless all bytes are those of an expression.
   */
  public Expr decode(byte[] bytes) {
    return decode(bytes, settings.trust().admitUnsigned());
  }

  /**
   * The same where it was found out elsewhere what may be let in; BAD_SIGNATURE for other bytes
   * than those of an expression that was signed.
   */
  public Expr decode(byte[] bytes, Admission admission) {
    admission.checkExpression(bytes);
    return decode(bytes, () -> admission);
  }

  /** The same where it is found out if functions come by value. */
  Expr decode(byte[] bytes, Supplier<Admission> admission) {
    return decoded(codec -> codec.decode(bytes), admission);
  }

  private Expr decoded(Function<ExprCodec, Expr> decoding, Supplier<Admission> admission) {
    Survey survey = new Survey(functions);
    Expr expr = decoding.apply(codec().withReader(survey));
    return survey.isComplete() ? expr : decoding.apply(codec().withReader(reader(admission)));
  }

  /**
   * {@link #decode(byte[])} of a frame and its buffers. A signature of the bytes would not be one
   * of the buffers, so only what needs none is let in.
   */
  public Expr decode(byte[] bytes, Iterator<ByteBuffer> buffers) {
    List<ByteBuffer> all = new ArrayList<>();
    buffers.forEachRemaining(all::add);
    return decoded(codec -> codec.decode(bytes, all.iterator()), this::admitUnsigned);
  }

  /**
   * {@link #decode(byte[])} of a frame and the store that has its values; STORE_UNAVAILABLE for one
   * that fails.
   */
  public Expr decode(byte[] bytes, PayloadStore store) {
    return decoded(codec -> codec.decode(bytes, store), this::admitUnsigned);
  }

  /** The same where it was found out elsewhere what may be let in; the frame has the digests. */
  public Expr decode(byte[] bytes, PayloadStore store, Admission admission) {
    admission.checkExpression(bytes);
    return decoded(codec -> codec.decode(bytes, store), () -> admission);
  }

  DefinitionReader reader(Supplier<Admission> admission) {
    return new Resolution(functions, settings, settings.logical(), admission);
  }

  /** Null if there is none. */
  UserFunction registered(String name, FunctionKind kind) {
    UserFunction function = functions.function(name, kind);
    return function == null ? null : function.within(settings.limits());
  }

  Admission admitUnsigned() {
    return settings.trust().admitUnsigned();
  }

  /**
   * {@link #decode} for an expression that was decoded without a session: names and payloads become
   * functions, functions that it holds already stay.
   */
  public Expr resolve(Expr expr) {
    LiveFunctions live = new LiveFunctions();
    byte[] bytes = codec().withWriter(live).encode(expr);
    return codec().withReader(live.reading(reader(this::admitUnsigned))).decode(bytes);
  }

  /**
   * The bytes of something that is no expression, as the first logical extension codec writes it.
   *
   * @throws MillraceException UNSUPPORTED_EXPRESSION if none does
   */
  public Bytes encodeLogical(ExtensionKind kind, Object thing) {
    return bytes(settings.logical()).write(kind, thing);
  }

  /** What {@link #encodeLogical} wrote and has no name; bytes of no extension codec stay bytes. */
  public Object decodeLogical(ExtensionKind kind, Bytes bytes) {
    return bytes(settings.logical()).read(kind, bytes);
  }

  /**
   * The function of that name which {@link #encodeLogical} wrote, as {@link #decode(byte[])} makes
   * it: by name, by value if it is let in, or by its codec; null for one of DataFusion's own.
   * Payloads that only others can evaluate stay bytes. Other things are read without the name.
   */
  public Object decodeLogical(ExtensionKind kind, String name, Bytes bytes) {
    return bytes(settings.logical()).read(kind, name, bytes);
  }

  /**
   * A plan, a physical expression or a function in the physical layer, as the first physical
   * extension codec writes it. Bytes are written as they are: plans that were encoded elsewhere
   * pass through without being run.
   *
   * @throws MillraceException UNSUPPORTED_EXPRESSION if no codec writes it
   */
  public Bytes encodePhysical(ExtensionKind kind, Object thing) {
    return bytes(settings.physical()).write(kind, thing);
  }

  /** What {@link #encodePhysical} wrote and has no name; bytes of no extension codec stay bytes. */
  public Object decodePhysical(ExtensionKind kind, Bytes bytes) {
    return bytes(settings.physical()).read(kind, bytes);
  }

  /** As {@link #decodeLogical(ExtensionKind, String, Bytes)}, of {@link #encodePhysical}. */
  public Object decodePhysical(ExtensionKind kind, String name, Bytes bytes) {
    return bytes(settings.physical()).read(kind, name, bytes);
  }

  private ExtensionBytes bytes(CodecChain chain) {
    return new ExtensionBytes(functions, settings, chain, this::admitUnsigned);
  }
}
