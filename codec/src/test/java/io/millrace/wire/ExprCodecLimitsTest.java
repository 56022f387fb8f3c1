// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.trust.Limits;
import java.util.ArrayList;
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
      ExprCodec.withLimits(new Limits(1 << 27, 10_000, 3_000_000, 1, 0));
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
              () -> ExprCodec.withLimits(new Limits(1 << 27, 49, 10_000, 1, 0)).decode(bytes),
              "decode",
              "maxNodes = 10000");
          assertLimit(() -> CODEC.decode(bytes), "decode", "maxBytes = 1048576");
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
    ExprCodec twoNodes = ExprCodec.withLimits(new Limits(1000, 49, 2, 1, 0));
    assertLimit(() -> twoNodes.decode(bytes), "decode", "maxNodes = 2");
    assertLimit(() -> twoNodes.encode(three), "encode", "maxNodes = 2");
    ExprCodec exact = ExprCodec.withLimits(new Limits(bytes.length, 49, 3, 1, 0));
    assertThat(exact.encode(exact.decode(bytes))).isEqualTo(bytes);
    ExprCodec small = ExprCodec.withLimits(new Limits(bytes.length - 1, 49, 3, 1, 0));
    assertLimit(() -> small.decode(bytes), "decode", "maxBytes = " + (bytes.length - 1));
    assertLimit(() -> small.encode(three), "encode", "maxBytes");
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
