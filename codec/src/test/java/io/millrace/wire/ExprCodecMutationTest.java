// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged bytes give an expression or a {@link MillraceException}, nothing else; and the expression
 * is the one that protobuf itself finds in them.
 */
class ExprCodecMutationTest {
  private static final ExprCodec CODEC = ExprCodec.create();

  @Test
  void mutationsOfAllKindsOfExpressions() {
    check(Vectors.expressions(), Integer.getInteger("millrace.test.mutations", 40_000));
  }

  @Test
  void mutationsOfNestedLiterals() {
    List<byte[]> nested =
        Vectors.expressions().stream()
            .filter(bytes -> bytes[0] == 0x1a && bytes.length > 150)
            .toList();
    assertThat(nested).hasSizeGreaterThan(20);
    check(nested, Integer.getInteger("millrace.test.mutations", 40_000));
  }

  private static void check(List<byte[]> originals, int count) {
    long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    System.out.println("seed " + seed + " (-Dmillrace.test.seed)");
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = mutated(originals, random);
      try {
        Expr expr = CODEC.decode(bytes);
        accepted++;
        assertThat(CODEC.decode(CODEC.regular(bytes))).isEqualTo(expr);
        byte[] encoded = CODEC.encode(expr);
        assertThat(CODEC.encode(CODEC.decode(encoded))).isEqualTo(encoded);
      } catch (MillraceException e) {
        assertThat(e).hasMessageMatching("(?s)Cannot (de|en)code expression: .*, expected .*");
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ", mutation " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    assertThat(accepted).isBetween(1, count - 1);
  }

  private static byte[] mutated(List<byte[]> originals, Random random) {
    byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      if (bytes.length == 0) {
        return bytes;
      }
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0x7f : 0xff);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = spliced(bytes, at, new byte[] {(byte) random.nextInt(256)});
        default -> {
          byte[] other = originals.get(random.nextInt(originals.size()));
          int from = random.nextInt(other.length + 1);
          int to = from + random.nextInt(Math.min(64, other.length - from) + 1);
          bytes = spliced(bytes, at, Arrays.copyOfRange(other, from, to));
        }
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] insert) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + insert.length);
    System.arraycopy(insert, 0, longer, at, insert.length);
    System.arraycopy(bytes, at, longer, at + insert.length, bytes.length - at);
    return longer;
  }
}
