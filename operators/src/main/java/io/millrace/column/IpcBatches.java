// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Field;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.flink.annotation.Internal;

/**
 * Batches of an IPC stream or file from anywhere, of which a window of up to {@link Block#CAPACITY}
 * rows is looked at. Nothing in it is trusted: what it says is checked before memory is taken or
 * places are followed. One batch with its dictionaries is in memory at a time, within the
 * allocator's limit, plus columns of a window. Batches may be compressed by LZ4.
 *
 * <p>Methods throw MALFORMED_BYTES for what is no stream, UNSUPPORTED_EXPRESSION for what is not
 * read (ZSTD, dictionaries in parts), and LIMIT_EXCEEDED.
 */
@Internal
public final class IpcBatches implements Batch, AutoCloseable {
  private final IpcMessages messages;
  private final BufferAllocator allocator;
  private final List<IpcField> columns;
  private final boolean[] wanted;
  private final ColumnReader[] readers;
  private final Block[] blocks;

  /** Which columns are in their blocks. */
  private final boolean[] read;

  private final Map<Long, IpcArrays> dictionaries = new HashMap<>();
  private IpcArrays batch;
  private long start;
  private int rows;

  /**
   * @param in which is closed with this, also if this can't be made
   * @param length of {@code in}; {@code Long.MAX_VALUE} where that is not known
   * @param allocator stays the caller's
   */
  public IpcBatches(InputStream in, long length, BufferAllocator allocator) throws IOException {
    this.allocator = allocator;
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    try {
      messages = new IpcMessages(buffered, length);
      Message first = nextMessage();
      if (first == null) {
        throw SchemaReader.missing();
      }
      columns = parsed(() -> schema(first));
    } catch (IOException | RuntimeException e) {
      buffered.close();
      throw e;
    }
    wanted = new boolean[columns.size()];
    Arrays.fill(wanted, true);
    readers = new ColumnReader[columns.size()];
    blocks = new Block[columns.size()];
    read = new boolean[columns.size()];
  }

  private static List<IpcField> schema(Message message) {
    org.apache.arrow.vector.types.pojo.Schema schema = SchemaReader.read(message);
    if (message.version() < MetadataVersion.V4) {
      throw unsupported(
          "a stream of version " + MetadataVersion.name(message.version()) + ", expected V4 or V5");
    }
    Schema header = (Schema) message.header(new Schema());
    if (header.endianness() != Endianness.Little) {
      throw unsupported("big-endian numbers, expected little-endian");
    }
    return schema.getFields().stream().map(IpcField::of).toList();
  }

  public List<Field> fields() {
    return columns.stream().map(IpcField::field).toList();
  }

  /** From the next batch on only these columns are read; others must not be asked for. */
  public void select(int[] only) {
    Arrays.fill(wanted, false);
    for (int each : only) {
      wanted[each] = true;
    }
  }

  /** Moves before the first row of the next batch; false if there is none. */
  public boolean nextBatch() throws IOException {
    free();
    for (Message next = nextMessage(); next != null; next = nextMessage()) {
      if (take(next)) {
        return true;
      }
    }
    return false;
  }

  /** Null at the end. */
  private Message nextMessage() throws IOException {
    try {
      ByteBuffer bytes = messages.next();
      return bytes == null ? null : parsed(() -> Message.getRootAsMessage(bytes));
    } catch (EOFException cut) {
      throw malformed(cut);
    }
  }

  /** Whether it was a batch. */
  private boolean take(Message message) throws IOException {
    byte type = parsed(message::headerType);
    long length = parsed(message::bodyLength);
    try {
      return take(message, type, length);
    } catch (EOFException cut) {
      throw malformed(cut);
    }
  }

  private boolean take(Message message, byte type, long length) throws IOException {
    if (type == MessageHeader.RecordBatch) {
      RecordBatch header = parsed(() -> (RecordBatch) message.header(new RecordBatch()));
      batch = arrays(header, length, columns, wanted);
      moved(0, 0);
      for (int i = 0; i < readers.length; i++) {
        if (wanted[i]) {
          over(i);
        }
      }
      return true;
    }
    if (type == MessageHeader.DictionaryBatch) {
      DictionaryBatch header =
          parsed(() -> (DictionaryBatch) message.header(new DictionaryBatch()));
      dictionary(header, length);
      return false;
    }
    if (type == MessageHeader.Schema) {
      throw new MillraceException(
          ErrorCode.MALFORMED_BYTES, "Cannot read Arrow stream: found a second schema in it");
    }
    messages.skip(length);
    return false;
  }

