// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Payload;
import io.millrace.expr.TypeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExprCodecLimitsTest {
  private static final ExprCodec CODEC = ExprCodec.create();
  private static final ExprCodec WIDE =
      ExprCodec.withLimits(
          Limits.DEFAULT
              .with(Limit.BYTES, 1 << 27)
              .with(Limit.DEPTH, 10_000)
              .with(Limit.NODES, 3_000_000));
  private static final ExprCodec WIDER =
      ExprCodec.withLimits(
          Limits.DEFAULT.with(Limit.BYTES, 1 << 24).with(Limit.CODE_BYTES, 1 << 24));
  private static final Expr ONE = new Expr.Constant(Literal.of(1));

  /** How deep DataFusion 55 reads each kind of nesting, found by trying it. */
  enum Nesting {
    IS_NULL_OF_A_LITERAL(49, ONE, expr -> new Expr.Is(Expr.Is.Test.NULL, expr)),
    IS_NULL_OF_A_COLUMN(
        49, new Expr.Column("t", "x"), expr -> new Expr.Is(Expr.Is.Test.NULL, expr)),
    IS_NULL_OF_NULL(
        48, new Expr.Constant(Literal.NULL), expr -> new Expr.Is(Expr.Is.Test.NULL, expr)),
    CASE(33, ONE, expr -> new Expr.Case(null, List.of(new Expr.Case.WhenThen(ONE, expr)), null)),
    RIGHT_OPERANDS(49, ONE, expr -> new Expr.Binary(Operator.OR, List.of(ONE, expr))),
    CALLS(49, ONE, expr -> new Expr.ScalarCall("abs", List.of(expr))),
    GROUPING_SETS(
        33,
        ONE,
        expr -> new Expr.Grouping(Expr.Grouping.Kind.GROUPING_SETS, List.of(List.of(expr))));

    final int deepest;
    final Expr leaf;
    final UnaryOperator<Expr> wrap;

    Nesting(int deepest, Expr leaf, UnaryOperator<Expr> wrap) {
      this.deepest = deepest;
      this.leaf = leaf;
      this.wrap = wrap;
    }

    Expr nested(int depth) {
      Expr expr = leaf;
      for (int i = 0; i < depth; i++) {
        expr = wrap.apply(expr);
      }
      return expr;
    }
  }

  @ParameterizedTest
  @EnumSource
  void nestingEndsWhereItDoesInDataFusion(Nesting nesting) {
    Expr deepest = nesting.nested(nesting.deepest);
    assertThat(CODEC.decode(CODEC.encode(deepest))).isEqualTo(deepest);

    Expr deeper = nesting.nested(nesting.deepest + 1);
    assertLimit(() -> CODEC.encode(deeper), "encode", "maxDepth = 49");
    byte[] bytes = WIDE.encode(deeper);
    assertLimit(() -> CODEC.decode(bytes), "decode", "maxDepth = 49");
  }

  @Test
  void nestingOfTypesEndsWhereItDoesInDataFusion() {
    DataType type = DataType.INT64;
    for (int i = 0; i < 32; i++) {
      type = new DataType.ListOf(TypeId.LIST, Field.of("item", type));
    }
    Expr deepest = Expr.Cast.of(ONE, type);
    assertThat(CODEC.decode(CODEC.encode(deepest))).isEqualTo(deepest);
    Expr deeper = Expr.Cast.of(ONE, new DataType.ListOf(TypeId.LIST, Field.of("item", type)));
    assertLimit(() -> CODEC.encode(deeper), "encode", "maxDepth = 49");
    assertLimit(() -> CODEC.decode(WIDE.encode(deeper)), "decode", "maxDepth = 49");
  }

  @Test
  void aMillionOperandsNeverRecurse() throws Exception {
    Expr chain =
        new Expr.Binary(Operator.OR, Collections.nCopies(1_000_000, new Expr.Column(null, "b")));
    onSmallStack(
        () -> {
          byte[] bytes = WIDE.encode(chain);
          Expr decoded = WIDE.decode(bytes);
          assertThat(decoded.children()).hasSize(1_000_000);
          assertThat(decoded.equals(chain)).isTrue();
          assertThat(decoded.hashCode()).isEqualTo(chain.hashCode());
          assertThat(WIDE.encode(decoded)).isEqualTo(bytes);
          assertLimit(
              () -> ExprCodec.withLimits(Limits.DEFAULT.with(Limit.BYTES, 1 << 27)).decode(bytes),
              "decode",
              "maxNodes = 50000");
          assertLimit(
              () -> ExprCodec.withLimits(Limits.DEFAULT.with(Limit.NODES, 3_000_000)).decode(bytes),
              "decode",
              "maxBytes");
        });
  }

  @Test
  void theDeepestExpressionNeedsLittleStack() throws Exception {
    onSmallStack(
        () -> {
          for (Nesting nesting : Nesting.values()) {
            Expr deepest = nesting.nested(nesting.deepest);
            assertThat(CODEC.decode(CODEC.encode(deepest))).isEqualTo(deepest);
          }
        });
  }

  @Test
  void hostileDepthIsRefusedOnASmallStack() throws Exception {
    Expr endless = ONE;
    for (int i = 0; i < 100_000; i++) {
      endless = new Expr.Not(endless);
    }
    Expr deep = endless;
    byte[] nodes = nestedMessages(new int[] {8 << 3 | 2, 1 << 3 | 2});
    byte[] groups = new byte[1 << 20];
    // Each starts a group in an unknown field 5.
    java.util.Arrays.fill(groups, (byte) 0x2b);
    onSmallStack(
        () -> {
          assertLimit(() -> CODEC.encode(deep), "encode", "maxDepth = 49");
          assertLimit(() -> CODEC.decode(nodes), "decode", "maxDepth = 49");
          assertThatThrownBy(() -> CODEC.decode(groups)).isInstanceOf(MillraceException.class);
        });
  }

  @Test
  void sharedOperandsEndAtTheByteLimit() {
    Expr doubled = ONE;
    for (int i = 0; i < 48; i++) {
      doubled = new Expr.InList(doubled, List.of(doubled), false);
    }
    Expr huge = doubled;
    assertLimit(() -> CODEC.encode(huge), "encode", "1048576");
  }

  @Test
  void eachLimitHoldsOnBothWays() {
    Expr three = new Expr.Binary(Operator.PLUS, List.of(ONE, ONE));
    byte[] bytes = CODEC.encode(three);
    ExprCodec twoNodes = ExprCodec.withLimits(Limits.DEFAULT.with(Limit.NODES, 2));
    assertLimit(() -> twoNodes.decode(bytes), "decode", "maxNodes = 2");
    assertLimit(() -> twoNodes.encode(three), "encode", "maxNodes = 2");
    ExprCodec exact =
        ExprCodec.withLimits(Limits.DEFAULT.with(Limit.BYTES, bytes.length).with(Limit.NODES, 3));
    assertThat(exact.encode(exact.decode(bytes))).isEqualTo(bytes);
    ExprCodec small = ExprCodec.withLimits(Limits.DEFAULT.with(Limit.BYTES, bytes.length - 1));
    assertLimit(() -> small.decode(bytes), "decode", "maxBytes = " + (bytes.length - 1));
    assertLimit(() -> small.encode(three), "encode", "maxBytes");
  }

  @Test
  void itemsAndLiteralsHaveLimitsOfTheirOwn() {
    Expr list = new Expr.InList(new Expr.Column(null, "x"), List.of(ONE, ONE, ONE), false);
    byte[] bytes = CODEC.encode(list);
    ExprCodec three = ExprCodec.withLimits(Limits.DEFAULT.with(Limit.LIST_ITEMS, 3));
    assertThat(three.decode(three.encode(list))).isEqualTo(list);
    ExprCodec two = ExprCodec.withLimits(Limits.DEFAULT.with(Limit.LIST_ITEMS, 2));
    assertLimit(() -> two.decode(bytes), "decode", "maxListItems = 2");
    assertLimit(() -> two.encode(list), "encode", "maxListItems = 2");

    Limits wide = Limits.DEFAULT.with(Limit.BYTES, 1 << 22);
    ExprCodec raised = ExprCodec.withLimits(wide.with(Limit.LITERAL_BYTES, 1 << 22));
    Expr large = new Expr.Constant(Literal.of("x".repeat(1 << 20)));
    byte[] text = raised.encode(large);
    assertThat(raised.decode(text)).isEqualTo(large);
    assertLimit(
        () -> ExprCodec.withLimits(wide).decode(text), "decode", "maxLiteralBytes = 1048576");
    assertLimit(
        () -> ExprCodec.withLimits(wide).encode(large), "encode", "maxLiteralBytes = 1048576");
    byte[] frame = raised.encode(large, BufferSink.NONE);
    assertLimit(
        () -> ExprCodec.withLimits(wide).decode(frame, Collections.emptyIterator()),
        "decode",
        "maxLiteralBytes = 1048576");
  }

  @Test
  void functionsByValueHaveMoreRoomThanTheRest() {
    Expr large = new Expr.ScalarCall("mine", List.of(ONE), Payload.of(new byte[7 << 20]));
    byte[] bytes = CODEC.encode(large);
    assertThat(CODEC.decode(bytes)).isEqualTo(large);
    assertThat(CODEC.decode(CODEC.regular(bytes))).isEqualTo(large);
    byte[] frame = CODEC.encode(large, BufferSink.NONE);
    assertThat(CODEC.decode(frame)).isEqualTo(large);

    Expr larger = new Expr.ScalarCall("mine", List.of(ONE), Payload.of(new byte[(7 << 20) + 1]));
    assertLimit(() -> CODEC.encode(larger), "encode", "maxCodeBytes = 7340032");
    assertLimit(() -> CODEC.encode(larger, BufferSink.NONE), "encode", "maxCodeBytes = 7340032");
    assertLimit(() -> CODEC.decode(WIDER.encode(larger)), "decode", "maxCodeBytes = 7340032");
    byte[] largerFrame = WIDER.encode(larger, BufferSink.NONE);
    assertLimit(() -> CODEC.decode(largerFrame), "decode", "maxCodeBytes = 7340032");

    Expr twice = new Expr.Binary(Operator.PLUS, List.of(large, large));
    assertLimit(() -> CODEC.encode(twice), "encode", "maxCodeBytes = 7340032");

    // The room is for functions only.
    byte[] text = new byte[600 << 10];
    Arrays.fill(text, (byte) 'x');
    Expr half = new Expr.Constant(Literal.of(new String(text, StandardCharsets.US_ASCII)));
    Expr beside = new Expr.ScalarCall("mine", List.of(half, half), Payload.of(new byte[1 << 20]));
    assertLimit(() -> CODEC.encode(beside), "encode", "maxBytes");
    assertLimit(() -> CODEC.decode(WIDER.encode(beside)), "decode", "maxBytes = 1048576");
    assertLimit(
        () -> CODEC.decode(WIDER.encode(beside, BufferSink.NONE)), "decode", "maxBytes = 1048576");
  }

  @Test
  void whatIsTooLongForAllIsNotLookedAt() {
    assertLimit(
        () -> CODEC.decode(new byte[(8 << 20) + 1]),
        "decode",
        "8388609 bytes, of which functions may be 7340032, expected at most maxBytes = 1048576");
  }

  /** As deep as a mebibyte allows: the tags in turn, each with the length of the rest. */
  private static byte[] nestedMessages(int[] tags) {
    List<Integer> reversed = new ArrayList<>();
    for (int i = 0; reversed.size() < (1 << 20) - 16; i++) {
      int length = reversed.size();
      List<Integer> varint = new ArrayList<>();
      do {
        varint.add(length > 0x7f ? (length & 0x7f) | 0x80 : length);
        length >>>= 7;
      } while (length > 0);
      Collections.reverse(varint);
      reversed.addAll(varint);
      reversed.add(tags[(i + 1) % tags.length]);
    }
    byte[] bytes = new byte[reversed.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = reversed.get(bytes.length - 1 - i).byteValue();
    }
    // The first tag has to be that of a node.
    int start = bytes[0] == (byte) tags[0] ? 0 : 1;
    while (bytes[start] != (byte) tags[0]) {
      start++;
    }
    return java.util.Arrays.copyOfRange(bytes, start, bytes.length);
  }

  private static void assertLimit(Runnable action, String verb, String limit) {
    assertThatThrownBy(action::run)
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot " + verb + " expression: ")
        .hasMessageContaining(limit)
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  private static void onSmallStack(Runnable action) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                action.run();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "small stack",
            256 << 10);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }
}
