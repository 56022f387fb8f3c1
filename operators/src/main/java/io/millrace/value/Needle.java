// SPDX-License-Identifier: Apache-2.0
package io.millrace.value;

import io.millrace.column.ByteWords;
import io.millrace.column.BytesBlock;
import io.millrace.column.Masks;
import io.millrace.column.ValidRows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/** Bytes that are looked for in others, eight places at a time. Immutable. */
@Internal
public final class Needle {
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  /**
   * How many times its length may be compared in vain before {@link Borders} take over, beside a
   * few times the way that was made: so that the time of a search is that of both lengths.
   */
  private static final int VAIN = 64;

  private static final int VAIN_ON_THE_WAY = 4;

  /** Bytes a row up to which all rows are searched at once, though there be others in between. */
  private static final int DENSE = 32;

  private final byte[] bytes;
  private final long head;

  private Needle(byte[] bytes) {
    this.bytes = bytes;
    head = ByteWords.head(bytes, 0, bytes.length);
  }

  public static Needle of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Needle of(byte[] bytes) {
    return new Needle(bytes.clone());
  }

  public int length() {
    return bytes.length;
  }

  /** Whether it stands at a place of {@code hay}. */
  public boolean isAt(byte[] hay, int at, int to) {
    return bytes.length <= to - at && isAt(hay, at, head, bytes, 0, bytes.length);
  }

  private static boolean isAt(byte[] hay, int at, long head, byte[] needle, int start, int length) {
    return ByteWords.head(hay, at, at + length) == head
        && (length <= Long.BYTES
            || Arrays.equals(hay, at, at + length, needle, start, start + length));
  }

  /** The first place in {@code hay[from .. to)} where it stands, or -1. */
  public int indexOf(byte[] hay, int from, int to) {
    return find(hay, from, to, bytes, 0, bytes.length);
  }

  static int find(byte[] hay, int from, int to, byte[] needle, int start, int length) {
    if (length == 0) {
      return from;
    }
    int last = to - length;
    int lastWindow = hay.length - length - (Long.BYTES - 1);
    long head = ByteWords.head(needle, start, start + length);
    long first = ONES * (needle[start] & 0xFF);
    long end = ONES * (needle[start + length - 1] & 0xFF);
    long vain = (long) VAIN * length;
    int at = from;
    for (int sure = Math.min(last, lastWindow); at <= sure; at += Long.BYTES) {
      long hits = hits(ByteWords.at(hay, at), first, ByteWords.at(hay, at + length - 1), end);
      for (; hits != 0; hits &= hits - 1) {
        int place = at + (Long.numberOfTrailingZeros(hits) >>> 3);
        if (place > last) {
          return -1;
        }
        if (ByteWords.head(hay, place, place + length) != head) {
          continue;
        }
        int same = same(hay, place, needle, start, length);
        if (same == length) {
          return place;
        }
        vain -= same;
        if (vain + (long) VAIN_ON_THE_WAY * (place - from) < 0) {
          return Borders.find(hay, place + 1, to, needle, start, length);
        }
      }
    }
    return at > last ? -1 : atEnd(hay, at, to, needle, start, length);
  }

  /** How many bytes agree from a place on where the first eight do. */
  private static int same(byte[] hay, int at, byte[] needle, int start, int length) {
    if (length <= Long.BYTES) {
      return length;
    }
    int wrong = Arrays.mismatch(hay, at, at + length, needle, start, start + length);
    return wrong < 0 ? length : wrong;
  }

  /** The same where less than a window is left of the array. */
  private static int atEnd(byte[] hay, int from, int to, byte[] needle, int start, int length) {
    int last = to - length;
    int lastWindow = hay.length - length - (Long.BYTES - 1);
    long head = ByteWords.head(needle, start, start + length);
    long first = ONES * (needle[start] & 0xFF);
    long end = ONES * (needle[start + length - 1] & 0xFF);
    if (lastWindow >= 0) {
      // A window that begins earlier, with places that have been looked at.
      long words = ByteWords.at(hay, lastWindow);
      long hits = hits(words, first, ByteWords.at(hay, lastWindow + length - 1), end);
      hits &= -1L << ((from - lastWindow) << 3);
      return among(hits, lastWindow, last, hay, head, needle, start, length);
    }
    if (to - from <= Long.BYTES) {
      long word = ByteWords.head(hay, from, to);
      long hits = hits(word, first, word >>> ((length - 1) << 3), end);
      return among(hits, from, last, hay, head, needle, start, length);
    }
    for (int at = from; at <= last; at++) {
      if (isAt(hay, at, head, needle, start, length)) {
        return at;
      }
    }
    return -1;
  }

