// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever form rows have, they are the same values. */
class NestedBlockTest {
  private static final int ROWS = 200;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomValues values = new RandomValues(random);
  private BufferAllocator allocator;

  static List<DataType> nested() {
    return RandomValues.TYPES.stream().filter(type -> type.family().isNested()).toList();
  }

  @BeforeEach
  void open() {
    allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  private List<Object> random(DataType type) {
    return IntStream.range(0, ROWS).mapToObj(i -> values.value(type)).collect(Collectors.toList());
  }

  /** As single values. */
  private static NestedBlock plain(DataType type, List<Object> rows) {
    Block block = Block.of(Lane.of(type), ROWS);
    for (int i = 0; i < rows.size(); i++) {
      Cells.set(block, i, type, rows.get(i));
    }
    return (NestedBlock) block;
  }

  /** Written to a vector and read from it, which makes blocks of what is below. */
  private NestedBlock throughArrow(DataType type, Block block, int rows) {
    try (DictionaryProvider.MapDictionaryProvider dictionaries =
            new DictionaryProvider.MapDictionaryProvider();
        ArrowColumn column = new ArrowColumn(Field.of("f", type), allocator)) {
      column.begin(rows);
      column.add(block, rows);
      FieldVector vector = column.finish(dictionaries);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector)) {
        root.setRowCount(rows);
        ArrowBatch batch = new ArrowBatch(List.of(Field.of("f", type)), root, dictionaries);
        batch.next();
        return (NestedBlock) batch.column(0);
      }
    }
  }

  private void check(DataType type, Block block, List<Object> expected) {
    List<Object> found = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      found.add(Cells.get(block, i, type));
    }
    assertThat(found).as("%s, seed %d", type, seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("nested")
  void rowsAreTheSameAfterArrowAndSpread(DataType type) {
    List<Object> rows = random(type);
    NestedBlock plain = plain(type, rows);
    NestedBlock read = throughArrow(type, plain, ROWS);
    check(type, read, rows);
    check(type, throughArrow(type, read, ROWS), rows);
    if (!(type instanceof DataType.Union)) {
      plain.spread(type, ROWS);
      assertThat(plain.isLists() || plain.isStructs()).isTrue();
      check(type, plain, rows);
      check(type, throughArrow(type, plain, ROWS), rows);
    }
  }

  @ParameterizedTest
  @MethodSource("nested")
  void rowsCanBePutTogetherFromSeveralBlocks(DataType type) {
    List<Object> rows = random(type);
    List<Object> others = random(type);
    Block[] sources = {
      throughArrow(type, plain(type, rows), ROWS), throughArrow(type, plain(type, others), ROWS)
    };
    int[] places = random.ints(ROWS, 0, ROWS).toArray();
    Block chosen = Block.of(Lane.NESTED, ROWS);
    chosen.gather(sources[0], places, ROWS);
    List<Object> expected = new ArrayList<>();
    for (int place : places) {
      expected.add(rows.get(place));
    }
    check(type, chosen, expected);
    check(type, throughArrow(type, chosen, ROWS), expected);

    for (int i = 0; i < ROWS; i += 2) {
      chosen.copy(i, sources[1], ROWS - 1 - i);
      expected.set(i, others.get(ROWS - 1 - i));
    }
    check(type, chosen, expected);
    check(type, throughArrow(type, chosen, ROWS), expected);

    Block ranges = Block.of(Lane.NESTED, ROWS);
    ranges.copyRange(0, sources[0], 30, 50);
    ranges.copyRange(50, sources[0], 7, 70);
    ranges.copyRange(120, sources[1], 100, 60);
    expected = new ArrayList<>(rows.subList(30, 80));
    expected.addAll(rows.subList(7, 77));
    expected.addAll(others.subList(100, 160));
    check(type, ranges, expected);
    check(type, throughArrow(type, ranges, expected.size()), expected);

    Block constant = Block.of(Lane.NESTED, ROWS);
    constant.gather(sources[0], new int[] {42}, 1);
    constant.repeat(ROWS);
    check(type, constant, Collections.nCopies(ROWS, rows.get(42)));
  }

  @ParameterizedTest
  @MethodSource("nested")
  void whatIsKeptIsNoView(DataType type) {
    NestedBlock read = throughArrow(type, plain(type, random(type)), ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(holdsView(Cells.get(read, i, type))).isFalse();
    }
    Block views = Block.of(Lane.NESTED, 1);
    Cells.set(views, 0, type, List.of(1L, read.isNull(0) ? 2L : Cells.view(read, 0, type)));
    assertThat(holdsView(Cells.get(views, 0, type))).isFalse();
  }

  private static boolean holdsView(Object value) {
    return value instanceof ElementList
        || value instanceof MemberList
        || (value instanceof List<?> list && list.stream().anyMatch(NestedBlockTest::holdsView));
  }
}