  private void dictionary(DictionaryBatch header, long length) throws IOException {
    if (header == null) {
      throw headless();
    }
    long id = parsed(header::id);
    if (parsed(header::isDelta)) {
      throw unsupported("a dictionary that comes in parts, expected all of it at once");
    }
    IpcField values = null;
    for (int i = 0; i < columns.size() && values == null; i++) {
      values = wanted[i] ? columns.get(i).inDictionary(id) : null;
    }
    if (values == null) {
      messages.skip(length);
      return;
    }
    IpcArrays before = dictionaries.remove(id);
    if (before != null) {
      before.close();
    }
    RecordBatch data = parsed(header::data);
    dictionaries.put(id, arrays(data, length, List.of(values), new boolean[] {true}));
  }

  private IpcArrays arrays(RecordBatch header, long length, List<IpcField> fields, boolean[] of)
      throws IOException {
    if (header == null) {
      throw headless();
    }
    try {
      ArrowBuf body = messages.body(length, allocator);
      return parsed(() -> new IpcArrays(header, body, fields, of, dictionaries, allocator));
    } catch (OutOfMemoryException e) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot read Arrow batch: found no room in allocator \"%s\" of %d bytes"
              .formatted(allocator.getName(), allocator.getLimit()),
          e);
    }
  }

  private static MillraceException headless() {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot read Arrow stream: found a batch without a header");
  }

  private void over(int index) {
    if (readers[index] == null) {
      readers[index] = ColumnReader.of(columns.get(index).type());
      blocks[index] = Block.of(Lane.of(columns.get(index).type()), Block.CAPACITY);
    }
    readers[index].over(batch.array(index));
  }

  /** Rows of the batch behind those looked at. */
  public long left() {
    return batch == null ? 0 : batch.rows() - start - rows;
  }

  /** Moves to the next rows of the batch; false if there are none. */
  public boolean next() {
    moved(start + rows, (int) Math.min(Block.CAPACITY, left()));
    return rows > 0;
  }

  /** Passes over rows of the batch behind those looked at, as many as it has at most. */
  public void skip(long count) {
    moved(start + rows + Math.min(count, left()), 0);
  }

  private void moved(long from, int count) {
    start = from;
    rows = count;
    Arrays.fill(read, false);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Block column(int index) {
    Block block = blocks[index];
    if (!read[index]) {
      read(index, block);
      read[index] = true;
      if (block instanceof BytesBlock bytes) {
        check(bytes);
      }
    }
    return block;
  }

  private void read(int index, Block block) {
    try {
      readers[index].read(start, rows, block);
    } catch (ArithmeticException e) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot read Arrow batch: found more bytes in %d rows than arrays have".formatted(rows),
          e);
    }
  }

  /** Rows may share bytes; each will have its own. */
  private void check(BytesBlock block) {
    long all = 0;
    for (int row = 0; row < rows; row++) {
      all += block.isNull(row) ? 0 : block.ends[row] - block.starts[row];
    }
    if (all > allocator.getLimit()) {
      throw new MillraceException(
          ErrorCode.LIMIT_EXCEEDED,
          "Cannot read Arrow batch: found %d bytes in %d rows, expected at most %d"
              .formatted(all, rows, allocator.getLimit()));
    }
  }

  /** What Arrow's and FlatBuffers' code throws for bytes that are no messages. */
  private static <T> T parsed(Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (MillraceException | OutOfMemoryException known) {
      throw known;
    } catch (RuntimeException e) {
      throw malformed(e);
    }
  }

  private static MillraceException malformed(Exception cause) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES,
        "Cannot read Arrow stream: the bytes are no Arrow IPC stream or file, "
            + cause.getMessage(),
        cause);
  }

  private static MillraceException unsupported(String found) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION, "Cannot read Arrow stream: found " + found);
  }

  private void free() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
    moved(0, 0);
  }

  @Override
  public void close() throws IOException {
    free();
    dictionaries.values().forEach(IpcArrays::close);
    dictionaries.clear();
    messages.close();
  }
}
