// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.ByteReader;
import io.millrace.closure.ByteWriter;
import io.millrace.closure.HeldCode;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.Bytes;
import io.millrace.expr.Field;
import io.millrace.function.FunctionKind;
import io.millrace.function.Volatility;
import io.millrace.trust.SignedBody;
import io.millrace.wire.SchemaCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A function by value: seven bytes of family, a version, the class-file level that its code needs,
 * what is said of the function, and its code as a {@link JvmClosure}. Reading one defines no class
 * and runs nothing; {@link #function} does.
 */
@PublicEvolving
public final class UdfEnvelope {
  static final int VERSION = 1;

  /** A class file of Java n is of level n + 44. */
  private static final int LEVEL_OF_JAVA_0 = 44;

  private final FunctionKind kind;
  private final Header header;
  private final ScalarUdf.Nulls nulls;
  private final int level;
  private final JvmClosure closure;

  private UdfEnvelope(
      FunctionKind kind, Header header, ScalarUdf.Nulls nulls, int level, JvmClosure closure) {
    this.kind = kind;
    this.header = header;
    this.nulls = nulls;
    this.level = level;
    this.closure = closure;
  }

  /**
   * The bytes of a function.
   *
   * @throws MillraceException UNSUPPORTED_EXPRESSION naming what its code captured that can not
   *     travel, LIMIT_EXCEEDED
   */
  static Bytes of(UserFunction function, Limits limits) {
    SchemaCodec schemas = SchemaCodec.withLimits(limits);
    JvmClosure closure = JvmClosure.of(function.code(), limits);
    ByteWriter out = new ByteWriter();
    out.putRaw(PayloadKind.jvm(function.kind()).family().getBytes(StandardCharsets.ISO_8859_1));
    out.putByte(VERSION);
    out.putVarint(closure.classFileLevel());
    out.putText(function.name());
    out.putByte(function.volatility().ordinal());
    out.putByte(function instanceof ScalarUdf scalar ? scalar.nulls().ordinal() : 0);
    out.putBytes(schemas.encode(function.arguments()));
    out.putBytes(schemas.encode(List.of(function.returns())));
    out.putBytes(schemas.encode(function.state()));
    out.putBytes(closure.bytes());
    return Bytes.wrap(out.toByteArray());
  }

  /** Within the limits of the JVM. */
  public static UdfEnvelope read(Bytes payload) {
    return read(payload, Limits.DEFAULT);
  }

  /**
   * Throws only {@link MillraceException}: MALFORMED_BYTES, LIMIT_EXCEEDED, or
   * UNSUPPORTED_EXPRESSION for another version or a newer class-file level.
   *
   * @param limits also of the calls of the function that is made of it
   */
  public static UdfEnvelope read(Bytes payload, Limits limits) {
    PayloadKind family = PayloadKind.of(payload);
    if (!family.isJvm()) {
      throw ByteReader.malformed("a payload of another family");
    }
    ByteReader in = new ByteReader(payload.toArray());
    in.takeRaw(PayloadKind.LENGTH);
    int version = in.takeByte();
    if (version != VERSION) {
      throw unsupported(
          "Inline Java "
              + family.function().name().toLowerCase(Locale.ROOT)
              + " UDF payload of version "
              + version,
          "version " + VERSION);
    }
    long level = in.takeVarint();
    int most = SignedBody.CLASS_LEVEL;
    if (level < 0 || level > most) {
      throw unsupported(
          "code for Java " + (level - LEVEL_OF_JAVA_0),
          "at most " + (most - LEVEL_OF_JAVA_0) + ", which this process runs");
    }
    String name = in.takeText();
    Volatility volatility = constant(Volatility.values(), in.takeByte());
    ScalarUdf.Nulls nulls = constant(ScalarUdf.Nulls.values(), in.takeByte());
    SchemaCodec schemas = SchemaCodec.withLimits(limits);
    List<Field> arguments = schemas.decode(in.takeBytes());
    List<Field> returns = schemas.decode(in.takeBytes());
    List<Field> state = schemas.decode(in.takeBytes());
    JvmClosure closure = JvmClosure.read(in.takeBytes(), limits);
    in.requireEnd();
    if (returns.size() != 1) {
      throw ByteReader.malformed(returns.size() + " results");
    }
    if (name.isEmpty()) {
      throw ByteReader.malformed("no name");
    }
    HeldCode source = HeldCode.of(payload);
    Header header = new Header(name, arguments, returns.get(0), state, volatility, source, limits);
    return new UdfEnvelope(family.function(), header, nulls, (int) level, closure);
  }

  private static <E> E constant(E[] constants, int ordinal) {
    if (ordinal >= constants.length) {
      throw ByteReader.malformed(constants[0].getClass().getSimpleName() + " " + ordinal);
    }
    return constants[ordinal];
  }

  private static MillraceException unsupported(String found, String expected) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot decode function: " + found + ", expected " + expected);
  }

  public String name() {
    return header.name();
  }

  public FunctionKind kind() {
    return kind;
  }

  /** As the sender says: 61 is Java 17; 0 if no classes travel. */
  public int classFileLevel() {
    return level;
  }

  /** The code, not looked into. */
  public JvmClosure closure() {
    return closure;
  }

  /**
   * Lets the code in: defines its classes and makes the function.
   *
   * @param parent the class path of the job, as user code sees it
   * @throws MillraceException as {@link JvmClosure#instantiate}, and MALFORMED_BYTES for code that
   *     is no function of this kind
   */
  public UserFunction function(ClassLoader parent) {
    Object code = closure.instantiate(parent);
    if (kind == FunctionKind.SCALAR && code instanceof ScalarFunction scalar) {
      return ScalarUdf.decoded(header, scalar, nulls);
    } else if (kind == FunctionKind.AGGREGATE && code instanceof AccumulatorFactory factory) {
      return new AggregateUdf(header, factory);
    } else if (kind == FunctionKind.WINDOW && code instanceof WindowEvaluatorFactory factory) {
      return new WindowUdf(header, factory);
    }
    throw ByteReader.malformed("code that is a " + code.getClass().getName());
  }
}
