// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.column.RandomValues;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.memory.ArrowMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whose memory is whose, and what is left when there is none. Allocators find leaks when closed.
 */
class ArrowMemoryTest {
  private static final int ROWS = 2500;
  private static final Schema SCHEMA =
      Schema.of(Field.of("n", DataType.INT64), Field.of("s", DataType.UTF8));

  private final BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
  }

  private VectorSchemaRoot batch(BufferAllocator from) {
    List<Object> numbers = new ArrayList<>();
    List<Object> texts = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      numbers.add(i % 7 == 0 ? null : (long) i);
      texts.add(i % 5 == 0 ? null : "text " + i);
    }
    return ArrowVectors.root(SCHEMA.fields(), List.of(numbers, texts), from, null);
  }

  private static long[] addresses(FieldVector vector) {
    return vector.getFieldBuffers().stream().mapToLong(each -> each.memoryAddress()).toArray();
  }

  @Test
  void aColumnThatIsAResultSharesItsBuffers() {
    try (VectorSchemaRoot batch = batch(allocator);
        ArrowProgram program =
            ArrowExpressions.over(SCHEMA).compile(allocator, "s", "n as other", "n + 1")) {
      long before = allocator.getAllocatedMemory();
      try (VectorSchemaRoot result = program.evaluateAll(batch)) {
        assertThat(addresses(result.getVector(0))).isEqualTo(addresses(batch.getVector(1)));
        assertThat(addresses(result.getVector(1))).isEqualTo(addresses(batch.getVector(0)));
        assertThat(result.getVector(1).getName()).isEqualTo("other");
        assertThat(result.getVector(1).getObject(8)).isEqualTo(8L);
        assertThat(allocator.getAllocatedMemory() - before).isEqualTo((2500 << 3) + 32 + 320);
      }
      assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
    }
  }

  @Test
  void aResultOfKnownSizeIsOnePieceOfMemory() {
    Counting listener = new Counting();
    try (VectorSchemaRoot batch = batch(allocator);
        BufferAllocator counted =
            allocator.newChildAllocator("counted", listener, 0, Long.MAX_VALUE);
        ArrowProgram program =
            ArrowExpressions.over(SCHEMA).compile(counted, "n + 1", "n > 5", "upper(s)")) {
      VectorSchemaRoot result = program.evaluateAll(batch);
      assertThat(listener.pieces).isEqualTo(1 + 1 + 2);
      assertThat(result.getVector(0).isNull(7)).isTrue();
      assertThat(result.getVector(0).getObject(8)).isEqualTo(9L);
      result.close();
      assertThat(counted.getAllocatedMemory()).isZero();
    }
  }

  private static final class Counting implements AllocationListener {
    private int pieces;

    @Override
    public void onAllocation(long size) {
      pieces++;
    }
  }

  @Test
  void aSharedColumnOutlivesBatchAndProgram() {
    try (BufferAllocator ofBatch = allocator.newChildAllocator("batch", 0, Long.MAX_VALUE);
        BufferAllocator ofResults = allocator.newChildAllocator("results", 0, Long.MAX_VALUE)) {
      VectorSchemaRoot batch = batch(ofBatch);
      ArrowProgram program = ArrowExpressions.over(SCHEMA).compile(ofResults, "s");
      FieldVector result = program.evaluate(batch);
      assertThat(ofResults.getAllocatedMemory()).isZero();
      program.close();
      batch.close();
      assertThat(ofBatch.getAllocatedMemory()).isZero();
      assertThat(ofResults.getAllocatedMemory()).isPositive();
      assertThat(result.getObject(7)).hasToString("text 7");
      result.close();
    }
  }

  @Test
  void aSliceIsSharedAsItIs() {
    try (VectorSchemaRoot batch = batch(allocator);
        VectorSchemaRoot slice = batch.slice(13, 100);
        ArrowProgram program = ArrowExpressions.over(SCHEMA).compile(allocator, "n");
        FieldVector result = program.evaluate(slice)) {
      assertThat(result.getValueCount()).isEqualTo(100);
      assertThat(addresses(result)).isEqualTo(addresses(slice.getVector(0)));
      assertThat(result.getObject(0)).isEqualTo(13L);
      assertThat(result.isNull(1)).isTrue();
    }
  }

  @Test
  void betweenAllocatorsOfDifferentRootsColumnsAreCopied() {
    try (BufferAllocator other = ArrowMemory.newAllocator("other", Long.MAX_VALUE);
        ArrowProgram program = ArrowExpressions.over(SCHEMA).compile(allocator, "s", "n")) {
      VectorSchemaRoot batch = batch(other);
      try (VectorSchemaRoot result = program.evaluateAll(batch)) {
        batch.close();
        assertThat(other.getAllocatedMemory()).isZero();
        assertThat(result.getVector(0).getObject(7)).hasToString("text 7");
        assertThat(result.getVector(0).isNull(5)).isTrue();
        assertThat(result.getVector(1).getObject(8)).isEqualTo(8L);
      }
    }
  }

  @Test
  void resultsOfABatchHaveALimitThatSharedColumnsDoNotCountFor() {
    long enough = (2500 << 3) + 32 + 320;
    try (VectorSchemaRoot batch = batch(allocator)) {
      for (long limit : new long[] {enough, enough - 1, 0}) {
        ArrowExpressions limited =
            ArrowExpressions.over(SCHEMA).withLimits(Limits.DEFAULT.with(Limit.BATCH_BYTES, limit));
        try (ArrowProgram program = limited.compile(allocator, "s", "n + 1");
            ArrowProgram shared = limited.compile(allocator, "s")) {
          long before = allocator.getAllocatedMemory();
          for (int again = 0; again < 3; again++) {
            if (limit == enough) {
              program.evaluateAll(batch).close();
            } else {
              assertThatThrownBy(() -> program.evaluateAll(batch))
                  .isInstanceOfSatisfying(
                      MillraceException.class,
                      e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                  .hasMessageContaining("more bytes, expected at most maxBatchBytes = " + limit);
            }
            assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
          }
          shared.evaluate(batch).close();
        }
      }
    }
  }

  @Test
  void anAllocatorThatIsFullIsALimit() {
    try (VectorSchemaRoot batch = batch(allocator);
        BufferAllocator small = allocator.newChildAllocator("small", 0, 4096);
        ArrowProgram program = ArrowExpressions.over(SCHEMA).compile(small, "n + 1")) {
      assertThatThrownBy(() -> program.evaluate(batch))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
          .hasMessage(
              "Cannot write results of batch: found no room in allocator \"small\" of 4096 bytes");
      try (VectorSchemaRoot slice = batch.slice(1, 100);
          FieldVector result = program.evaluate(slice)) {
        assertThat(result.getObject(0)).isEqualTo(2L);
      }
    }
  }

  private static Stream<DataType> types() {
    return RandomValues.TYPES.stream();
  }

  /** Fails the n-th allocation, n = 1, 2, … until none fails. */
  @ParameterizedTest
  @MethodSource("types")
  void whicheverAllocationFailsNothingIsLeft(DataType type) {
    long seed = System.nanoTime();
    RandomValues random = new RandomValues(new Random(seed));
    List<Field> fields = List.of(Field.of("f", DataType.BOOLEAN), Field.of("a", type));
    List<List<Object>> values = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < ROWS; i++) {
      values.get(0).add(random.value(DataType.BOOLEAN));
      values.get(1).add(random.value(type));
    }
    Failing listener = new Failing();
    try (BufferAllocator other = ArrowMemory.newAllocator("other", Long.MAX_VALUE);
        DictionaryProvider.MapDictionaryProvider given =
            new DictionaryProvider.MapDictionaryProvider();
        VectorSchemaRoot foreign = ArrowVectors.root(fields, values, other, given);
        BufferAllocator failing =
            allocator.newChildAllocator("failing", listener, 0, Long.MAX_VALUE);
        ArrowProgram program =
            ArrowExpressions.over(new Schema(null, fields))
                .compile(failing, "a", "case when f then a end", "f is null")) {
      int failed = 0;
      while (fails(program, foreign, given, listener, failed + 1)) {
        assertThat(failing.getAllocatedMemory()).as("seed %d, %d", seed, failed).isZero();
        failed++;
      }
      assertThat(failed).isPositive();
    }
  }

  private static boolean fails(
      ArrowProgram program,
      VectorSchemaRoot batch,
      DictionaryProvider given,
      Failing listener,
      int number) {
    listener.left = number;
    try (DictionaryProvider.MapDictionaryProvider made =
            new DictionaryProvider.MapDictionaryProvider();
        VectorSchemaRoot result = program.evaluateAll(batch, given, made)) {
      assertThat(result.getRowCount()).isEqualTo(ROWS);
      return false;
    } catch (MillraceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
      return true;
    }
  }

  private static final class Failing implements AllocationListener {
    private int left;

    @Override
    public void onPreAllocation(long size) {
      if (--left == 0) {
        throw new OutOfMemoryException("none left");
      }
    }
  }
}
