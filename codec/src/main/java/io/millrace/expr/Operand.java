// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** How expressions are joined to larger ones in Java; {@link Exprs} is where they start. */
@PublicEvolving
public sealed interface Operand permits Expr {
  /** Both hold; joined to this chain of AND, if it is one. For many: {@link Exprs#and}. */
  default Expr and(Expr right) {
    return Expr.Binary.of(self(), Operator.AND, right);
  }

  /** One holds; joined to this chain of OR, if it is one. For many: {@link Exprs#or}. */
  default Expr or(Expr right) {
    return Expr.Binary.of(self(), Operator.OR, right);
  }

  default Expr eq(Expr right) {
    return Expr.Binary.of(self(), Operator.EQ, right);
  }

  default Expr notEq(Expr right) {
    return Expr.Binary.of(self(), Operator.NOT_EQ, right);
  }

  default Expr lt(Expr right) {
    return Expr.Binary.of(self(), Operator.LT, right);
  }

  default Expr ltEq(Expr right) {
    return Expr.Binary.of(self(), Operator.LT_EQ, right);
  }

  default Expr gt(Expr right) {
    return Expr.Binary.of(self(), Operator.GT, right);
  }

  default Expr gtEq(Expr right) {
    return Expr.Binary.of(self(), Operator.GT_EQ, right);
  }

  default Expr plus(Expr right) {
    return Expr.Binary.of(self(), Operator.PLUS, right);
  }

  default Expr minus(Expr right) {
    return Expr.Binary.of(self(), Operator.MINUS, right);
  }

  default Expr times(Expr right) {
    return Expr.Binary.of(self(), Operator.MULTIPLY, right);
  }

  default Expr dividedBy(Expr right) {
    return Expr.Binary.of(self(), Operator.DIVIDE, right);
  }

  default Expr modulo(Expr right) {
    return Expr.Binary.of(self(), Operator.MODULO, right);
  }

  default Expr not() {
    return new Expr.Not(self());
  }

  default Expr negate() {
    return new Expr.Negative(self());
  }

  default Expr isNull() {
    return new Expr.Is(Expr.Is.Test.NULL, self());
  }

  default Expr isNotNull() {
    return new Expr.Is(Expr.Is.Test.NOT_NULL, self());
  }

  default Expr like(Expr pattern) {
    return new Expr.Like(Expr.Like.Kind.LIKE, false, self(), pattern, null);
  }

  default Expr ilike(Expr pattern) {
    return new Expr.Like(Expr.Like.Kind.ILIKE, false, self(), pattern, null);
  }

  default Expr between(Expr low, Expr high) {
    return new Expr.Between(self(), false, low, high);
  }

  default Expr notBetween(Expr low, Expr high) {
    return new Expr.Between(self(), true, low, high);
  }

  default Expr in(Expr... list) {
    return new Expr.InList(self(), List.of(list), false);
  }

  default Expr notIn(Expr... list) {
    return new Expr.InList(self(), List.of(list), true);
  }

  default Expr cast(DataType type) {
    return Expr.Cast.of(self(), type);
  }

  /** NULL where the cast fails. */
  default Expr tryCast(DataType type) {
    return Expr.Cast.safe(self(), type);
  }

  default Expr alias(String name) {
    return new Expr.Alias(self(), name);
  }

  /** Nulls last, as in datafusion-python. */
  default SortKey ascending() {
    return new SortKey(self(), true, false);
  }

  /** Nulls last, as in datafusion-python; in SQL they come first. */
  default SortKey descending() {
    return new SortKey(self(), false, false);
  }

  private Expr self() {
    return (Expr) this;
  }
}
