// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.junit.jupiter.api.Test;

class ArrowRowsTest {
  private static final Path FILES = Path.of("src/test/resources/arrow");
  private static final int[] BATCHES = {1_500, 0, 3};

  /** Which of Arrow's two forms is written. */
  private enum Form {
    STREAM,
    FILE
  }

  @Test
  void streamsAndFilesGiveTheirColumnsAndRowsInOrder() throws IOException {
    for (Form form : Form.values()) {
      try (ArrowRows rows = rows(written(form))) {
        assertThat(rows.schema().fields())
            .extracting(Field::name, Field::type)
            .containsExactly(
                org.assertj.core.groups.Tuple.tuple("n", DataType.INT64),
                org.assertj.core.groups.Tuple.tuple("text", DataType.UTF8));
        List<Object> read = new ArrayList<>();
        long number = 0;
        for (Rows.Row row = rows.next(); row != null; row = rows.next()) {
          assertThat(row.line()).isEqualTo(++number);
          read.add(List.of(row.values()[0], String.valueOf(row.values()[1])));
        }
        assertThat(read).isEqualTo(expected());
        assertThat(rows.next()).as("behind the end").isNull();
      }
    }
  }

  /** What pandas and polars write by default. */
  @Test
  void batchesPackedByLz4AreRead() throws IOException {
    try (ArrowRows rows = rows(Files.readAllBytes(FILES.resolve("many-lz4.arrow")))) {
      rows.skip(4_998);

      assertThat(rows.next().values()).containsExactly("row 98", 4_998L);
      assertThat(rows.next().values()).containsExactly("row 99", 4_999L);
      assertThat(rows.next()).isNull();
    }
  }

  @Test
  void batchesPackedByZstdAreRefusedByName() throws IOException {
    try (ArrowRows rows = rows(Files.readAllBytes(FILES.resolve("zstd.arrow")))) {
      assertThatThrownBy(rows::next)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
          .hasMessage("Cannot read Arrow batch: found it compressed by ZSTD, expected LZ4 or none");
    }
  }

  @Test
  void otherBytesAreSaidToBeNone() {
    byte[] other = new byte[40];
    Arrays.fill(other, (byte) 0x7F);
    Arrays.fill(other, 0, 4, (byte) 0xFF);
    System.arraycopy(new byte[] {16, 0, 0, 0}, 0, other, 4, 4);
    assertThatThrownBy(() -> rows(other))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES))
        .hasMessageContaining("the bytes are no Arrow IPC stream or file");
  }

  /** Bytes changed at random: rows or a typed error, and nothing is left of memory. */
  @Test
  void changedBytesEndInRowsOrATypedError() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    for (String name : List.of("plain-lz4.arrow", "encoded.arrows")) {
      byte[] whole = Files.readAllBytes(FILES.resolve(name));
      for (int i = 0; i < 200; i++) {
        byte[] changed =
            Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(99));
        for (int j = random.nextInt(4); j > 0; j--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        try (ArrowRows rows = rows(changed)) {
          while (rows.next() != null) {
            // Each of them can be read.
          }
        } catch (MillraceException e) {
          codes.add(e.code());
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed + ", " + name + ", change " + i, e);
        }
      }
    }
    assertThat(codes).contains(ErrorCode.MALFORMED_BYTES);
  }

  @Test
  void rowsArePassedOver() throws IOException {
    byte[] stream = written(Form.STREAM);
    for (int before : new int[] {0, 1, 1_023, 1_024, 1_500}) {
      try (ArrowRows rows = rows(stream)) {
        rows.skip(before);
        assertThat(rows.next().values()[0]).isEqualTo((long) before);
        rows.skip(1_501 - before - 1);

        Rows.Row row = rows.next();
        assertThat(row.line()).isEqualTo(1_502);
        assertThat(row.values()).containsExactly(1_501L, "é1501");
        rows.skip(99);
        assertThat(rows.next()).isNull();
      }
    }
  }

  private static ArrowRows rows(byte[] bytes) throws IOException {
    return new ArrowRows(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static List<Object> expected() {
    List<Object> rows = new ArrayList<>();
    for (long i = 0; i < 1_503; i++) {
      rows.add(List.of(i, i % 3 == 0 ? "null" : "é" + i));
    }
    return rows;
  }

  private static byte[] written(Form form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        BigIntVector numbers = new BigIntVector("n", allocator);
        VarCharVector texts = new VarCharVector("text", allocator)) {
      VectorSchemaRoot root = new VectorSchemaRoot(List.<FieldVector>of(numbers, texts));
      ArrowWriter writer =
          form == Form.STREAM
              ? new ArrowStreamWriter(root, null, Channels.newChannel(out))
              : new ArrowFileWriter(root, null, Channels.newChannel(out));
      try (writer) {
        long next = 0;
        for (int rows : BATCHES) {
          root.allocateNew();
          for (int row = 0; row < rows; row++, next++) {
            numbers.setSafe(row, next);
            if (next % 3 != 0) {
              texts.setSafe(row, ("é" + next).getBytes(StandardCharsets.UTF_8));
            }
          }
          root.setRowCount(rows);
          writer.writeBatch();
        }
        writer.end();
      }
    }
    return out.toByteArray();
  }
}
