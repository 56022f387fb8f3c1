// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.aggregate.Aggregate;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.lambda.HigherOrder;
import io.millrace.scalar.Scalar;
import io.millrace.window.OrderKey;
import io.millrace.window.WindowFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * An expression that cannot be ill-typed: every node checks its operands when it is made. Equality
 * and hash go down chains of any length; those of leaves are written out, because the JVM puts a
 * record's together at run time, which a first expression would wait for.
 */
@Internal
public sealed interface TypedExpr {
  DataType type();

  List<TypedExpr> children();

  /** Whether something in it, lambdas included, may have another value each time it is asked. */
  default boolean isVolatile() {
    return Sameness.isVolatile(this);
  }

  /** A constant; its literal may be null. */
  record Constant(Literal literal) implements TypedExpr {
    @Override
    public DataType type() {
      return literal.type();
    }

    @Override
    public List<TypedExpr> children() {
      return List.of();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant that && literal.equals(that.literal);
    }

    @Override
    public int hashCode() {
      return literal.hashCode();
    }
  }

  /**
   * A column by its place in the batch, or a member of a struct column, or of a member of it: the
   * path names their places from the outside in.
   */
  record Input(int index, List<Integer> path, DataType type) implements TypedExpr {
    public Input {
      path = List.copyOf(path);
    }

    public Input(int index, DataType type) {
      this(index, List.of(), type);
    }

    @Override
    public List<TypedExpr> children() {
      return List.of();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Input that
          && index == that.index
          && path.equals(that.path)
          && type.equals(that.type);
    }

    @Override
    public int hashCode() {
      return 31 * index + path.hashCode();
    }
  }

