// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.Limit;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.TextBytes;
import io.millrace.column.ValidRows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Texts by arrival with a delimiter between them; null until the first. State: what is joined. */
final class JoinedTexts implements Growing {
  private final byte[] delimiter;

  /** Null where there is no text yet. */
  private byte[][] joined = new byte[0][];

  private int[] lengths = new int[0];

  JoinedTexts(String delimiter) {
    this.delimiter = TextBytes.of(delimiter);
  }

  @Override
  public void resize(int count) {
    joined = Arrays.copyOf(joined, count);
    lengths = Arrays.copyOf(lengths, count);
  }

  @Override
  public void update(Block[] args, int[] slots, int rows) {
    BytesBlock texts = (BytesBlock) args[0];
    ValidRows left = new ValidRows(texts, rows);
    for (int row = left.next(); row >= 0; row = left.next()) {
      add(slots[row], texts.bytes, texts.starts[row], texts.ends[row]);
    }
  }

  private void add(int slot, byte[] text, int from, int to) {
    if (joined[slot] == null) {
      joined[slot] = new byte[to - from];
    } else {
      append(slot, delimiter, 0, delimiter.length);
    }
    append(slot, text, from, to);
  }

  private void append(int slot, byte[] bytes, int from, int to) {
    int length = Math.addExact(lengths[slot], to - from);
    if (length > joined[slot].length) {
      joined[slot] = Arrays.copyOf(joined[slot], Math.max(length, 2 * lengths[slot]));
    }
    System.arraycopy(bytes, from, joined[slot], lengths[slot], to - from);
    lengths[slot] = length;
  }

  @Override
  public long heldBytes(int slot) {
    return lengths[slot];
  }

  @Override
  public long bytesOfRow() {
    return delimiter.length;
  }

  @Override
  public Limit limit() {
    return Limit.VALUE_BYTES;
  }

  @Override
  public List<Object> state(int slot) {
    return Collections.singletonList(
        joined[slot] == null
            ? null
            : new String(joined[slot], 0, lengths[slot], StandardCharsets.UTF_8));
  }

  @Override
  public void load(int slot, List<Object> state) {
    joined[slot] = null;
    lengths[slot] = 0;
    merge(slot, state);
  }

  @Override
  public void merge(int slot, List<Object> state) {
    if (state.get(0) != null) {
      byte[] text = TextBytes.of((String) state.get(0));
      add(slot, text, 0, text.length);
    }
  }

  @Override
  public void result(int slot, Block out, int row) {
    if (joined[slot] == null) {
      out.setNull(row);
    } else {
      out.setValid(row);
      ((BytesBlock) out).set(row, joined[slot], 0, lengths[slot]);
    }
  }
}
