// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import java.util.Arrays;

/** BLAKE2 as RFC 7693 has it, without a key, in its two widths of words. */
enum Blake2 {
  /** Words of 64 bits, a digest of 64 bytes. */
  B(Long.SIZE, 12, 32, 24, 16, 63),
  /** Words of 32 bits, a digest of 32 bytes. */
  S(Integer.SIZE, 10, 16, 12, 8, 7);

  private static final int WORDS = 16;

  /** The fractions of the square roots of the first primes; shorter words have their first bits. */
  private static final long[] INITIAL = {
    0x6A09E667F3BCC908L,
    0xBB67AE8584CAA73BL,
    0x3C6EF372FE94F82BL,
    0xA54FF53A5F1D36F1L,
    0x510E527FADE682D1L,
    0x9B05688C2B3E6C1FL,
    0x1F83D9ABFB41BD6BL,
    0x5BE0CD19137E2179L
  };

  /** In which order each round takes the words of a block: hexadecimal digits. */
  private static final String[] ORDERS = {
    "0123456789ABCDEF",
    "EA489FD61C02B753",
    "B8C052FDAE367194",
    "7931DCBE265A40F8",
    "905724AFE1BC683D",
    "2C6A0B834D75FE19",
    "C51FED4A0763928B",
    "DB7EC13950F4862A",
    "6FE9B308C2D714A5",
    "A2847615FB9E3CD0"
  };

  private final int bits;
  private final int rounds;
  private final int[] turns;

  Blake2(int bits, int rounds, int... turns) {
    this.bits = bits;
    this.rounds = rounds;
    this.turns = turns;
  }

  byte[] digest(byte[] bytes, int from, int to) {
    int wordBytes = bits / Byte.SIZE;
    int blockBytes = WORDS * wordBytes;
    long[] state = new long[INITIAL.length];
    for (int i = 0; i < state.length; i++) {
      state[i] = initial(i);
    }
    state[0] ^= 0x01010000L ^ (long) state.length * wordBytes;
    long[] words = new long[WORDS];
    int at = from;
    do {
      int end = Math.min(to, at + blockBytes);
      Arrays.fill(words, 0);
      for (int i = at; i < end; i++) {
        int place = i - at;
        words[place / wordBytes] |= (bytes[i] & 0xFFL) << (Byte.SIZE * (place % wordBytes));
      }
      at = end;
      mix(state, words, (long) at - from, at == to);
    } while (at < to);
    byte[] digest = new byte[state.length * wordBytes];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (state[i / wordBytes] >>> (Byte.SIZE * (i % wordBytes)));
    }
    return digest;
  }

  private long initial(int word) {
    return INITIAL[word] >>> (Long.SIZE - bits);
  }

  /**
   * Adds one block to the state.
   *
   * @param count of bytes up to the end of the block
   */
  private void mix(long[] state, long[] words, long count, boolean last) {
    long[] v = Arrays.copyOf(state, WORDS);
    for (int i = 0; i < INITIAL.length; i++) {
      v[INITIAL.length + i] = initial(i);
    }
    v[12] ^= cut(count);
    v[13] ^= bits == Long.SIZE ? 0 : count >>> bits;
    v[14] ^= last ? cut(-1) : 0;
    for (int round = 0; round < rounds; round++) {
      String order = ORDERS[round % ORDERS.length];
      for (int i = 0; i < 8; i++) {
        long x = words[Character.digit(order.charAt(2 * i), WORDS)];
        long y = words[Character.digit(order.charAt(2 * i + 1), WORDS)];
        int slant = i < 4 ? 0 : 1;
        int a = i % 4;
        mix(v, a, 4 + (a + slant) % 4, 8 + (a + 2 * slant) % 4, 12 + (a + 3 * slant) % 4, x, y);
      }
    }
    for (int i = 0; i < state.length; i++) {
      state[i] ^= v[i] ^ v[i + state.length];
    }
  }

  private void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    v[a] = cut(v[a] + v[b] + x);
    v[d] = turned(v[d] ^ v[a], turns[0]);
    v[c] = cut(v[c] + v[d]);
    v[b] = turned(v[b] ^ v[c], turns[1]);
    v[a] = cut(v[a] + v[b] + y);
    v[d] = turned(v[d] ^ v[a], turns[2]);
    v[c] = cut(v[c] + v[d]);
    v[b] = turned(v[b] ^ v[c], turns[3]);
  }

  private long cut(long word) {
    return word & (-1L >>> (Long.SIZE - bits));
  }

  private long turned(long word, int by) {
    return cut((word >>> by) | (word << (bits - by)));
  }
}
