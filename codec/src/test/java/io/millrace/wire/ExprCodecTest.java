// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExprCodecTest {
  private static final ExprCodec CODEC = ExprCodec.create();
  private static final Expr ONE = new Expr.Constant(Literal.of(1));

  @ParameterizedTest
  @CsvSource({
    "c20200, variant 40 of LogicalExprNode",
    "1a03820300, variant 48 of ScalarValue",
    "1a03b80301, variant 55 of ScalarValue",
    "5a0b0a041a0238011203ea0200, variant 45 of ArrowType",
    "220e0a041a0238010a041a0238011a00, operator ''",
    "22120a041a0238010a041a0238011a04506f7765, operator 'Powe'",
    "a201080a066e6f73756368, scalar function 'nosuch'",
    "9a01080a066e6f73756368, aggregate function 'nosuch'",
    "9201174a066e6f73756368420d1209080112058a02024a001a00, window function 'nosuch'",
    "aa02080a066e6f73756368, higher-order function 'nosuch'"
  })
  void whatANewerDataFusionSaysIsNamed(String hex, String found) {
    assertThatThrownBy(() -> CODEC.decode(bytes(hex)))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot decode expression: " + found + ", expected ")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION);
  }

  @ParameterizedTest
  @CsvSource({
    "00, invalid tag",
    "ffffffffffffffffffffff01, malformed varint",
    "2001, wire type 0 of datafusion.LogicalExprNode.binary_expr",
    "1a031201ff, invalid UTF-8",
    "3200, a node without expr",
    "1a08a201050a01011005, 1 bytes of a Decimal128",
    "5a0f0a041a0238011205a2010208092001, time unit 9"
  })
  void whatIsNoExpressionIsMalformed(String hex, String found) {
    assertThatThrownBy(() -> CODEC.decode(bytes(hex)))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot decode expression: ")
        .hasMessageContaining(found)
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_BYTES);
  }

  @Test
  void noBytesAreNoExpression() {
    assertThatThrownBy(() -> CODEC.decode(new byte[0]))
        .isInstanceOf(MillraceException.class)
        .hasMessage(
            "Cannot decode expression: an empty LogicalExprNode, expected one of its variants");
  }

  @Test
  void otherNamesOfFunctionsBecomeTheirOwn() {
    Expr power = CODEC.decode(CODEC.encode(new Expr.ScalarCall("pow", List.of(ONE, ONE))));
    assertThat(power).isEqualTo(new Expr.ScalarCall("power", List.of(ONE, ONE)));
  }

  @Test
  void aFunctionThatBringsItsDefinitionKeepsItsName() {
    Expr call = new Expr.ScalarCall("pow", List.of(ONE), Payload.of(new byte[] {1, 2}));
    assertThat(CODEC.decode(CODEC.encode(call))).isEqualTo(call);
    Expr empty = new Expr.ScalarCall("nosuch", List.of(ONE), new Payload(Bytes.EMPTY));
    assertThat(CODEC.decode(CODEC.encode(empty))).isEqualTo(empty);
  }

  @Test
  void unknownNamesAreKeptForThoseWhoHaveFunctionsOfTheirOwn() {
    Expr call = new Expr.ScalarCall("nosuch", List.of(ONE));
    byte[] bytes = CODEC.encode(call);
    assertThatThrownBy(() -> CODEC.decode(bytes)).hasMessageContaining("scalar function 'nosuch'");
    assertThat(CODEC.keepingUnknownNames().decode(bytes)).isEqualTo(call);
  }

  @Test
  void aWriterOfDefinitionsDecidesWhatTravels() {
    Expr call = new Expr.ScalarCall("f", List.of(ONE), Payload.of(new byte[] {1}));
    ExprCodec byName = CODEC.withWriter((name, kind, definition) -> Optional.empty());
    assertThat(byName.encode(call)).isEqualTo(CODEC.encode(new Expr.ScalarCall("f", List.of(ONE))));
  }

  @Test
  void metadataLeavesOutEmptyKeysAndValuesAsDataFusionDoes() {
    Expr.Cast cast = new Expr.Cast(ONE, DataType.INT64, false, true, Map.of("k", ""));
    assertThat(CODEC.encode(cast)).isEqualTo(bytes("5a110a041a023801120252001a030a016b2001"));
    assertThat(CODEC.decode(CODEC.encode(cast))).isEqualTo(cast);
    byte[] emptyKey = bytes("5a110a041a023801120252001a03120176" + "2001");
    assertThat(CODEC.encode(CODEC.decode(emptyKey))).isEqualTo(emptyKey);
  }

  @ParameterizedTest
  @CsvSource({
    "1a05650100a0ff",
    "1a0565010080ff",
    "1a05650000c07f",
    "1a056500000080",
    "1a0969010000000000f8ff"
  })
  void floatsKeepTheirBits(String hex) {
    assertThat(CODEC.encode(CODEC.decode(bytes(hex)))).isEqualTo(bytes(hex));
  }

  /** What DataFusion 55 makes of fields that are given twice, in the bytes that it writes then. */
  @ParameterizedTest
  @CsvSource({
    "0a030a01780a0512030a0174, 0a080a017812030a0174",
    "1a0238010a030a01780a0512030a0174, 0a080a017812030a0174",
    "42100a050a030a01780a070a0512030a0174, 420c0a0a0a080a017812030a0174",
    "0a030a01781a023801, 1a023801",
    "1a001a023801, 1a023801",
    "42001a023801, 1a023801",
    "221a0a041a0238010a041a0238021a066e6f737563681a04506c7573, "
        + "22120a041a0238010a041a0238021a04506c7573",
    "1a0438013802, 1a023802",
    "1a0438010801, 1a020801"
  })
  void partsOfAMessageAreMergedAndTheLastOfAlternativesCounts(String given, String same) {
    assertThat(CODEC.encode(CODEC.decode(bytes(given)))).isEqualTo(bytes(same));
  }

  @Test
  void aPlanStaysTheBytesItCameAs() {
    byte[] plan = bytes("1a0612040a020a00");
    Expr subquery = new Expr.ScalarSubquery(Bytes.wrap(plan), List.of());
    assertThat(CODEC.decode(CODEC.encode(subquery))).isEqualTo(subquery);
    assertThat(CODEC.encode(subquery)).isEqualTo(bytes("a2020c0a0a0a08" + "1a0612040a020a00"));
  }

  @Test
  void aPlanIsTheSameWhateverTheOrderOfItsFields() {
    Expr expr = CODEC.decode(bytes("a202120a100a0e" + "1a000a045202080112041a023801"));
    assertThat(expr)
        .isEqualTo(CODEC.decode(bytes("a202120a100a0e" + "0a045202080112041a0238011a00")));
    assertThat(CODEC.decode(CODEC.encode(expr))).isEqualTo(expr);
  }

  /** (select 1), (select (select 1) + 1), (select x from (values (1)) as v(x)), … as DataFusion. */
  @ParameterizedTest
  @CsvSource({
    "a202120a100a0e1a0c0a045202080112041a023801, Int64(1)",
    "a202330a310a2f1a2d0a0452020801122522230a15a202120a100a0e1a0c0a045202080112041a0238010a041a02"
        + "38011a04506c7573, Int64(1) + Int64(1)",
    "a202430a410a3f1a3d0a2faa012c0a231a210a0b820108080112041a023801121212100a0b0a090a07636f6c756d"
        + "6e311201781a050a030a0176120a0a080a017812030a0176, x",
    "a20284010a81010a7f2a7d0a791a770a6942670a4a1a480a2eaa012b0a221a200a0452020801120b12090a041a02"
        + "3801120162120b12090a041a0238021201631a050a030a0173120a0a080a016212030a0173120a0a080a0163"
        + "12030a0173120e0a0a0a080a016312030a0173100118ffffffffffffffffff01120a0a080a016212030a0173"
        + "1801, b",
    "a2022d0a2b0a29ba01260a241a220a0452020801121aa201170a057570706572120ea2010b0a0363687212041a02"
        + "3841, upper(chr(Int64(65)))",
    "a202060a040a020a00, (<subquery>)"
  })
  void aSubqueryIsNamedAsItsColumn(String given, String name) {
    Expr subquery = CODEC.decode(bytes(given));
    assertThat(ExprPrinter.schemaName(subquery)).isEqualTo(name);
    assertThat(ExprPrinter.display(subquery)).isEqualTo("(<subquery>)");
    assertThat(CODEC.encode(subquery)).isEqualTo(bytes(given));
  }

  @Test
  void anOperandWithoutAVariantIsRefused() {
    assertThatThrownBy(() -> CODEC.decode(bytes("220e0a041a0238010a001a04506c7573")))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("an empty LogicalExprNode");
    assertThat(CODEC.decode(CODEC.encode(new Expr.Binary(Operator.PLUS, List.of(ONE, ONE)))))
        .isEqualTo(Expr.Binary.of(ONE, Operator.PLUS, ONE));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
