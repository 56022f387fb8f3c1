// SPDX-License-Identifier: Apache-2.0
package io.millrace.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decimals of a block, small and large ones, against the same in integers of any size. */
class DecimalLoopsTest {
  private static final int BITS = 128;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({
    "18, 2, 18, 2",
    "38, 4, 18, 2",
    "18, 0, 30, 6",
    "38, 0, 38, 0",
    "38, 10, 38, 2",
    "20, 20, 18, 0",
  })
  void blocksAddSubtractAndMultiply(int precision, int scale, int otherPrecision, int otherScale) {
    Schema schema =
        SqlSchema.parse(
            "a DECIMAL(%d, %d), b DECIMAL(%d, %d)"
                .formatted(precision, scale, otherPrecision, otherScale));
    int common = Math.max(scale, otherScale);
    BigInteger left = BigInteger.TEN.pow(common - scale);
    BigInteger right = BigInteger.TEN.pow(common - otherScale);
    for (int i = 0; i < 60; i++) {
      int most = i % 2 == 0 ? random.nextInt(BITS) : BITS - 1;
      int otherMost = random.nextBoolean() ? most : random.nextInt(BITS);
      BigInteger[] a = values(most);
      BigInteger[] b = values(otherMost);
      check(schema, "a + b", a, b, left, right);
      check(schema, "a - b", a, b, left, right);
      check(schema, "a * b", a, b, BigInteger.ONE, BigInteger.ONE);
    }
  }

  /** Of up to so many bits; most of them near those, nulls among them. */
  private BigInteger[] values(int most) {
    BigInteger[] values = new BigInteger[1 + random.nextInt(130)];
    for (int i = 0; i < values.length; i++) {
      BigInteger value =
          new BigInteger(random.nextInt(4) == 0 ? random.nextInt(most + 1) : most, random);
      value = random.nextInt(9) == 0 ? BigInteger.ONE.shiftLeft(most) : value;
      values[i] =
          random.nextBoolean()
              ? value.negate()
              : value.min(BigInteger.ONE.shiftLeft(most).subtract(BigInteger.ONE));
      if (random.nextInt(8) == 0) {
        values[i] = null;
      }
    }
    return values;
  }

  private void check(
      Schema schema,
      String sql,
      BigInteger[] a,
      BigInteger[] b,
      BigInteger left,
      BigInteger right) {
    TypedExpr expr = Binder.over(schema).bind(SqlParser.over(schema).parse(sql));
    List<DataType> types = schema.fields().stream().map(Field::type).toList();
    int rows = Math.min(a.length, b.length);
    RowBatch batch = new RowBatch(types, Block.CAPACITY);
    for (int i = 0; i < rows; i++) {
      batch.addRow();
      batch.set(0, a[i]);
      batch.set(1, b[i]);
    }
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(expr), Block.CAPACITY)) {
      Block out = program.evaluate(batch, errors)[0];
      for (int i = 0; i < rows; i++) {
        Object expected = expected(sql, a[i], b[i], left, right);
        Object actual = errors[0].failed(i) ? "fails" : Cells.get(out, i, expr.type());
        assertThat(out.isNull(i) && !errors[0].failed(i) ? null : actual)
            .as("seed %d: %s, %s, %s", seed, sql, a[i], b[i])
            .isEqualTo(expected);
      }
    }
  }

  private static Object expected(
      String sql, BigInteger a, BigInteger b, BigInteger left, BigInteger right) {
    if (a == null || b == null) {
      return null;
    }
    BigInteger x = a.multiply(left);
    BigInteger y = b.multiply(right);
    BigInteger result =
        sql.contains("+") ? x.add(y) : sql.contains("-") ? x.subtract(y) : x.multiply(y);
    boolean overflows =
        x.bitLength() >= BITS || y.bitLength() >= BITS || result.bitLength() >= BITS;
    return overflows ? "fails" : result;
  }
}
