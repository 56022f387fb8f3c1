// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.ArrowBatch;
import io.millrace.column.ArrowColumn;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static final Field DEEP =
      Field.of(
          "deep",
          new DataType.Struct(
              List.of(
                  Field.of("up", DataType.UTF8),
                  Field.of("in", new DataType.Struct(List.of(Field.of("x", DataType.INT64)))))));
  private static final Schema SCHEMA = Schema.of(DEEP).as("t");

  @Test
  void membersOfNullStructsAreNullInRows() {
    assertThat(row("deep['in']['x']", Arrays.asList("a", List.of(5L)))).isEqualTo(5L);
    assertThat(row("deep['in']['x']", Arrays.asList("a", null))).isNull();
    assertThat(row("deep['up']", (Object) null)).isNull();
  }

  @Test
  void whatArrowHoldsUnderANullStructShows() {
    assertThat(arrow("deep['up']")).containsExactly("a", "b", null);
    assertThat(arrow("deep['in']['x']")).containsExactly(1L, 2L, null);
    assertThat(arrow("deep['in']")).containsExactly(List.of(1L), null, null);
    assertThat(arrow("named_struct('s', deep, 'n', 1)['s']['up']")).containsExactly("a", "b", null);
    assertThat(arrow("deep")).containsExactly(null, Arrays.asList("b", null), null);
  }

  private static Object row(String sql, Object value) {
    return Evaluation.of(SqlParser.over(SCHEMA).parse(sql), SCHEMA, value);
  }

  /** Over a null struct that holds members, one with a null member that holds one, and a null. */
  private static List<Object> arrow(String sql) {
    TypedExpr typed = Binder.over(SCHEMA).bind(SqlParser.over(SCHEMA).parse(sql));
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        ArrowColumn column = new ArrowColumn(DEEP, allocator)) {
      Block values = Block.of(Lane.NESTED, 3);
      Cells.set(values, 0, DEEP.type(), List.of("a", List.of(1L)));
      Cells.set(values, 1, DEEP.type(), List.of("b", List.of(2L)));
      Cells.set(values, 2, DEEP.type(), null);
      column.add(values, 3);
      StructVector vector =
          (StructVector) column.finish(new DictionaryProvider.MapDictionaryProvider());
      vector.setNull(0);
      ((StructVector) vector.getChild("in")).setNull(1);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
          Program program = Program.compile(List.of(typed), Block.CAPACITY)) {
        ArrowBatch batch = new ArrowBatch(root, null);
        batch.next();
        Block result = program.evaluate(batch, new RowErrors[] {new RowErrors()})[0];
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          found.add(Cells.get(result, i, typed.type()));
        }
        return found;
      }
    }
  }
}
