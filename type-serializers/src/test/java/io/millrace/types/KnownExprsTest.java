// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.expr.Expr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class KnownExprsTest {
  private final KnownExprs known = new KnownExprs();

  @Test
  void knownBytesGiveTheSameObject() throws IOException {
    byte[] late = written(EncodedExpr.of(col("dep_delay").gt(lit(60))));
    byte[] early = written(EncodedExpr.of(col("dep_delay").lt(lit(60))));

    EncodedExpr first = read(late);
    EncodedExpr other = read(early);

    assertThat(read(late)).isSameAs(first).isNotEqualTo(other);
    assertThat(read(late).expr()).isSameAs(first.expr());
    assertThat(read(early)).isSameAs(other);
    assertThat(written(first)).isEqualTo(late);
  }

  @Test
  void bytesWithTheSameChecksumButOthersAreNotMistaken() throws IOException {
    byte[] sound = written(EncodedExpr.of(lit(1)));
    byte[] damaged = sound.clone();
    damaged[damaged.length - 1] ^= 1;

    EncodedExpr expr = read(sound);

    EncodedExpr corrupt = read(damaged);
    assertThat(corrupt.problem().orElseThrow().code()).isEqualTo(ErrorCode.STATE_CORRUPT);
    assertThat(written(corrupt)).as("nothing is mended").isEqualTo(damaged);
    assertThat(read(damaged)).isSameAs(corrupt);
    assertThat(read(sound)).isSameAs(expr);
    assertThat(expr.problem()).isEmpty();
  }

  @Test
  void theSameBytesOfAnotherReleaseAreNotMistaken() throws IOException {
    byte[] one = EncodedExpr.of(lit(1)).bytes();
    EncodedExpr now = read(written(EncodedExpr.of(one)));
    EncodedExpr later = read(written(new EncodedExpr(StateEnvelope.of(56, one))));

    assertThat(now.problem()).isEmpty();
    assertThat(later.problem().orElseThrow().code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
  }

  @Test
  void manyExpressionsStayWithinTheBounds() throws IOException {
    Random random = seeded();
    Set<EncodedExpr> last = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(100) == 0 ? random.nextInt(3 << 12) : 300];
      random.nextBytes(bytes);
      EncodedExpr given = EncodedExpr.of(bytes);
      EncodedExpr read = read(written(given));

      assertThat(read).isEqualTo(given);
      assertThat(known.bytes()).isLessThanOrEqualTo(KnownExprs.MAX_BYTES);
      if (bytes.length <= KnownExprs.LARGEST) {
        assertThat(read(written(given))).isSameAs(read);
      } else {
        assertThat(read(written(given))).isNotSameAs(read);
      }
      if (i >= 20_000 - KnownExprs.MAX_ENTRIES) {
        last.add(read);
      }
    }
    Set<EncodedExpr> identical = Collections.newSetFromMap(new IdentityHashMap<>());
    identical.addAll(last);
    int held = 0;
    for (EncodedExpr each : last) {
      held += identical.contains(read(written(each))) ? 1 : 0;
    }
    assertThat(held).isBetween(1, KnownExprs.MAX_ENTRIES);
  }

  @Test
  void emptyBytesAreHeldLikeOthers() throws IOException {
    byte[] empty = written(EncodedExpr.of(new byte[0]));
    assertThat(read(empty)).isSameAs(read(empty)).isEqualTo(EncodedExpr.of(new byte[0]));
  }

  @Test
  void serializersOfSeveralThreadsShareNothingButWhatIsImmutable() throws Exception {
    List<byte[]> encoded = new ArrayList<>();
    List<Expr> exprs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Expr expr = col("a").plus(lit(i));
      exprs.add(expr);
      encoded.add(written(EncodedExpr.of(expr)));
    }
    ExprSerializer original = new ExprSerializer();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        done.add(threads.submit(reads(original.duplicate(), encoded, exprs)));
      }
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Boolean> reads(
      TypeSerializer<EncodedExpr> serializer, List<byte[]> encoded, List<Expr> exprs) {
    return () -> {
      for (int round = 0; round < 50; round++) {
        for (int i = 0; i < encoded.size(); i++) {
          EncodedExpr read = serializer.deserialize(new DataInputDeserializer(encoded.get(i)));
          assertThat(read.expr()).isEqualTo(exprs.get(i));
        }
      }
      return true;
    };
  }

  private static Random seeded() {
    long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    System.out.println("seed " + seed + " (-Dmillrace.test.seed)");
    return new Random(seed);
  }

  private EncodedExpr read(byte[] bytes) throws IOException {
    return known.read(new DataInputDeserializer(bytes));
  }

  private static byte[] written(EncodedExpr expr) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    expr.envelope().write(out);
    return out.getCopyOfBuffer();
  }
}
