// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int[] BATCHES = {1_500, 0, 3};

  /** Which of Arrow's two forms is written. */
  private enum Form {
    STREAM,
    FILE
  }

  @Test
  void streamsAndFilesGiveTheirColumnsAndRowsInOrder() throws IOException {
    for (Form form : Form.values()) {
      try (ArrowRows rows = new ArrowRows(new ByteArrayInputStream(written(form)))) {
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

  @Test
  void otherBytesAreSaidToBeNone() {
    byte[] other = new byte[40];
    Arrays.fill(other, (byte) 0x7F);
    Arrays.fill(other, 0, 4, (byte) 0xFF);
    System.arraycopy(new byte[] {16, 0, 0, 0}, 0, other, 4, 4);
    assertThatThrownBy(() -> new ArrowRows(new ByteArrayInputStream(other)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the bytes are no Arrow IPC stream or file");
  }

  @Test
  void rowsArePassedOver() throws IOException {
    try (ArrowRows rows = new ArrowRows(new ByteArrayInputStream(written(Form.STREAM)))) {
      rows.skip(1_501);

      assertThat(rows.next().values()).containsExactly(1_501L, "é1501");
    }
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
