// SPDX-License-Identifier: Apache-2.0
package io.millrace.scalar;

import io.millrace.expr.DataType;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/**
 * A scalar function, declared once: what it accepts, what it returns, what it does.
 *
 * @param name as the wire carries it, never an alias
 * @param identity what tells it from other functions, of the same name, too; the name for those
 *     that are built in
 * @param nulls what a null argument does to a call
 * @param volatility whether equal arguments give equal results
 * @param mayFail whether the kernel of a call may fail on a row; one that can't runs over null
 *     rows, too
 * @param size of a result, at most
 * @param kernel chosen for the types and constants of one call; may throw MillraceException for a
 *     constant argument that can't be prepared
 */
@Internal
public record Scalar(
    String name,
    Object identity,
    Signature accepts,
    Function<Call, DataType> returns,
    Function<Call, Nulls> nulls,
    Volatility volatility,
    Predicate<Call> mayFail,
    ResultSize size,
    Function<Call, Kernel> kernel) {
  public Scalar {
    Objects.requireNonNull(name);
    Objects.requireNonNull(identity);
    Objects.requireNonNull(accepts);
    Objects.requireNonNull(returns);
    Objects.requireNonNull(
        size, () -> "Cannot declare " + name + ": found no size, expected one beside the type");
    Objects.requireNonNull(kernel);
  }

  public static Declaration scalar(String name) {
    return new Declaration(name);
  }

  /** The words in which a function is declared. */
  public static final class Declaration {
    private final String name;
    private Object identity;
    private Signature accepts;
    private Function<Call, DataType> returns;
    private Function<Call, Nulls> nulls = call -> Nulls.STRICT;
    private Volatility volatility = Volatility.IMMUTABLE;
    private Predicate<Call> mayFail = call -> true;

    /** Null until it is said or follows from the type. */
    private ResultSize size;

    private Declaration(String name) {
      this.name = name;
      identity = name;
    }

    public Declaration identity(Object value) {
      identity = value;
      return this;
    }

    public Declaration accepts(Signature signature) {
      accepts = signature;
      return this;
    }

    /** Beside it stands the {@link #size}. */
    public Declaration returns(Function<Call, DataType> type) {
      returns = type;
      return this;
    }

    /** Where it is of one width, so is the {@link #size}. */
    public Declaration returns(DataType type) {
      boolean varies = type.isText() || type.isBinary() || type.family().isNested();
      size = size == null && !varies ? ResultSize.WIDTH : size;
      return returns(call -> type);
    }

    /**
     * The result has the type of that argument, after coercion, and no more bytes than the
     * arguments, unless the {@link #size} says so.
     */
    public Declaration returnsArgument(int argument) {
      size = size == null ? ResultSize.OF_ARGUMENTS : size;
      return returns(call -> call.type(argument));
    }

    /** The kernel is called for null arguments, too; only shapes that see blocks can take them. */
    public Declaration nullsAsValues() {
      return nullsAsValuesWhere(call -> true);
    }

    /** The same for some calls; for others a null argument makes the result null. */
    public Declaration nullsAsValuesWhere(Predicate<Call> condition) {
      nulls = call -> condition.test(call) ? Nulls.AS_VALUES : Nulls.STRICT;
      return this;
    }

    public Declaration volatility(Volatility value) {
      volatility = value;
      return this;
    }

    /** The kernel has an answer for every argument, also for the arbitrary ones under nulls. */
    public Declaration neverFails() {
      return failsWhere(call -> false);
    }

    /** The kernels of other calls have an answer for every argument. */
    public Declaration failsWhere(Predicate<Call> condition) {
      mayFail = condition;
      return this;
    }

    /** How large a result is at most; there is no declaration without. */
    public Declaration size(ResultSize value) {
      size = value;
      return this;
    }

    public Scalar kernel(Function<Call, Kernel> choice) {
      return new Scalar(name, identity, accepts, returns, nulls, volatility, mayFail, size, choice);
    }

    public Scalar kernel(Kernel kernel) {
      return kernel(call -> kernel);
    }
  }
}