  /** The first place of those that were hit where it really stands, or -1. */
  private static int among(
      long hits,
      int window,
      int last,
      byte[] hay,
      long head,
      byte[] needle,
      int start,
      int length) {
    for (long left = hits; left != 0; left &= left - 1) {
      int place = window + (Long.numberOfTrailingZeros(left) >>> 3);
      if (place > last) {
        return -1;
      }
      if (isAt(hay, place, head, needle, start, length)) {
        return place;
      }
    }
    return -1;
  }

  /**
   * The top bits of those of eight bytes that are {@code first} while those further on are {@code
   * last}, and of few others behind such a byte.
   */
  private static long hits(long bytes, long first, long further, long last) {
    long wrong = (bytes ^ first) | (further ^ last);
    return (wrong - ONES) & ~wrong & TOPS;
  }

  /** Whether it is all of {@code hay[from .. to)}. */
  public boolean is(byte[] hay, int from, int to) {
    return to - from == bytes.length && isAt(hay, from, to);
  }

  /**
   * Gives -1 to rows that are it, 0 to others; what null rows get is arbitrary. Length and first
   * eight bytes are compared without a branch; the few rows that agree in these are looked at again
   * where there is more.
   */
  public void match(BytesBlock hay, byte[] masks, int rows) {
    byte[] in = hay.bytes;
    int last = in.length - Long.BYTES;
    int length = bytes.length;
    long first = ByteWords.firstBits(length);
    for (int i = 0; i < rows; i++) {
      int start = hay.starts[i];
      int end = hay.ends[i];
      if (start <= last) {
        long wrong = ((ByteWords.at(in, start) & first) ^ head) | (end - start ^ length);
        masks[i] = (byte) ((wrong - 1 & ~wrong) >> 63);
      } else {
        masks[i] = (byte) (end <= in.length && is(in, start, end) ? -1 : 0);
      }
    }
    if (length > Long.BYTES) {
      for (int i = 0; i < rows; i++) {
        if (masks[i] != 0 && !hay.isNull(i) && !is(in, hay.starts[i], hay.ends[i])) {
          masks[i] = 0;
        }
      }
    }
  }

  /** Gives -1 to rows that hold it, 0 to others; what null rows get is arbitrary. */
  public void search(BytesBlock hay, byte[] masks, int rows) {
    Arrays.fill(masks, 0, rows, (byte) (bytes.length == 0 ? -1 : 0));
    if (bytes.length > 0 && !searchAtOnce(hay, masks, rows)) {
      ValidRows left = new ValidRows(hay, rows);
      for (int row = left.next(); row >= 0; row = left.next()) {
        masks[row] = (byte) (indexOf(hay.bytes, hay.starts[row], hay.ends[row]) < 0 ? 0 : -1);
      }
    }
  }

  /** From the first row to the last in one go, if they lie in order; false if they do not. */
  private boolean searchAtOnce(BytesBlock hay, byte[] masks, int rows) {
    int end = end(hay, rows);
    ValidRows left = new ValidRows(hay, rows);
    int row = left.next();
    if (row < 0) {
      return true;
    }
    int from = hay.starts[row];
    if (end < from || end - from > DENSE * rows) {
      return false;
    }
    while (true) {
      int place = indexOf(hay.bytes, from, end);
      int until = place < 0 ? end : place;
      while (hay.ends[row] <= until) {
        int next = left.next();
        if (next < 0) {
          return true;
        }
        if (hay.starts[next] < hay.ends[row]) {
          return false;
        }
        row = next;
      }
      if (place < 0) {
        return false;
      }
      boolean inside = place >= hay.starts[row] && place + bytes.length <= hay.ends[row];
      from = inside ? hay.ends[row] : place + 1;
      if (inside) {
        masks[row] = -1;
      }
    }
  }

  /** Where the last row that is not null ends; 0 if all are null. */
  private static int end(BytesBlock hay, int rows) {
    for (int word = Masks.words(rows) - 1; word >= 0; word--) {
      long bits = Masks.present(word, rows) & (hay.mayHaveNulls() ? hay.validWords()[word] : -1L);
      if (bits != 0) {
        return hay.ends[(word << 6) + 63 - Long.numberOfLeadingZeros(bits)];
      }
    }
    return 0;
  }
}
