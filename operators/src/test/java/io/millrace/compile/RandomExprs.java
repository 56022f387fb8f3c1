// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Well-typed expressions over {@link #COLUMNS}, and rows for them, by chance. */
public final class RandomExprs {
  public static final List<DataType> COLUMNS =
      List.of(
          DataType.INT64,
          DataType.INT64,
          DataType.FLOAT64,
          DataType.FLOAT64,
          DataType.UTF8,
          DataType.UTF8,
          DataType.BOOLEAN,
          DataType.BOOLEAN);

  private final Random random;
  private final List<TypedExpr> made = new ArrayList<>();

  public RandomExprs(Random random) {
    this.random = random;
  }

  public Object[] row(double nulls) {
    Object[] row = new Object[COLUMNS.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextDouble() < nulls ? null : value(COLUMNS.get(i));
    }
    return row;
  }

  private Object value(DataType type) {
    if (type.equals(DataType.INT64)) {
      return random.nextInt(20) == 0 ? random.nextLong() : (long) random.nextInt(7) - 2;
    }
    if (type.equals(DataType.FLOAT64)) {
      double[] edges = {0.0, -0.0, Double.NaN, 1.5, -2.25, 1e300};
      return edges[random.nextInt(edges.length)];
    }
    if (type.equals(DataType.UTF8)) {
      return List.of("", "a", "täg", "water", "日本").get(random.nextInt(5));
    }
    return random.nextBoolean();
  }

  /** Now and then one that was made before, so that there is something to share. */
  public TypedExpr expr(DataType type, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      for (TypedExpr each : made) {
        if (each.type().equals(type) && random.nextInt(3) == 0) {
          return each;
        }
      }
    }
    TypedExpr expr = depth == 0 || random.nextInt(8) == 0 ? leaf(type) : node(type, depth - 1);
    made.add(random.nextInt(made.size() + 1), expr);
    return expr;
  }

  private TypedExpr leaf(DataType type) {
    if (random.nextInt(3) == 0) {
      return new TypedExpr.Constant(new Literal(type, random.nextInt(6) == 0 ? null : value(type)));
    }
    int index;
    do {
      index = random.nextInt(COLUMNS.size());
    } while (!COLUMNS.get(index).equals(type));
    return new TypedExpr.Input(index, type);
  }

  private TypedExpr node(DataType type, int depth) {
    if (random.nextInt(4) == 0) {
      return new TypedExpr.IfElse(
          expr(DataType.BOOLEAN, depth), expr(type, depth), expr(type, depth));
    }
    if (type.equals(DataType.BOOLEAN)) {
      return test(depth);
    }
    if (type.equals(DataType.FLOAT64)) {
      return random.nextBoolean()
          ? Samples.ROOT.call(expr(type, depth))
          : Samples.TIMES.call(expr(type, depth), expr(type, depth));
    }
    if (type.equals(DataType.UTF8)) {
      return switch (random.nextInt(3)) {
        case 0 -> Samples.TAIL.call(expr(type, depth));
        case 1 -> Samples.REPEAT.call(expr(type, depth), expr(DataType.INT64, depth));
        default -> Samples.JOIN.call(expr(type, depth), expr(type, depth));
      };
    }
    return switch (random.nextInt(5)) {
      case 0 -> Samples.ADD.call(expr(type, depth), expr(type, depth));
      case 1 -> Samples.DIVIDE.call(expr(type, depth), expr(type, depth));
      case 2 -> Samples.FLOOR.call(expr(DataType.FLOAT64, depth));
      case 3 -> Samples.LENGTH.call(expr(DataType.UTF8, depth));
      default -> Samples.FIRST.call(expr(type, depth), expr(type, depth));
    };
  }

  private TypedExpr test(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> new TypedExpr.And(tests(depth));
      case 1 -> new TypedExpr.Or(tests(depth));
      case 2 -> Samples.LESS.call(expr(DataType.INT64, depth), expr(DataType.INT64, depth));
      case 3 -> Samples.ABOVE.call(expr(DataType.FLOAT64, depth), expr(DataType.FLOAT64, depth));
      case 4 -> new TypedExpr.IsNull(expr(any(), depth));
      default -> set(any(), depth);
    };
  }

  private List<TypedExpr> tests(int depth) {
    List<TypedExpr> tests = new ArrayList<>();
    for (int i = random.nextInt(3) - 2; i < 2; i++) {
      tests.add(expr(DataType.BOOLEAN, depth));
    }
    return tests;
  }

  private TypedExpr set(DataType type, int depth) {
    Set<Object> values = new HashSet<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      Object value = value(type);
      values.add(value instanceof Double number ? (Object) (number + 0.0) : value);
    }
    return new TypedExpr.InSet(expr(type, depth), values, random.nextInt(3) == 0);
  }

  private DataType any() {
    return COLUMNS.get(random.nextInt(COLUMNS.size()));
  }
}
