// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.expr.Exprs.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExprFrameTest {
  private static final ExprCodec CODEC = ExprCodec.create().keepingUnknownNames();

  private final List<ByteBuffer> taken = new ArrayList<>();
  private final BufferSink all = BufferSink.above(0, taken::add);

  @Test
  void aLargeValueLeavesTheBytesAndIsNeverCopied() {
    byte[] memory = random(100_000);
    byte[] frame = CODEC.encode(binary(memory), all);
    assertThat(frame.length).isLessThan(60);
    assertThat(taken).hasSize(1).allMatch(ByteBuffer::isReadOnly);
    Expr decoded = CODEC.decode(frame, taken.iterator());
    assertThat(decoded).isEqualTo(binary(memory));
    // One memory from end to end: what nobody may do shows it.
    memory[7]++;
    assertThat(taken.get(0).get(7)).isEqualTo(memory[7]);
    assertThat(decoded).isEqualTo(binary(memory));
  }

  @Test
  void textsBatchesAndPayloadsLeaveAsWell() {
    String text = "x".repeat(1000);
    Literal list = new Literal(DataType.parse("List(Utf8)"), List.of(text, text));
    Expr expr =
        chain(
            new Expr.Constant(Literal.of(text)),
            new Expr.Constant(list),
            new Expr.ScalarCall("mine", List.of(), Payload.of(random(500))),
            new Expr.Constant(
                new Literal(new DataType.FixedSizeBinary(100), Bytes.wrap(random(100)))));
    byte[] frame = CODEC.encode(expr, all);
    assertThat(taken).extracting(ByteBuffer::remaining).hasSize(4).contains(1000, 500, 100);
    assertThat(frame.length).isLessThan(500);
    assertThat(CODEC.encode(CODEC.decode(frame, taken.iterator()))).isEqualTo(CODEC.encode(expr));
  }

  @Test
  void everyExpressionIsTheSameThroughAFrame() {
    for (byte[] bytes : Vectors.expressions()) {
      taken.clear();
      Expr expr = CODEC.decode(bytes);
      byte[] plain = CODEC.encode(expr);
      byte[] frame = CODEC.encode(expr, all);
      assertThat(CODEC.encode(CODEC.decode(frame, taken.iterator()))).isEqualTo(plain);
      byte[] whole = CODEC.encode(expr, BufferSink.NONE);
      assertThat(CODEC.encode(CODEC.decode(whole))).isEqualTo(plain);
    }
  }

  @Test
  void whatOccursTwiceIsThereOnce() {
    Payload payload = Payload.of(random(10_000));
    Expr call = new Expr.ScalarCall("mine", List.of(col("a")), payload);
    Expr again = new Expr.ScalarCall("mine", List.of(col("b")), payload);
    byte[] frame = CODEC.encode(chain(call, again), BufferSink.NONE);
    assertThat(frame.length).isBetween(10_000, 10_200);
    assertThat(CODEC.decode(frame)).isEqualTo(chain(call, again));
    assertThat(CODEC.encode(chain(call, again), all).length).isLessThan(200);
    assertThat(taken).hasSize(1);
  }

  @Test
  void whereNobodyAsksTheBytesAreDataFusions() {
    Expr expr = binary(random(1000));
    byte[] plain = CODEC.encode(expr);
    assertThat(plain.length).isBetween(1000, 1020);
    assertThat(CODEC.decode(plain, Collections.emptyIterator())).isEqualTo(expr);
    assertThat(CODEC.decode(plain, new Stored())).isEqualTo(expr);
  }

  @Test
  void tooFewBuffersAndLeftOverOnesAreTwoErrors() {
    byte[] frame = CODEC.encode(chain(binary(random(100)), binary(random(200))), all);
    assertMalformed(() -> CODEC.decode(frame), "only 0 buffers were given, expected more");
    Iterator<ByteBuffer> one = taken.subList(0, 1).iterator();
    assertMalformed(() -> CODEC.decode(frame, one), "only 1 buffers were given, expected more");
    Iterator<ByteBuffer> swapped = List.of(taken.get(1), taken.get(0)).iterator();
    assertMalformed(() -> CODEC.decode(frame, swapped), "buffer 1 has 200 bytes, expected 100");
    taken.add(ByteBuffer.allocate(0));
    assertMalformed(() -> CODEC.decode(frame, taken.iterator()), "a buffer is left over");
    byte[] plain = CODEC.encode(binary(random(100)));
    assertMalformed(() -> CODEC.decode(plain, taken.iterator()), "a buffer is left over");
  }

  @Test
  void aStoreHasEachValueOnceUnderItsDigest() {
    Stored store = new Stored();
    Bytes large = Bytes.wrap(random(5000));
    Expr one = chain(binary(large.toArray()), col("a"));
    Expr two = chain(binary(large.toArray()), col("b"), binary(random(100)));
    byte[] first = CODEC.encode(one, store, 1000);
    byte[] second = CODEC.encode(two, store, 1000);
    assertThat(store.values).containsOnly(Map.entry(large.sha256(), large));
    assertThat(first.length).isLessThan(100);
    assertThat(CODEC.decode(first, store)).isEqualTo(one);
    assertThat(CODEC.decode(second, store)).isEqualTo(two);
    store.values.put(large.sha256(), Bytes.wrap(random(5000)));
    assertMalformed(() -> CODEC.decode(first, store), "a stored value of another digest");
    store.values.clear();
    assertMalformed(() -> CODEC.decode(first, store), "is in no store");
    assertMalformed(() -> CODEC.decode(first), "is in no store");
  }

  @Test
  void aNewerFrameIsNamed() {
    byte[] frame = CODEC.encode(binary(random(100)), all);
    frame[4] = 2;
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(() -> CODEC.decode(frame, taken.iterator()))
        .withMessage("Cannot decode expression: a frame of version 2, expected version 1")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION));
  }

  /** A value that stands in ten places counts ten times. */
  @Test
  void limitsHoldForWhatAFrameStandsFor() {
    Expr large = binary(random(1 << 17));
    Expr[] operands = new Expr[10];
    Arrays.fill(operands, large);
    byte[] frame =
        ExprCodec.withLimits(Limits.DEFAULT.with(Limit.BYTES, 1 << 24))
            .encode(chain(operands), BufferSink.NONE);
    assertThat(frame.length).isLessThan(1 << 18);
    assertExceeded(() -> CODEC.decode(frame));
    assertExceeded(() -> CODEC.encode(chain(operands), BufferSink.NONE));
  }

  /** A frame of a mebibyte could name 26,000 of them. */
  @Test
  void noMoreIsTakenOutOfAStoreThanMayStandInAFrame() {
    byte[] large = random(1 << 20);
    Bytes digest = Bytes.wrap(large).sha256();
    MessageWriter frame = new MessageWriter(MessageWriter.MEASURED);
    for (int i = 0; i < 100; i++) {
      frame.message(2, new MessageWriter(MessageWriter.MEASURED).bytesMember(3, digest));
    }
    byte[] content = frame.toByteArray();
    byte[] bytes =
        ByteBuffer.allocate(5 + content.length)
            .putInt(0x4d4c5246)
            .put((byte) 1)
            .put(content)
            .array();
    AtomicInteger asked = new AtomicInteger();
    PayloadStore store =
        new PayloadStore() {
          @Override
          public void put(Bytes key, Bytes value) {}

          @Override
          public Optional<Bytes> get(Bytes key) {
            asked.incrementAndGet();
            return Optional.of(Bytes.wrap(large));
          }
        };
    assertExceeded(() -> CODEC.decode(bytes, store));
    assertThat(asked).hasValue(9);
  }

  @Test
  void aStoreThatFailsHasItsCode() {
    PayloadStore broken =
        new PayloadStore() {
          @Override
          public void put(Bytes digest, Bytes value) {
            throw new UncheckedIOException(new IOException("disk full"));
          }

          @Override
          public Optional<Bytes> get(Bytes digest) {
            throw new UncheckedIOException(new IOException("no route"));
          }
        };
    Expr expr = binary(random(100));
    byte[] frame = CODEC.encode(expr, new Stored(), 64);
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> CODEC.encode(expr, broken, 64), () -> CODEC.decode(frame, broken))) {
      assertThatExceptionOfType(MillraceException.class)
          .isThrownBy(call)
          .withMessageContaining("its store failed")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }
  }

  @Test
  void damagedFramesNeverFailOtherwise() {
    long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    System.out.println("seed " + seed + " (-Dmillrace.test.seed)");
    Random random = new Random(seed);
    Expr expr =
        chain(
            new Expr.ScalarCall("mine", List.of(), Payload.of(random(70))),
            binary(random(80)),
            new Expr.Constant(Literal.of("x".repeat(90))));
    byte[] honest = CODEC.encode(expr, BufferSink.above(80, taken::add));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = honest.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        CODEC.decode(bytes, taken.iterator());
      } catch (MillraceException e) {
        assertThat(e.getMessage()).startsWith("Cannot decode expression: ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", case " + i, e);
      }
    }
  }

  private static Expr chain(Expr... operands) {
    return new Expr.Binary(Operator.EQ, List.of(operands));
  }

  private static Expr binary(byte[] value) {
    return new Expr.Constant(new Literal(DataType.BINARY, Bytes.wrap(value)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  private static void assertMalformed(ThrowingCallable decoding, String found) {
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(decoding)
        .withMessageContaining(found)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES));
  }

  private static void assertExceeded(ThrowingCallable call) {
    assertThatExceptionOfType(MillraceException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  private static final class Stored implements PayloadStore {
    private final Map<Bytes, Bytes> values = new HashMap<>();

    @Override
    public void put(Bytes digest, Bytes value) {
      values.putIfAbsent(digest, value);
    }

    @Override
    public Optional<Bytes> get(Bytes digest) {
      return Optional.ofNullable(values.get(digest));
    }
  }
}
