// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Text and binary: row {@code i} is {@code bytes[starts[i] .. ends[i])}. Rows may share bytes, and
 * a block may use the bytes of another ({@link #share}), so that a substring copies nothing;
 * appending to a sharing block first copies what it refers to.
 */
@Internal
public final class BytesBlock extends Block {
  /** Bytes a row up to which it is cheap to look at all. */
  private static final int DENSE = 64;

  public byte[] bytes = new byte[0];
  public final int[] starts;
  public final int[] ends;
  private byte[] own = bytes;
  private int used;
  private boolean shared;
  private Ascii ascii = Ascii.UNKNOWN;

  /** Whether the bytes that are used are all ASCII. */
  private enum Ascii {
    UNKNOWN,
    YES,
    NO
  }

  public BytesBlock(int capacity) {
    super(capacity);
    starts = new int[capacity];
    ends = new int[capacity];
  }

  @Override
  public Lane lane() {
    return Lane.BYTES;
  }

  @Override
  public void reset() {
    super.reset();
    use(own);
    shared = false;
    used = 0;
    ascii = Ascii.UNKNOWN;
  }

  /**
   * Uses the bytes of {@code other} from now on; rows are then set by {@code starts} and {@code
   * ends}.
   */
  public void share(BytesBlock other) {
    use(other.bytes);
    used = other.used;
    ascii = other.ascii;
    shared = true;
  }

  /** Where the bytes end that rows refer to. */
  public int used() {
    return used;
  }

  /**
   * Whether the first {@code rows} rows are known to be ASCII; found out for all bytes at once
   * where they are not many more than those of the rows.
   */
  public boolean isAscii(int rows) {
    if (ascii == Ascii.UNKNOWN && used <= (long) rows * DENSE) {
      ascii = ByteWords.isAscii(bytes, 0, used) ? Ascii.YES : Ascii.NO;
    }
    return ascii == Ascii.YES;
  }

  /** Uses the bytes of {@code view} from now on, and sets a row to what it shows of them. */
  public void refer(int row, BytesView view) {
    use(view.bytes);
    used = view.end;
    ascii = Ascii.UNKNOWN;
    shared = true;
    starts[row] = view.start;
    ends[row] = view.end;
  }

  /** A store of a reference may cost a fence, so what is there already is not stored again. */
  private void use(byte[] other) {
    if (bytes != other) {
      bytes = other;
    }
  }

  /**
   * Makes room for {@code length} more bytes, to be written by the caller from the returned place
   * of {@link #bytes} on.
   */
  public int extend(int length) {
    int start = reserve(length);
    used = start + length;
    return start;
  }

  /** Sets a row to a copy of {@code source[from .. to)}. */
  public void set(int row, byte[] source, int from, int to) {
    int length = to - from;
    int start = reserve(length);
    System.arraycopy(source, from, bytes, start, length);
    starts[row] = start;
    ends[row] = start + length;
    used = start + length;
  }

  /**
   * Starts a value that is written piece by piece with {@link #append}; ends with {@link #finish}.
   */
  public void begin(int row) {
    starts[row] = reserve(0);
  }

  public void append(byte[] source, int from, int to) {
    int start = reserve(to - from);
    System.arraycopy(source, from, bytes, start, to - from);
    used = start + to - from;
  }

  public void append(byte value) {
    int start = reserve(1);
    bytes[start] = value;
    used = start + 1;
  }

  public void finish(int row) {
    ends[row] = used;
  }

  private int reserve(int length) {
    ascii = Ascii.UNKNOWN;
    if (shared || used + length > bytes.length) {
      long needed = (long) used + length;
      if (needed > Integer.MAX_VALUE - 8) {
        throw new EvaluationError("block of text exceeds 2 GiB");
      }
      int grown = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(64, Math.max(needed, 2L * used)));
      bytes = Arrays.copyOf(bytes, grown);
      own = bytes;
      shared = false;
    }
    return used;
  }

  @Override
  public void copyValue(int to, Block source, int from) {
    BytesBlock that = (BytesBlock) source;
    set(to, that.bytes, that.starts[from], that.ends[from]);
  }

  /** Shares the bytes where all rows are replaced, copies them else. */
  @Override
  void copyValues(int[] to, Block source, int[] from, int count) {
    BytesBlock that = (BytesBlock) source;
    if (to == null) {
      share(that);
    }
    for (int i = 0; i < count; i++) {
      int row = from == null ? i : from[i];
      if (to == null) {
        starts[i] = that.starts[row];
        ends[i] = that.ends[row];
      } else if (!that.isNull(row)) {
        set(to[i], that.bytes, that.starts[row], that.ends[row]);
      }
    }
  }

  /** The bytes of texts that lie side by side are copied as one. */
  @Override
  void copyRangeValues(int to, Block source, int from, int count) {
    BytesBlock that = (BytesBlock) source;
    int i = from;
    while (i < from + count) {
      if (that.isNull(i)) {
        i++;
        continue;
      }
      int first = i;
      int start = that.starts[first];
      int end = that.ends[first];
      for (i++; i < from + count && !that.isNull(i) && that.starts[i] == end; i++) {
        end = that.ends[i];
      }
      int moved = reserve(end - start) - start;
      System.arraycopy(that.bytes, start, bytes, start + moved, end - start);
      used = end + moved;
      for (int row = first; row < i; row++) {
        starts[to + row - from] = that.starts[row] + moved;
        ends[to + row - from] = that.ends[row] + moved;
      }
    }
  }

  @Override
  void patchValues(long[] rows, Block source, int words) {
    for (int word = 0; word < words; word++) {
      for (long bits = rows[word]; bits != 0; bits &= bits - 1) {
        int i = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (!isNull(i)) {
          copyValue(i, source, i);
        }
      }
    }
  }

  @Override
  void repeatValue(int rows) {
    Arrays.fill(starts, 0, rows, starts[0]);
    Arrays.fill(ends, 0, rows, ends[0]);
  }
}
