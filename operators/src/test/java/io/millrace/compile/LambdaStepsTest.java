// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.expr.TypeId;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lambdas in lambdas take the product of the sizes of their lists, which has a limit. */
class LambdaStepsTest {
  private static final Schema SCHEMA =
      new Schema(
          "t",
          List.of(
              Field.of("li", new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64)))));

  private final Scratch scratch = new Scratch(Block.CAPACITY, new ElementCount(10_000));

  private final RowErrors[] errors = {new RowErrors()};

  private Block evaluate(String sql, List<List<Long>> lists) {
    RowBatch batch = new RowBatch(List.of(SCHEMA.fields().get(0).type()), Block.CAPACITY);
    for (List<Long> list : lists) {
      batch.addRow();
      batch.set(0, list);
    }
    SqlParser parser = SqlParser.over(SCHEMA).withDialect(Dialect.DUCKDB);
    TypedExpr expr = Binder.over(SCHEMA).bind(parser.parse(sql));
    return Program.compile(List.of(expr), scratch).evaluate(batch, errors)[0];
  }

  /** Which rows of lists of these sizes fail. */
  private List<Integer> failed(String sql, int... sizes) {
    evaluate(
        sql,
        IntStream.of(sizes).mapToObj(size -> LongStream.range(0, size).boxed().toList()).toList());
    List<Integer> failed =
        IntStream.range(0, sizes.length).filter(errors[0]::failed).boxed().toList();
    assertThat(failed)
        .allSatisfy(
            row -> {
              assertThat(errors[0].cause(row).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
              assertThat(errors[0].message(row))
                  .startsWith("Cannot compute array_any_match")
                  .contains("maxRowSteps");
            });
    return failed;
  }

  @Test
  void oneLambdaTakesEachElementOnceAndHasNone() {
    assertThat(failed("array_any_match(li, a -> a < 0)", 20_000, 3)).isEmpty();
  }

  @Test
  void eachRowIsCountedByItself() {
    String two = "array_any_match(li, a -> array_any_match(li, b -> a + b < 0))";
    assertThat(failed(two, 90, 99, 300, 98, 97, 20_000, 96)).containsExactly(2, 5);
    assertThat(failed(two, LongStream.range(0, 900).mapToInt(i -> 3).toArray())).isEmpty();
    String three =
        "array_any_match(li, a -> array_any_match(li, b ->"
            + " array_any_match(li, c -> a + b + c < 0)))";
    assertThat(failed(three, 20, 60, 2, 100, 19)).containsExactly(1, 3);
  }

  /** A hundred million elements, of lists that are one and the same, have no memory at once. */
  @Test
  void oneListInManyRows() {
    List<Long> list = LongStream.range(0, 100_000).boxed().toList();
    List<byte[]> taken = allBut(256L << 20);
    Block results =
        evaluate("array_filter(li, a -> a < 0)", Collections.nCopies(Block.CAPACITY, list));
    assertThat(taken).isNotNull();
    assertThat(errors[0].isEmpty()).isTrue();
    assertThat(((NestedBlock) results).size(Block.CAPACITY - 1)).isZero();
  }

  /** Takes memory until no more than some bytes are left. */
  private static List<byte[]> allBut(long bytes) {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long left = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    List<byte[]> taken = new ArrayList<>();
    for (; left > bytes; left -= 1 << 14) {
      taken.add(new byte[1 << 14]);
    }
    return taken;
  }
}
