// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Well-typed expressions at random, put together of given ones. */
final class RandomExprs {
  private static final int DEPTH = 4;

  private static final Operator[] COMPARISONS = {
    Operator.EQ,
    Operator.NOT_EQ,
    Operator.LT,
    Operator.LT_EQ,
    Operator.GT,
    Operator.GT_EQ,
    Operator.IS_DISTINCT_FROM,
    Operator.IS_NOT_DISTINCT_FROM
  };

  private static final Operator[] ARITHMETIC = {
    Operator.PLUS, Operator.MINUS, Operator.MULTIPLY, Operator.DIVIDE, Operator.MODULO
  };

  private static final Operator[] BITWISE = {
    Operator.BITWISE_AND,
    Operator.BITWISE_OR,
    Operator.BITWISE_XOR,
    Operator.BITWISE_SHIFT_LEFT,
    Operator.BITWISE_SHIFT_RIGHT
  };

  private final Random random;
  private final Map<DataType, List<Expr>> parts;
  private final List<DataType> types;

  RandomExprs(Random random, Map<DataType, List<Expr>> parts) {
    this.random = random;
    this.parts = parts;
    this.types = new ArrayList<>(parts.keySet());
  }

  Expr next() {
    return random.nextBoolean() ? test(DEPTH) : of(any(types), DEPTH);
  }

  private Expr of(DataType type, int depth) {
    if (type.equals(DataType.BOOLEAN)) {
      return test(depth);
    }
    if (depth == 0 || random.nextInt(3) == 0) {
      return any(parts.get(type));
    }
    Supplier<Expr> same = () -> of(type, depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> choice(same, depth - 1);
      case 1 -> call("coalesce", same.get(), same.get());
      case 2 -> call("nullif", same.get(), same.get());
      default -> operation(type, same);
    };
  }

  private Expr operation(DataType type, Supplier<Expr> operand) {
    if (type.equals(DataType.INT64) && random.nextBoolean()) {
      return chain(any(BITWISE), operand);
    }
    if (type.equals(DataType.INT64) || type.equals(DataType.FLOAT64)) {
      return random.nextInt(4) == 0
          ? new Expr.Negative(Expr.Cast.of(operand.get(), type))
          : chain(any(ARITHMETIC), operand);
    }
    if (type.equals(DataType.UTF8)) {
      return chain(Operator.STRING_CONCAT, operand);
    }
    return operand.get();
  }

  private Expr choice(Supplier<Expr> value, int depth) {
    List<Expr.Case.WhenThen> branches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      branches.add(new Expr.Case.WhenThen(test(depth), value.get()));
    }
    return new Expr.Case(null, branches, random.nextBoolean() ? value.get() : null);
  }

  private Expr test(int depth) {
    List<Expr> known = parts.getOrDefault(DataType.BOOLEAN, List.of());
    if (depth == 0 || random.nextInt(4) == 0) {
      return known.isEmpty()
          ? new Expr.Is(Expr.Is.Test.NOT_NULL, any(parts.get(any(types))))
          : any(known);
    }
    int next = depth - 1;
    DataType type = any(types);
    Supplier<Expr> value = () -> of(type, next);
    return switch (random.nextInt(7)) {
      case 0 -> new Expr.Not(test(next));
      case 1 -> chain(random.nextBoolean() ? Operator.AND : Operator.OR, () -> test(next));
      case 2 -> new Expr.Is(any(Expr.Is.Test.values()), test(next));
      case 3 -> new Expr.Between(value.get(), random.nextBoolean(), value.get(), value.get());
      case 4 ->
          new Expr.InList(value.get(), List.of(value.get(), value.get()), random.nextBoolean());
      default -> Expr.Binary.of(value.get(), any(COMPARISONS), value.get());
    };
  }

  private Expr chain(Operator operator, Supplier<Expr> operand) {
    Expr chain = Expr.Binary.of(operand.get(), operator, operand.get());
    return random.nextInt(3) == 0 ? Expr.Binary.of(chain, operator, operand.get()) : chain;
  }

  private static Expr call(String function, Expr... args) {
    return new Expr.ScalarCall(function, List.of(args));
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
