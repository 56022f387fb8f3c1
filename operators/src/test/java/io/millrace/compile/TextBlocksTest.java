// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of a block, of which all or some are ASCII, against the same texts one by one. */
class TextBlocksTest {
  private static final Schema SCHEMA = SqlSchema.parse("s VARCHAR, n BIGINT");
  private static final List<DataType> TYPES = SCHEMA.fields().stream().map(Field::type).toList();
  private static final int ROWS = 300;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upper(s)",
        "lower(s)",
        "upper(substr(s, 2, 5))",
        "substr(s, n)",
        "substr(s, 3)",
        "substr(s, -2, 5)",
        "substr(s, 9223372036854775807, 9223372036854775807) || substr(s, 4, 0)",
        "substr(s, n, 3)",
        "substr(s, 2, n)",
        "left(s, n)",
        "right(s, n)",
        "character_length(right(s, 4))",
        "upper(left(lower(s), 3)) || right(s, 2)",
        "left(s, 3) in ('ab', 'abc', 'éé', 'aéb', '')",
        "s like '%ab%'",
        "substr(s, 2) like '%ab%'",
        "s like '%a_b%'",
        "s ilike '%A_B%'",
        "s like 'ab%' or s like '%é' or s = 'abc'",
        "s = 'ab' or s = '' or s = 'a'",
        "s <> 'aab'",
        "s <> 'abababab' and s <> 'babababab' and right(s, 9) <> 'ababababa'",
        "right(s, 1) = 'b'",
        "starts_with(s, 'ab') or ends_with(s, 'é') or contains(s, 'a€')",
        "case when n > 3 then upper(s) when n > 0 then left(s, 2) else s end"
      })
  void aBlockOfTextsIsItsTexts(String sql) {
    TypedExpr expr = Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql));
    for (String letters : List.of("ab", "abABc", "abAéb€", "aabé😀")) {
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        rows.add(new Object[] {random.nextInt(8) == 0 ? null : text(letters), number()});
      }
      List<Object> together = evaluate(expr, rows, Block.CAPACITY);
      for (int i = 0; i < ROWS; i++) {
        assertThat(together.get(i))
            .as("seed %d, row %d: %s", seed, i, List.of(rows.get(i)[0] == null, rows.get(i)[1]))
            .isEqualTo(evaluate(expr, List.<Object[]>of(rows.get(i)), 1).get(0));
      }
    }
  }

  private String text(String letters) {
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private Object number() {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return (long) (random.nextInt(14) - 4);
  }

  /** Values, or messages of errors. */
  private static List<Object> evaluate(TypedExpr expr, List<Object[]> rows, int capacity) {
    RowBatch batch = new RowBatch(TYPES, capacity);
    for (Object[] row : rows) {
      batch.addRow();
      batch.set(0, row[0]);
      batch.set(1, row[1]);
    }
    RowErrors[] errors = {new RowErrors()};
    List<Object> values = new ArrayList<>();
    try (Program program = Program.compile(List.of(expr), capacity)) {
      Block result = program.evaluate(batch, errors)[0];
      for (int i = 0; i < rows.size(); i++) {
        values.add(errors[0].failed(i) ? errors[0].message(i) : Cells.get(result, i, expr.type()));
      }
    }
    return values;
  }
}
