// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.BatchValue;
import io.millrace.column.IpcBatches;
import io.millrace.column.RowErrors;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows of a split, a block of a batch at a time; rows that are handed out are on the heap. */
final class ArrowFileReader implements BulkFormat.Reader<RowData> {
  private final Path path;
  private final BufferAllocator allocator;
  private final IpcBatches batches;
  private final int[] columns;
  private final List<BatchValue> values = new ArrayList<>();
  private final RowWriter<RowData> writer;
  private long read;

  ArrowFileReader(FileSourceSplit split, RowType row, long memoryLimit) throws IOException {
    path = split.path();
    allocator = ArrowMemory.newAllocator("arrow format", memoryLimit);
    IpcBatches opened = null;
    try {
      SplitStream stream = stream(split);
      opened = new IpcBatches(stream, stream.length(), allocator);
      List<Field> fields = opened.fields();
      columns = FileColumns.of(row, fields);
      opened.select(columns);
      batches = opened;
      writer = writer(IntStream.of(columns).mapToObj(fields::get).toList());
    } catch (MillraceException e) {
      close(opened);
      throw named(e);
    } catch (IOException | RuntimeException e) {
      close(opened);
      throw e;
    }
  }

  private static SplitStream stream(FileSourceSplit split) throws IOException {
    FileSystem files = split.path().getFileSystem();
    long size = files.getFileStatus(split.path()).getLen();
    FSDataInputStream in = files.open(split.path());
    try {
      return SplitStream.of(in, size, split.offset(), split.offset() + split.length());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private RowWriter<RowData> writer(List<Field> fields) {
    RowErrors none = new RowErrors();
    fields.forEach(field -> values.add(new BatchValue(field.type(), none)));
    return fields.isEmpty()
        ? () -> new GenericRowData(0)
        : RowOutput.of(RowData.class, fields).writer(values, this::refuse);
  }

  private void refuse(String reason) {
    throw new MillraceException(ErrorCode.EVALUATION, "row " + (read + 1) + " has " + reason);
  }

  private MillraceException named(MillraceException e) {
    return new MillraceException(e.code(), "Cannot read file " + path + ": " + e.getMessage(), e);
  }

  void skip(long rows) throws IOException {
    try {
      while (read < rows && batches.nextBatch()) {
        long passed = Math.min(rows - read, batches.left());
        batches.skip(passed);
        read += passed;
      }
    } catch (MillraceException e) {
      close();
      throw named(e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public BulkFormat.RecordIterator<RowData> readBatch() throws IOException {
    try {
      while (!batches.next()) {
        if (!batches.nextBatch()) {
          return null;
        }
      }
      return rows();
    } catch (MillraceException e) {
      throw named(e);
    }
  }

  private BulkFormat.RecordIterator<RowData> rows() {
    for (int i = 0; i < columns.length; i++) {
      values.get(i).over(batches.column(columns[i]));
    }
    long before = read;
    RowData[] rows = new RowData[batches.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = writer.write();
      values.forEach(BatchValue::next);
      read++;
    }
    ArrayResultIterator<RowData> iterator = new ArrayResultIterator<>();
    iterator.set(rows, rows.length, CheckpointedPosition.NO_OFFSET, before);
    return iterator;
  }

  @Override
  public void close() throws IOException {
    close(batches);
  }

  private void close(IpcBatches opened) throws IOException {
    if (opened != null) {
      opened.close();
    }
    allocator.close();
  }
}