  /**
   * A call with its kernel already chosen; the arguments have exactly the types it was chosen for.
   * The kernel follows from function, arguments and type, so it takes no part in equality.
   */
  record Call(Scalar function, Kernel kernel, List<TypedExpr> args, DataType type)
      implements TypedExpr {
    public Call {
      Objects.requireNonNull(function);
      Objects.requireNonNull(kernel);
      Objects.requireNonNull(type);
      args = List.copyOf(args);
    }

    /** Whether a row may have no answer though its arguments have one. */
    public boolean mayFail() {
      return function.mayFail().test(call());
    }

    /** What a null argument does. */
    public Nulls nulls() {
      return function.nulls().apply(call());
    }

    private io.millrace.signature.Call call() {
      return new io.millrace.signature.Call(Coercion.types(args), Folding.literals(args), type);
    }

    @Override
    public List<TypedExpr> children() {
      return args;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Call that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /**
   * A call of a function of a list and a lambda. The body is an expression of its own, over one
   * element: its {@code Input(0)} is the element, {@code Input(i)} the value that the row has for
   * the i-th of what is captured, where it is the same for all elements.
   */
  record LambdaCall(
      HigherOrder function, TypedExpr list, List<TypedExpr> captured, TypedExpr body, DataType type)
      implements TypedExpr {
    public LambdaCall {
      Objects.requireNonNull(function);
      Objects.requireNonNull(body);
      Objects.requireNonNull(type);
      captured = List.copyOf(captured);
    }

    /** The type of an element. */
    public DataType element() {
      return ((DataType.AnyList) list.type()).item().type();
    }

    /** Those of the row; not the body. */
    @Override
    public List<TypedExpr> children() {
      List<TypedExpr> all = new ArrayList<>(captured.size() + 1);
      all.add(list);
      all.addAll(captured);
      return Collections.unmodifiableList(all);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof LambdaCall that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /** {@code safe} gives null where the value has no counterpart, instead of an error. */
  record Cast(TypedExpr arg, DataType type, boolean safe) implements TypedExpr {
    @Override
    public List<TypedExpr> children() {
      return List.of(arg);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Cast that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /** {@code otherwise} is evaluated where the condition is false or null; only then. */
  record IfElse(TypedExpr condition, TypedExpr then, TypedExpr otherwise) implements TypedExpr {
    public IfElse {
      require(condition, DataType.BOOLEAN);
      require(otherwise, then.type());
    }

    @Override
    public DataType type() {
      return then.type();
    }

    @Override
    public List<TypedExpr> children() {
      return List.of(condition, then, otherwise);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IfElse that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /** Three-valued; a row that an operand makes false is not shown to the operands after it. */
  record And(List<TypedExpr> operands) implements TypedExpr {
    public And {
      operands = List.copyOf(operands);
      requireTruth(operands);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public List<TypedExpr> children() {
      return operands;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof And that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /** Three-valued; a row that an operand makes true is not shown to the operands after it. */
  record Or(List<TypedExpr> operands) implements TypedExpr {
    public Or {
      operands = List.copyOf(operands);
      requireTruth(operands);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public List<TypedExpr> children() {
      return operands;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Or that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  record IsNull(TypedExpr arg) implements TypedExpr {
    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public List<TypedExpr> children() {
      return List.of(arg);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof IsNull that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /**
   * Membership in constants: true if among {@code values}, else null if the argument is null or
   * {@code orNull}, else false. Values are in {@code Literal}'s Java form, floats so that equality
   * of Java is that of DataFusion (one NaN, no negative zero).
   */
  record InSet(TypedExpr arg, Set<Object> values, boolean orNull) implements TypedExpr {
    public InSet {
      values = Set.copyOf(values);
    }

    @Override
    public DataType type() {
      return DataType.BOOLEAN;
    }

    @Override
    public List<TypedExpr> children() {
      return List.of(arg);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof InSet that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /** {@code filter} is null where there is none. */
  record AggregateCall(
      Aggregate function,
      Aggregate.Request request,
      List<TypedExpr> args,
      TypedExpr filter,
      List<TypedExpr> orderBy,
      DataType type)
      implements TypedExpr {
    public AggregateCall {
      args = List.copyOf(args);
      orderBy = List.copyOf(orderBy);
      if (filter != null) {
        require(filter, DataType.BOOLEAN);
      }
    }

    @Override
    public List<TypedExpr> children() {
      List<TypedExpr> all = new ArrayList<>(args);
      if (filter != null) {
        all.add(filter);
      }
      all.addAll(orderBy);
      return Collections.unmodifiableList(all);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof AggregateCall that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  /**
   * A call with OVER. {@code filter} is null where there is none; so are the limits, which are the
   * values of the one key at which frames of a RANGE start and end, null where a key has none.
   */
  record WindowCall(
      WindowFunction function,
      WindowFunction.Request request,
      List<TypedExpr> args,
      TypedExpr filter,
      List<TypedExpr> partitionBy,
      List<TypedExpr> orderBy,
      List<OrderKey> keys,
      TypedExpr startLimit,
      TypedExpr endLimit,
      DataType type)
      implements TypedExpr {
    public WindowCall {
      args = List.copyOf(args);
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
      keys = List.copyOf(keys);
      if (filter != null) {
        require(filter, DataType.BOOLEAN);
      }
    }

    @Override
    public List<TypedExpr> children() {
      List<TypedExpr> all = new ArrayList<>(args);
      all.addAll(partitionBy);
      all.addAll(orderBy);
      for (TypedExpr one : Arrays.asList(filter, startLimit, endLimit)) {
        if (one != null) {
          all.add(one);
        }
      }
      return Collections.unmodifiableList(all);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WindowCall that && Sameness.of(this, that);
    }

    @Override
    public int hashCode() {
      return Sameness.hash(this);
    }
  }

  private static void requireTruth(List<TypedExpr> operands) {
    for (TypedExpr operand : operands) {
      require(operand, DataType.BOOLEAN);
    }
  }

  private static void require(TypedExpr operand, DataType type) {
    if (!operand.type().equals(type)) {
      throw new AssertionError("operand is " + operand.type() + ", must be " + type);
    }
  }
}
