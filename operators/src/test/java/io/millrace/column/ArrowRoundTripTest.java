// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.memory.ArrowMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every type go into Arrow vectors and come back, whole and from any slice. */
class ArrowRoundTripTest {
  private static Stream<DataType> types() {
    return RandomValues.TYPES.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void valuesComeBack(DataType type) {
    long seed = System.nanoTime();
    for (int rows : new int[] {0, 1, 70, 1024, 2500}) {
      check(type, rows, seed);
    }
  }

  @Test
  void everyTypeIsTheSameFieldAfterArrow() {
    for (DataType type : RandomValues.TYPES) {
      if (!holdsDictionary(type)) {
        Field field = Field.of("f", type);
        assertThat(ArrowFields.of(ArrowFields.toArrow(field), null)).isEqualTo(field);
      }
    }
  }

  private static boolean holdsDictionary(DataType type) {
    return type.id() == TypeId.DICTIONARY
        || ArrowFields.children(type).stream().anyMatch(each -> holdsDictionary(each.type()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void valuesComeBackFromStreams(DataType type) throws IOException {
    long seed = System.nanoTime();
    RandomValues random = new RandomValues(new Random(seed));
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      values.add(random.value(type));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Field field = Field.of("f", type);
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE)) {
      try (DictionaryProvider.MapDictionaryProvider dictionaries =
              new DictionaryProvider.MapDictionaryProvider();
          ArrowColumn writer = new ArrowColumn(field, allocator);
          FieldVector vector = finish(writer, type, values, dictionaries);
          VectorSchemaRoot root =
              new VectorSchemaRoot(List.of(writer.arrowField()), List.of(vector), values.size())) {
        ArrowStreams.write(root, dictionaries, bytes);
      }
      try (ArrowStreamReader reader =
          ArrowStreams.reader(new ByteArrayInputStream(bytes.toByteArray()), allocator)) {
        assertThat(reader.loadNextBatch()).isTrue();
        ArrowBatch batch = new ArrowBatch(reader.getVectorSchemaRoot(), reader);
        assertThat(batch.fields()).containsExactly(field);
        assertThat(read(batch, type)).as("seed %d", seed).isEqualTo(values);
      }
    }
  }

  private static void check(DataType type, int rows, long seed) {
    RandomValues random = new RandomValues(new Random(seed));
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(random.value(type));
    }
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        DictionaryProvider.MapDictionaryProvider dictionaries =
            new DictionaryProvider.MapDictionaryProvider();
        VectorSchemaRoot root =
            VectorSchemaRoot.of(write(Field.of("f", type), values, allocator, dictionaries))) {
      root.setRowCount(rows);
      List<Field> fields = List.of(Field.of("f", type));
      ArrowBatch batch = new ArrowBatch(fields, root, dictionaries);
      assertThat(read(batch, type)).as("seed %d", seed).isEqualTo(values);
      for (int from : new int[] {0, 1, 8, rows / 3}) {
        int to = rows - from / 2;
        if (from < to) {
          try (VectorSchemaRoot slice = root.slice(from, to - from)) {
            batch = new ArrowBatch(fields, slice, dictionaries);
            assertThat(read(batch, type))
                .as("seed %d, from %d", seed, from)
                .isEqualTo(values.subList(from, to));
          }
        }
      }
      batch = new ArrowBatch(fields, root, dictionaries);
      for (int start = 0; start < Math.min(rows, 80); start += 7) {
        int count = Math.min(Block.CAPACITY, rows - start);
        batch.move(start, count);
        assertThat(cells(batch, type)).isEqualTo(values.subList(start, start + count));
      }
    }
  }

  private static FieldVector write(
      Field field,
      List<Object> values,
      BufferAllocator allocator,
      DictionaryProvider.MapDictionaryProvider dictionaries) {
    try (ArrowColumn writer = new ArrowColumn(field, allocator)) {
      write(writer, field.type(), values.subList(0, values.size() / 2), new Random(3));
      writer.begin(values.size());
      write(writer, field.type(), values, new Random(4));
      return writer.finish(dictionaries);
    }
  }

  private static FieldVector finish(
      ArrowColumn writer,
      DataType type,
      List<Object> values,
      DictionaryProvider.MapDictionaryProvider dictionaries) {
    write(writer, type, values, new Random(5));
    return writer.finish(dictionaries);
  }

  /** In blocks of any size. */
  private static void write(ArrowColumn writer, DataType type, List<Object> values, Random random) {
    Block block = Block.of(Lane.of(type), Block.CAPACITY);
    int count;
    for (int done = 0; done < values.size(); done += count) {
      count = Math.min(1 + random.nextInt(200), values.size() - done);
      block.reset();
      for (int i = 0; i < count; i++) {
        Cells.set(block, i, type, values.get(done + i));
      }
      writer.add(block, count);
    }
  }

  private static List<Object> read(ArrowBatch batch, DataType type) {
    List<Object> values = new ArrayList<>();
    while (batch.next()) {
      values.addAll(cells(batch, type));
    }
    return values;
  }

  private static List<Object> cells(ArrowBatch batch, DataType type) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < batch.rows(); i++) {
      values.add(Cells.get(batch.column(0), i, type));
    }
    return values;
  }
}
