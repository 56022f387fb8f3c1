// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.workload;

import io.millrace.expr.Expr;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.util.List;
import java.util.SplittableRandom;

/** Expressions of 25 nodes that nobody has seen before, over {@link Rows}; their type is DOUBLE. */
public final class Fresh {
  /** Nodes of each. */
  public static final int NODES = 25;

  private static final String TWO_NODES = "CAST(a AS DOUBLE)";
  private static final List<String> OPERATORS = List.of(" + ", " - ", " * ", " / ");

  private Fresh() {}

  /** Always of the same shape, each with its own constants. */
  public static String constants(int i) {
    return "CASE WHEN a > "
        + i
        + " AND b < "
        + (1_000_000 + i)
        + " THEN (x * "
        + (i + 0.5)
        + " + y) / (x + "
        + (i + 0.25)
        + ") - y * y ELSE coalesce(y, x, "
        + (i + 0.75)
        + ") END";
  }

  /** Each of its own shape: arithmetic in a random order. */
  public static String shape(int i) {
    return tree(new SplittableRandom(i), NODES);
  }

  private static String tree(SplittableRandom random, int nodes) {
    if (nodes == 1) {
      return random.nextBoolean() ? "x" : "y";
    }
    if (nodes == 2) {
      return TWO_NODES;
    }
    int left = 1 + random.nextInt(nodes - 2);
    return "("
        + tree(random, left)
        + OPERATORS.get(random.nextInt(OPERATORS.size()))
        + tree(random, nodes - 1 - left)
        + ")";
  }

  public static Expr parse(String sql) {
    return SqlParser.over(Rows.schema()).parse(sql);
  }

  /** As it travels. */
  public static byte[] bytes(String sql) {
    return ExprCodec.create().encode(parse(sql));
  }
}
