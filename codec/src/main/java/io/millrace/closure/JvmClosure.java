// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.annotation.Experimental;

/**
 * A Java function as bytes: the classes that it needs, and what it captured. Immutable; equal if
 * the bytes are.
 *
 * <p>{@link #of} takes it apart, {@link #read} looks at the form of bytes and defines nothing, and
 * {@link #instantiate} is the one place where code that came is let in.
 */
@Experimental
public final class JvmClosure {
  private static final int MAGIC = 0x4d4c4a43;
  private static final int VERSION = 1;
  private static final int HEADER = 5;

  private final ClassArchive archive;
  private final byte[] values;
  private final Limits limits;

  private JvmClosure(ClassArchive archive, byte[] values, Limits limits) {
    this.archive = archive;
    this.values = values;
    this.limits = limits;
  }

  /** Within the limits of the JVM. */
  public static JvmClosure of(Object function) {
    return of(function, Limits.DEFAULT);
  }

  /**
   * @param function a lambda or method reference whose interface is serializable, or an object of a
   *     class of your own with serializable fields
   * @throws MillraceException UNSUPPORTED_EXPRESSION naming what can't travel, or LIMIT_EXCEEDED
   */
  public static JvmClosure of(Object function, Limits limits) {
    Reach reach = new Reach(limits);
    reach.from(function.getClass().getClassLoader());
    byte[] before = null;
    byte[] values = values(reach, function);
    // Which fields travel depends on what code reads, and the code on what travels.
    while (!Arrays.equals(values, before)) {
      before = values;
      values = values(reach, function);
    }
    limits.check(
        Limit.CAPTURED_BYTES, ClassArchive.SHIP, values.length, "bytes of captured values");
    ClassArchive archive = reach.archive();
    ClassRules.check(archive);
    return new JvmClosure(archive, values, limits);
  }

  private static byte[] values(Reach reach, Object function) {
    ByteWriter out = new ByteWriter();
    new ValueWriter(reach, out).writeFunction(function);
    return out.toByteArray();
  }

  /** Within the limits of the JVM. */
  public static JvmClosure read(byte[] bytes) {
    return read(bytes, Limits.DEFAULT);
  }

  /**
   * Looks at the form only: neither class files nor captured values are parsed. Takes over the
   * bytes.
   *
   * @throws MillraceException MALFORMED_BYTES, LIMIT_EXCEEDED, or UNSUPPORTED_EXPRESSION for a
   *     newer form
   */
  public static JvmClosure read(byte[] bytes, Limits limits) {
    ByteReader in = new ByteReader(bytes);
    if (in.takeFixed(4) != MAGIC) {
      throw ByteReader.malformed("other bytes");
    }
    int version = in.takeByte();
    if (version != VERSION) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot read function: its form is of version " + version + ", expected " + VERSION);
    }
    ClassArchive archive = ClassArchive.read(in.takeBytes(), limits);
    byte[] values = in.takeRaw(in.remaining());
    limits.check(
        Limit.CAPTURED_BYTES, ClassArchive.READ, values.length, "bytes of captured values");
    return new JvmClosure(archive, values, limits);
  }

  /**
   * A function in bytes, as slices of them, and what is around it. Of functions that differ in what
   * they captured the two in the middle are equal.
   *
   * @param lambda which method it is of the classes; empty if it is no lambda
   * @param rest what it captured, and what comes behind it
   */
  public record Parts(Bytes before, Bytes classes, Bytes lambda, Bytes rest) {}

  /** The first function in some bytes, or what looks like one. */
  public static Optional<Parts> find(Bytes in) {
    ByteBuffer bytes = in.toBuffer();
    for (int start = 0; start + HEADER <= bytes.limit(); start++) {
      if (bytes.get(start) == MAGIC >>> 24
          && bytes.getInt(start) == MAGIC
          && bytes.get(start + HEADER - 1) == VERSION) {
        return found(in, start + HEADER);
      }
    }
    return Optional.empty();
  }

  private static Optional<Parts> found(Bytes bytes, int start) {
    ByteReader in = new ByteReader(bytes.slice(start, bytes.length() - start).toBuffer());
    int length;
    try {
      length = in.takeCount(1);
    } catch (MillraceException e) {
      // No function, but bytes of something else that look like one.
      return Optional.empty();
    }
    int classes = bytes.length() - in.remaining();
    int values = classes + length;
    Bytes rest = bytes.slice(values, bytes.length() - values);
    int lambda = LambdaForm.length(rest);
    return Optional.of(
        new Parts(
            bytes.slice(0, classes),
            bytes.slice(classes, length),
            rest.slice(0, lambda),
            rest.slice(lambda, rest.length() - lambda)));
  }

  /**
   * The classes in a payload and what is around them, as slices: functions that differ in what they
   * captured have the classes in common. The whole payload if no function is in it.
   */
  public static List<Bytes> parts(Bytes payload) {
    Optional<Parts> function = find(payload);
    if (function.isEmpty()) {
      return List.of(payload);
    }
    Bytes before = function.get().before();
    Bytes classes = function.get().classes();
    int values = before.length() + classes.length();
    return Stream.of(before, classes, payload.slice(values, payload.length() - values))
        .filter(each -> each.length() > 0)
        .toList();
  }

  public byte[] bytes() {
    ByteWriter out = new ByteWriter();
    out.putFixed(MAGIC, 4);
    out.putByte(VERSION);
    out.putBytes(archive.bytes());
    out.putRaw(values);
    return out.toByteArray();
  }

  /** SHA-256 of the classes, whatever was captured. */
  public Bytes classDigest() {
    return archive.digest();
  }

  /** The names of the classes that travel, with dots, in their order. */
  public Set<String> classNames() {
    Set<String> names = new LinkedHashSet<>();
    archive.classes().keySet().forEach(name -> names.add(TravelNames.dotted(name)));
    return names;
  }

  /** The class-file version that a JVM must read, 61 for Java 17; 0 if no classes travel. */
  public int classFileLevel() {
    return archive.classFileLevel();
  }

  /**
   * Defines the classes below a loader, unless they are, and makes the function. The classes unload
   * when no function made of them is left. Runs constructors of records and initialisers of classes
   * that came, for {@link Limit#CALL_MILLIS} at most.
   *
   * @param parent the class path of the job, as user code sees it
   * @throws MillraceException UNTRUSTED_FUNCTION for classes that may not be defined,
   *     MALFORMED_BYTES, DEADLINE_EXCEEDED or INTERRUPTED
   */
  public Object instantiate(ClassLoader parent) {
    ClosureLoader loader = ClosureLoaders.of(archive, parent);
    try (Deadline deadline = Deadline.within(limits)) {
      Object function = new ValueReader(new ByteReader(values), loader, limits).readFunction();
      Deadline.check();
      return function;
    } catch (MillraceException e) {
      throw e;
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      Thrown.requireNotFatal(e);
      if (e.getCause() instanceof MillraceException cause) {
        throw cause;
      }
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES, "Cannot make function out of its bytes: " + Thrown.text(e), e);
    }
  }

  /** Whether code came with bytes, and so is not to be run but under a deadline. */
  public static boolean isShipped(Object code) {
    return code.getClass().getClassLoader() instanceof ClosureLoader;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JvmClosure that
        && archive.digest().equals(that.archive.digest())
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * archive.digest().hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "JvmClosure[" + classNames() + ", " + values.length + " bytes captured]";
  }
}
