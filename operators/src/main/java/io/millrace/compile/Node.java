// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.arithmetic.Operators;
import io.millrace.bind.TypedExpr;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import org.apache.flink.annotation.Internal;

/**
 * One distinct expression of a {@link Graph}; operands come before it and are known by their ids.
 *
 * @param expr what it is; its own children are of no concern any more
 * @param args ids of the operands: those of AND and OR with nested ones of the same kind drawn in,
 *     those of a chain of if-elses as condition, value, condition, value, …, last value
 * @param kernel of calls and casts, else null
 * @param ownFailure whether the node itself may fail on a row
 * @param fails whether it or anything below it may
 * @param cost how much work a row is, in additions
 * @param mode how the kernel is run; null where there is none
 * @param scalar the node of the second argument where it is a constant that the kernel's loop takes
 *     as a scalar; else -1
 */
@Internal
public record Node(
    int id,
    TypedExpr expr,
    int[] args,
    Kernel kernel,
    boolean ownFailure,
    boolean fails,
    int cost,
    CallStep.Mode mode,
    int scalar) {
  /** Whether operand {@code i} is evaluated even for rows that do not need it. */
  boolean evaluatesAll(Node operand, int i) {
    if (i == 0 || !(isChoice() || isLogic())) {
      return true;
    }
    return !operand.fails && operand.cost <= Graph.CHEAP;
  }

  /** The one argument that the kernel looks at where it knows the others; else -1. */
  int onlyArgument() {
    return kernel instanceof Kernel.Blocks blocks && blocks.byValue() instanceof Kernel.Alone alone
        ? alone.argument()
        : -1;
  }

  /** The arguments but for a scalar, and for constants that the kernel knows. */
  int[] slotArgs() {
    int only = scalar < 0 ? onlyArgument() : 0;
    return only < 0 ? args : new int[] {args[only]};
  }

  /** Whether it is computed over all rows in a plain loop of numbers, and cannot fail. */
  boolean isFusible() {
    return mode == CallStep.Mode.DENSE && !fails;
  }

  /** What a null operand does to a call or a cast. */
  public Nulls nulls() {
    return nulls(expr);
  }

  static Nulls nulls(TypedExpr expr) {
    if (expr instanceof TypedExpr.Call call) {
      return call.nulls();
    }
    return expr instanceof TypedExpr.LambdaCall ? Nulls.AS_VALUES : Nulls.STRICT;
  }

  public boolean isInput() {
    return expr instanceof TypedExpr.Input;
  }

  public boolean isConstant() {
    return expr instanceof TypedExpr.Constant;
  }

  boolean isValue() {
    return expr instanceof TypedExpr.Constant constant && !constant.literal().isNull();
  }

  public boolean isChoice() {
    return expr instanceof TypedExpr.IfElse;
  }

  boolean isNot() {
    return expr instanceof TypedExpr.Call call && call.function().equals(Operators.NOT);
  }

  public boolean isLogic() {
    return expr instanceof TypedExpr.And || expr instanceof TypedExpr.Or;
  }
}
