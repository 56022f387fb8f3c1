// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import static io.millrace.expr.Exprs.col;
import static io.millrace.expr.Exprs.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Exprs;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.udf.ScalarUdf;
import io.millrace.udf.WindowUdf;
import io.millrace.wire.ExprCodec;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.example.risk.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an implementer of datafusion-python's serialization gets wrong, one by one: a test here, the
 * test that has it, or why it can not occur.
 */
class TrapsTest {
  private static final ExprCodec CODEC = ExprCodec.create();

  /** Tests of other files. A trap is a number of the list that the codec was designed by. */
  @ParameterizedTest(name = "T{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | what can not travel fails at encode      | FunctionsByValueTest.whatACaptureCanNotBecomeBytesFailsWhereItIsEncoded
          2  | strictness inside of chain envelopes     | ExtensionCodecsTest.strictnessHoldsInsideEnvelopesBothWays
          3  | inner name against outer name            | FunctionsByValueTest.theNameInsideIsThatOfTheCall
          3  | the same of what a codec makes           | ExtensionCodecsTest.aCodecCanNotMakeAFunctionOfAnotherName
          4  | a name that a built-in one has           | ExtensionCodecsTest.byNameAFunctionNeverTurnsIntoOneOfDataFusion
          5  | two functions of one name                | UserFunctionsTest.functionsOfOneNameAreNeverMistakenForEachOther
          6  | depth, on encode, too                    | ExprCodecLimitsTest.nestingEndsWhereItDoesInDataFusion
          9  | equality sees body and volatility        | UserFunctionTest.theHeaderTakesPartInEquality
          10 | bits of floats                           | ExprCodecTest.floatsKeepTheirBits
          13 | timestamps, units and zones              | ExprCodecRoundTripTest.everyExpressionOfDataFusionComesBackByteForByte
          14 | Arrow IPC is not canonical               | ExprCodecRoundTripTest.nestedLiteralsWithoutTheirSourceAreWrittenAsDataFusionWritesThem
          19 | aliases of functions                     | ExprCodecTest.otherNamesOfFunctionsBecomeTheirOwn
          20 | an empty claim is none                   | ExtensionCodecsTest.nothingAndNoBytesAreNoClaimAndTheFunctionGoesByName
          21 | ids that hold for a session only         | ExtensionCodecsTest.idsAreGivenOrOnesOwnOrThatOfTheSessionOnly
          22 | a slot for each thread                   | ContextsTest.subtasksOfOneJvmDoNotSeeEachOthersSessions
          22 | a scope that nobody closed               | ContextsTest.aLostScopeIsAnErrorAndKeepsNothingAlive
          23 | handles share what is registered         | SessionContextTest.whatIsRegisteredThroughOneHandleIsKnownToAll
          25 | payloads once a digest, in a store       | FunctionsThatTravelTest.aStoreHasTheClassesOnce
          25 | and in state                             | StateSizeTest.rulesThatShareAFunctionHaveItsCodeOnce
          27 | payloads of Python are carried           | PythonFunctionsTest.everyOneIsCarriedByteForByte
          28 | present but empty                        | ExtensionCodecsTest.anEmptyPayloadIsAskedOfCodecsAndNeverOfTheRegistry
          """)
  void isTestedElsewhere(int trap, String what, String test) throws IOException {
    String[] name = test.split("\\.");
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      Path source =
          files
              .filter(file -> file.endsWith(name[0] + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("T" + trap + " (" + what + "): no " + test));
      assertThat(Files.readString(source)).contains("void " + name[1] + "(");
    }
  }

  /** Why there is nothing to test. */
  private static final Map<Integer, String> CAN_NOT_OCCUR =
      Map.of(
          26, "all errors are MillraceException with a code, in both layers",
          29, "nothing depends on datafusion-java; expressions are evaluated here",
          30, "what the documents claim falsely was asked of the real one instead");

  @Test
  void everyTrapIsListed() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/millrace/session/TrapsTest.java"));
    for (int trap = 1; trap <= 30; trap++) {
      String number = String.valueOf(trap);
      boolean elsewhere = source.lines().anyMatch(line -> line.matches(" +" + number + " +\\|.*"));
      boolean here = source.contains("void t" + number + "_");
      assertThat(here || elsewhere || CAN_NOT_OCCUR.containsKey(trap)).as("T" + number).isTrue();
    }
  }

  @Test
  void t7_halfFloatsBecomeFloatsAsInDataFusion() {
    Expr half = lit(new Literal(DataType.FLOAT16, 1.5));
    Expr once = CODEC.decode(CODEC.encode(half));
    assertThat(CODEC.decode(CODEC.encode(once))).isEqualTo(once);
    Expr none = lit(new Literal(DataType.FLOAT16, null));
    assertThat(CODEC.decode(CODEC.encode(none))).isEqualTo(none);
  }

  @Test
  void t8_metadataOfAliasesSurvivesDecoding() {
    Expr alias = new Expr.Alias(col("a"), "b", null, Map.of("ARROW:extension:name", "uuid"));
    assertThat(CODEC.decode(CODEC.encode(alias))).isEqualTo(alias);
  }

  @Test
  void t11_decimalsAreBigEndianOfTheirWidth() {
    Expr decimal = lit(new Literal(DataType.decimal128(5, -2), BigInteger.valueOf(-7)));
    byte[] bytes = CODEC.encode(decimal);
    assertThat(HexFormat.of().formatHex(bytes)).contains("f9").contains("ffffffffffffffffffff");
    assertThat(CODEC.decode(bytes)).isEqualTo(decimal);
  }

  @Test
  void t12_narrowIntegersTakeTenBytesWhereTheyAreNegative() {
    byte[] bytes = CODEC.encode(lit(new Literal(DataType.INT8, -1L)));
    assertThat(HexFormat.of().formatHex(bytes)).endsWith("20" + "ff".repeat(9) + "01");
    Expr most = lit(new Literal(DataType.UINT64, -1L));
    assertThat(CODEC.decode(CODEC.encode(most))).isEqualTo(most);
  }

  @Test
  void t15_textIsAViewWhereItIsBuiltAndUtf8InSql() {
    assertThat(((Expr.Constant) Exprs.lit("x")).literal().type()).isEqualTo(DataType.UTF8_VIEW);
    Expr sql = SessionContext.global().parseSqlExpr("'x'", Schema.of());
    assertThat(((Expr.Constant) sql).literal().type()).isEqualTo(DataType.UTF8);
  }

  @Test
  void t16_aQualifierIsOneTextAndKeepsItsCase() {
    Expr.Column column = new Expr.Column("a.b", "C");
    assertThat(CODEC.decode(CODEC.encode(column))).isEqualTo(column);
    assertThat(Exprs.col("\"t.a\"")).isEqualTo(new Expr.Column(null, "t.a"));
    assertThat(Exprs.col("t.a")).isEqualTo(new Expr.Column("t", "a"));
  }

  @Test
  void t17_countingRowsCountsOnesAndWindowFunctionsSeeTheWholePartition() {
    Expr counted = SessionContext.global().parseSqlExpr("count(*)", Schema.of());
    Expr.AggregateCall call = (Expr.AggregateCall) ((Expr.Alias) counted).expr();
    assertThat(call.args()).containsExactly(lit(1));
    WindowUdf window = Functions.window();
    Expr.WindowCall over = (Expr.WindowCall) window.call(col("a"));
    assertThat(over.frame().start().offset().isNull()).isTrue();
    assertThat(over.frame().end().offset().isNull()).isTrue();
    assertThat(col("a").ascending().nullsFirst()).as("as in 55").isFalse();
  }

  @Test
  void t18_theClockAndChanceTravelAsCallsAndPlaceholdersUnbound() {
    Schema schema = Schema.of(Field.of("t", DataType.timestamp(TimeUnit.NANOSECOND)));
    for (String sql : List.of("now()", "random()", "uuid()")) {
      Expr call = SessionContext.global().parseSqlExpr(sql, schema);
      assertThat(CODEC.decode(CODEC.encode(call))).isEqualTo(call);
      assertThat(call).isInstanceOf(Expr.ScalarCall.class);
    }
    Expr placeholder = new Expr.Placeholder("$1", null, null, Map.of());
    assertThat(CODEC.decode(CODEC.encode(placeholder))).isEqualTo(placeholder);
  }

  @Test
  void t24_nothingIsDefinedUnlessAllBytesAreAnExpression() {
    ScalarUdf f = Functions.above(1);
    byte[] sound = SessionContext.create().encode(f.call(col("a")));
    byte[] cut = java.util.Arrays.copyOf(sound, sound.length - 1);
    int[] asked = new int[1];
    assertThatThrownBy(
            () ->
                SessionContext.create()
                    .decode(
                        cut,
                        () -> {
                          asked[0]++;
                          throw new AssertionError("was asked to let code in");
                        }))
        .isInstanceOf(MillraceException.class);
    assertThat(asked[0]).isZero();
    assertThat(CODEC.decode(sound)).as("without a session nothing is let in").isNotNull();
  }
}
