// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Payload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExprCodecRoundTripTest {
  private static final ExprCodec CODEC = ExprCodec.create();

  @Test
  void everyExpressionOfDataFusionComesBackByteForByte() {
    List<byte[]> expressions = Vectors.expressions();
    assertThat(expressions).hasSizeGreaterThan(60_000);
    List<String> different = new ArrayList<>();
    Set<Class<?>> kinds = new java.util.HashSet<>();
    for (byte[] bytes : expressions) {
      try {
        Expr expr = CODEC.decode(bytes);
        collect(expr, kinds);
        byte[] again = CODEC.encode(expr);
        if (!java.util.Arrays.equals(bytes, again)) {
          different.add(hex(bytes) + " became " + hex(again));
        } else if (!CODEC.decode(again).equals(expr)) {
          different.add(hex(bytes) + " decodes to unequal expressions");
        }
      } catch (MillraceException e) {
        different.add(hex(bytes) + ": " + e.getMessage());
      }
    }
    assertThat(different.subList(0, Math.min(20, different.size()))).isEmpty();
    assertThat(kinds).contains(Expr.WindowCall.class, Expr.Lambda.class, Expr.Grouping.class);
  }

  @Test
  void nestedLiteralsWithoutTheirSourceAreWrittenAsDataFusionWritesThem() {
    Map<String, String> different = new TreeMap<>();
    Set<String> types = new TreeSet<>();
    for (byte[] bytes : Vectors.expressions()) {
      if (CODEC.decode(bytes) instanceof Expr.Constant constant
          && constant.literal().source() != null) {
        Literal literal = constant.literal();
        types.add(literal.type().id().spelling());
        Expr bare = new Expr.Constant(new Literal(literal.type(), literal.value()));
        byte[] again = CODEC.encode(bare);
        if (!java.util.Arrays.equals(bytes, again)) {
          different.put(literal.type() + " " + literal.value(), hex(bytes) + "\n" + hex(again));
        }
        assertThat(CODEC.decode(again)).isEqualTo(constant);
      }
    }
    assertThat(types)
        .contains(
            "List", "LargeList", "ListView", "LargeListView", "FixedSizeList", "Struct", "Map");
    assertThat(different).isEmpty();
  }

  @Test
  void handMadeBytesAreReadAndRefusedAsDataFusionDoes() {
    List<String> different = new ArrayList<>();
    // Definitions are kept unread; whether one is let in is decided later.
    Set<String> kept = Set.of("function_empty_definition", "function_odd_definition");
    for (String[] line : Vectors.table("handmade.tsv")) {
      byte[] bytes = Base64.getDecoder().decode(line[1]);
      String expected = kept.contains(line[0]) ? line[1] : line[2];
      String found;
      try {
        found = Base64.getEncoder().encodeToString(CODEC.encode(CODEC.decode(bytes)));
      } catch (MillraceException e) {
        found = "-";
        assertThat(e).hasMessageMatching("(?s)Cannot decode expression: .*, expected .*");
      }
      if (!found.equals(expected)) {
        different.add(line[0] + ": " + found + " instead of " + expected);
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void definitionsOfFunctionsAreKeptWhateverTheyHold() {
    for (String[] line : Vectors.table("definitions.tsv")) {
      byte[] bytes = Base64.getDecoder().decode(line[1]);
      Expr expr = CODEC.decode(bytes);
      assertThat(definition(expr)).as(line[0]).isEqualTo(Base64.getDecoder().decode(line[2]));
      assertThat(CODEC.encode(expr)).as(line[0]).isEqualTo(bytes);
    }
  }

  private static byte[] definition(Expr expr) {
    if (expr instanceof Expr.ScalarCall call) {
      return bytes(call.definition());
    }
    if (expr instanceof Expr.AggregateCall call) {
      return bytes(call.definition());
    }
    return bytes(((Expr.WindowCall) expr).definition());
  }

  private static byte[] bytes(Definition definition) {
    return ((Payload) definition).bytes().toArray();
  }

  private static void collect(Expr expr, Set<Class<?>> kinds) {
    kinds.add(expr.getClass());
    expr.children().forEach(child -> collect(child, kinds));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
