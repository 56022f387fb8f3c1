// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinderTest {
  private static final Schema SCHEMA =
      Schema.of(
              Field.of("i", DataType.INT64),
              Field.of("small", DataType.INT8),
              Field.of("u", DataType.UINT64),
              Field.of("f", DataType.FLOAT64),
              Field.of("s", DataType.UTF8),
              Field.of("b", DataType.BOOLEAN),
              Field.of("d", DataType.decimal128(10, 2)))
          .as("t");
  private static final Object[] ROW = {
    7L, 127L, -1L, 1.5, "café", true, java.math.BigInteger.valueOf(150)
  };

  private static Expr col(String name) {
    return new Expr.Column("t", name);
  }

  private static Expr lit(Object value) {
    if (value == null) {
      return new Expr.Constant(Literal.NULL);
    }
    if (value instanceof Long number) {
      return new Expr.Constant(Literal.of(number));
    }
    return value instanceof Double number
        ? new Expr.Constant(Literal.of(number))
        : value instanceof Boolean truth
            ? new Expr.Constant(Literal.of(truth))
            : new Expr.Constant(Literal.of((String) value));
  }

  private static Expr op(Expr left, Operator operator, Expr right) {
    return new Expr.Binary(operator, List.of(left, right));
  }

  private static TypedExpr bound(Expr expr) {
    return Binder.over(SCHEMA).bind(expr);
  }

  /** The value for the one row, or the message of its error. */
  private static Object value(Expr expr) {
    TypedExpr typed = bound(expr);
    Block[] columns = new Block[ROW.length];
    for (int i = 0; i < ROW.length; i++) {
      DataType type = SCHEMA.fields().get(i).type();
      columns[i] = Block.of(Lane.of(type), 1);
      Cells.set(columns[i], 0, type, ROW[i]);
    }
    RowErrors[] errors = {new RowErrors()};
    try (Program program = Program.compile(List.of(typed), 1)) {
      Block[] results = program.evaluate(new OneRow(columns), errors);
      return errors[0].failed(0) ? errors[0].message(0) : Cells.get(results[0], 0, typed.type());
    }
  }

  private record OneRow(Block[] columns) implements io.millrace.column.Batch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }

  private static void fact(Expr expr, String type, Object value) {
    assertThat(bound(expr).type()).hasToString(type);
    assertThat(value(expr)).isEqualTo(value);
  }

  private static void refused(Expr expr, ErrorCode code, String... words) {
    assertThatThrownBy(() -> bound(expr))
        .isInstanceOfSatisfying(MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  @Test
  void arithmeticWrapsAtTheWidthOfItsType() {
    fact(op(col("small"), Operator.PLUS, col("small")), "Int8", -2L);
    fact(op(col("small"), Operator.PLUS, lit(1L)), "Int64", 128L);
    fact(op(col("small"), Operator.MULTIPLY, col("f")), "Float64", 190.5);
  }

  @Test
  void divisionTruncatesAndFailsByZero() {
    fact(op(lit(-7L), Operator.DIVIDE, lit(2L)), "Int64", -3L);
    fact(op(lit(7L), Operator.MODULO, lit(-3L)), "Int64", 1L);
    fact(op(lit(1.0), Operator.DIVIDE, lit(0.0)), "Float64", Double.POSITIVE_INFINITY);
    assertThat(value(op(col("i"), Operator.DIVIDE, lit(0L))))
        .isEqualTo("Cannot divide 7: the divisor is 0, expected any other number");
  }

  @Test
  void signedWithUnsignedIsExact() {
    fact(
        op(col("i"), Operator.PLUS, col("u")),
        "Decimal128(21, 0)",
        new java.math.BigInteger("18446744073709551622"));
    fact(op(col("u"), Operator.GT, col("i")), "Boolean", true);
  }

  @Test
  void decimalsGetTheirPrecision() {
    fact(
        op(col("d"), Operator.DIVIDE, lit(7L)),
        "Decimal128(14, 6)",
        java.math.BigInteger.valueOf(214285));
    fact(
        op(col("d"), Operator.PLUS, lit(1L)),
        "Decimal128(23, 2)",
        java.math.BigInteger.valueOf(250));
  }

  @Test
  void textBesideANumberIsReadAsOne() {
    fact(op(lit("10"), Operator.LT, lit(9L)), "Boolean", false);
    fact(new Expr.InList(lit(1L), List.of(lit("1"), lit(2L)), false), "Boolean", true);
    fact(
        new Expr.Case(null, List.of(new Expr.Case.WhenThen(lit(true), lit(1L))), lit("a")),
        "Utf8",
        "1");
  }

  @Test
  void aDecidingOperandDecidesWhereverItStands() {
    Expr fails = op(op(lit(1L), Operator.DIVIDE, lit(0L)), Operator.EQ, lit(1L));
    fact(op(lit(false), Operator.AND, fails), "Boolean", false);
    fact(op(fails, Operator.AND, lit(false)), "Boolean", false);
    fact(op(lit(true), Operator.OR, fails), "Boolean", true);
    fact(op(col("b"), Operator.AND, lit(null)), "Boolean", null);
  }

  @Test
  void nullsInBetweenAndInAreThreeValued() {
    fact(new Expr.Between(lit(1L), false, lit(null), lit(0L)), "Boolean", false);
    fact(new Expr.InList(col("i"), List.of(lit(1L), lit(null)), false), "Boolean", null);
    fact(new Expr.InList(col("i"), List.of(lit(7L), lit(null)), true), "Boolean", false);
    fact(new Expr.Is(Expr.Is.Test.NOT_TRUE, lit(null)), "Boolean", true);
  }

  @Test
  void likeReadsPercentUnderscoreAndBackslash() {
    for (Map.Entry<String, Boolean> each :
        Map.of(
                "caf_", true, "%f%", true, "ca%", true, "%fé", true, "ca", false, "_%_f\\é", true,
                "CAF%", false, "caf__", false)
            .entrySet()) {
      Expr like = new Expr.Like(Expr.Like.Kind.LIKE, false, col("s"), lit(each.getKey()), null);
      assertThat(value(like)).as(each.getKey()).isEqualTo(each.getValue());
    }
    fact(new Expr.Like(Expr.Like.Kind.ILIKE, false, col("s"), lit("%FÉ"), null), "Boolean", true);
    fact(
        new Expr.Like(Expr.Like.Kind.SIMILAR_TO, true, col("s"), lit("[x-z]"), null),
        "Boolean",
        true);
  }

  @Test
  void chainsOfTenThousandAreBound() {
    Expr sum = new Expr.Binary(Operator.PLUS, Collections.nCopies(10_000, col("i")));
    assertThat(bound(sum).type()).isEqualTo(DataType.INT64);
    Expr all = new Expr.Binary(Operator.AND, Collections.nCopies(10_000, col("b")));
    assertThat(bound(all).children()).hasSize(10_000);
  }

  @Test
  void unknownColumnsAreRefusedWithTheNearestName() {
    refused(col("smal"), ErrorCode.UNKNOWN_NAME, "column 'smal'", "did you mean 'small'?");
    refused(new Expr.Column("r", "i"), ErrorCode.UNKNOWN_NAME, "'r'");
    Expr two = op(new Expr.Column("r", "i"), Operator.EQ, new Expr.Column("q", "i"));
    assertThatThrownBy(() -> Binder.over(SCHEMA).withAnyQualifier().bind(two))
        .hasMessageContainingAll("one table", "another column");
    Expr one = op(new Expr.Column("r", "i"), Operator.EQ, new Expr.Column(null, "i"));
    assertThat(Binder.over(SCHEMA).withAnyQualifier().bind(one).type()).isEqualTo(DataType.BOOLEAN);
  }

  @Test
  void typesThatDoNotGoTogetherAreRefused() {
    refused(op(col("b"), Operator.EQ, lit(1L)), ErrorCode.TYPE_MISMATCH, "(Boolean, Int64)");
    refused(op(col("s"), Operator.AND, lit(true)), ErrorCode.TYPE_MISMATCH, "Utf8", "Boolean");
    refused(new Expr.Not(col("i")), ErrorCode.TYPE_MISMATCH, "NOT", "Int64");
    refused(new Expr.Negative(col("u")), ErrorCode.TYPE_MISMATCH, "UInt64");
  }

  @Test
  void aggregatesBelongToGroups() {
    Expr count =
        new Expr.AggregateCall("count", List.of(col("i")), false, null, List.of(), null, null);
    refused(count, ErrorCode.NOT_ALLOWED_HERE, "aggregate");
    Expr twice = op(count, Operator.PLUS, count);
    Aggregation aggregation = Aggregation.of(List.of(Binder.over(SCHEMA).bindAggregate(twice)));
    assertThat(aggregation.calls()).hasSize(1);
    assertThat(aggregation.results().get(0).children())
        .isEqualTo(
            Arrays.asList(
                new TypedExpr.Input(0, DataType.INT64), new TypedExpr.Input(0, DataType.INT64)));
    assertThatThrownBy(() -> Binder.over(SCHEMA).bindAggregate(op(count, Operator.PLUS, col("i"))))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED_HERE));
  }
}
