// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.memory.ArrowMemory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;

class BufferViewTest {
  /** As a buffer of more than 2 GiB would need. */
  @Test
  void aBufferMayBeLargerThanWhatIsShownOfIt() {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        ArrowBuf buffer = allocator.buffer(100 * Long.BYTES)) {
      BufferView view = new BufferView(32);
      view.over(buffer);
      for (int i = 0; i < 100; i++) {
        view.put(i, new long[] {i * 7L}, 1);
      }
      long[] some = new long[20];
      for (int from = 80; from >= 0; from -= 13) {
        view.get(from, some, 20);
        for (int i = 0; i < 20; i++) {
          assertThat(some[i]).isEqualTo((from + i) * 7L);
        }
        int[] ints = new int[3];
        view.get(2 * from + 1, ints, 3);
        assertThat(ints).containsExactly(0, (from + 1) * 7, 0);
        assertThat(view.get(from * 8L)).isEqualTo((byte) (from * 7));
        assertThat(view.word(from * 8L)).isEqualTo(from * 7L);
      }
    }
  }

  @Test
  void aViewMovesFromBufferToBuffer() {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("test", Long.MAX_VALUE);
        ArrowBuf one = allocator.buffer(16);
        ArrowBuf other = allocator.buffer(16)) {
      BufferView view = new BufferView();
      view.over(one);
      view.put(0, new double[] {1.5, 2.5}, 2);
      view.over(other);
      view.put(0, new double[] {3.5, 4.5}, 2);
      view.over(one);
      double[] values = new double[2];
      view.get(0, values, 2);
      assertThat(values).containsExactly(1.5, 2.5);
      view.over(other.slice(8, 8));
      view.get(0, values, 1);
      assertThat(values[0]).isEqualTo(4.5);
    }
  }
}
