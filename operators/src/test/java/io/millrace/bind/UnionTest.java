// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of DataFusion 55; there are no literals of unions. */
class UnionTest {
  private static final DataType TYPE =
      new DataType.Union(
          List.of(Field.of("i", DataType.INT64), Field.of("s", DataType.UTF8)),
          List.of(0, 1),
          DataType.Union.Mode.SPARSE);
  private static final Schema SCHEMA = Schema.of(Field.of("a", TYPE), Field.of("b", TYPE)).as("t");

  private static final List<Object> FIVE = List.of(0L, 5L);
  private static final List<Object> SIX = List.of(0L, 6L);
  private static final List<Object> X = List.of(1L, "x");
  private static final List<Object> NO_NUMBER = Arrays.asList(0L, null);
  private static final List<Object> NO_TEXT = Arrays.asList(1L, null);

  private static Object of(String sql, Object a, Object b) {
    return Evaluation.of(SqlParser.over(SCHEMA).parse(sql), SCHEMA, a, b);
  }

  @Test
  void aNullMemberIsNull() {
    assertThat(of("a is null", NO_TEXT, X)).isEqualTo(true);
    assertThat(of("a is null", FIVE, X)).isEqualTo(false);
    assertThat(of("coalesce(a, b)", NO_NUMBER, X)).isEqualTo(X);
  }

  @Test
  void membersCompareByPlaceThenByValueAndNullsAreEqual() {
    assertThat(of("a < b", FIVE, SIX)).isEqualTo(true);
    assertThat(of("a < b", SIX, X)).isEqualTo(true);
    assertThat(of("a < b", X, SIX)).isEqualTo(false);
    assertThat(of("a < b", NO_NUMBER, SIX)).isEqualTo(true);
    assertThat(of("a = b", X, X)).isEqualTo(true);
    assertThat(of("a = b", NO_NUMBER, NO_TEXT)).isEqualTo(true);
    assertThat(of("greatest(a, b)", FIVE, X)).isEqualTo(X);
  }

  @Test
  void aUnionComparedWithItselfIsUnknownWhereItIsNull() {
    assertThat(of("a = a", NO_NUMBER, X)).isNull();
    assertThat(of("a in (a)", FIVE, X)).isEqualTo(true);
    assertThat(of("a between a and a", NO_NUMBER, X)).isNull();
    assertThat(of("a < a", NO_NUMBER, X)).isEqualTo(false);
    assertThat(of("a >= a", NO_NUMBER, X)).isEqualTo(true);
    assertThat(of("a not in (a)", NO_NUMBER, X)).isEqualTo(false);
  }

  @Test
  void aUnionIsComparedAsTheMemberThatIsNextToTheOtherType() {
    assertThat(of("a = 5", FIVE, X)).isEqualTo(true);
    assertThat(of("a = 5", X, X)).isNull();
    assertThat(of("a = 'x'", X, X)).isEqualTo(true);
    assertThat(of("a in ('x', 'y')", FIVE, X)).isNull();
    assertThat(of("greatest(a, 7)", FIVE, X)).isEqualTo(7L);
  }

  @Test
  void oneMemberIsCastAndTheOthersAreNull() {
    assertThat(of("arrow_cast(a, 'Utf8')", X, X)).isEqualTo("x");
    assertThat(of("arrow_cast(a, 'Utf8View')", FIVE, X)).isNull();
    assertThat(of("arrow_cast(a, 'Float64')", FIVE, X)).isEqualTo(5.0);
    assertThat(of("arrow_cast(a, 'Dictionary(Int32, Utf8)')", FIVE, X)).isEqualTo("5");
    assertThat(
            of(
                "arrow_cast(a, 'RunEndEncoded(\"run_ends\": non-null Int32, \"values\": Utf8)')",
                FIVE,
                X))
        .isNull();
    assertThat(of("nvl(a, 1)", X, X)).isEqualTo("x");
    assertThatThrownBy(() -> of("arrow_cast(a, 'List(Utf8)')", X, X))
        .isInstanceOf(MillraceException.class);
    assertThatThrownBy(() -> of("arrow_cast(a, 'Null')", X, X))
        .isInstanceOf(MillraceException.class);
  }

  @Test
  void unionsHaveNoPlaceForNullsOfTheirOwn() {
    assertThat(of("nullif(a, a)", FIVE, X)).isEqualTo(FIVE);
    assertThat(of("case when b = 'y' then a end", FIVE, X)).isEqualTo(FIVE);
  }

  @Test
  void sayWhichMemberThereIsAndGiveIt() {
    assertThat(of("union_tag(a)", FIVE, X)).isEqualTo("i");
    assertThat(of("union_tag(a)", NO_TEXT, X)).isEqualTo("s");
    assertThat(of("union_extract(a, 'i')", FIVE, X)).isEqualTo(5L);
    assertThat(of("union_extract(a, 'i')", X, X)).isNull();
    assertThat(of("union_extract(b, 's')", FIVE, X)).isEqualTo("x");
    assertThat(of("union_extract(a, 's')", NO_TEXT, X)).isNull();
    assertThatThrownBy(() -> of("union_extract(a, 'z')", FIVE, X))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("there is no member 'z'");
    assertThatThrownBy(() -> of("union_extract(a, null)", FIVE, X))
        .isInstanceOf(MillraceException.class);
  }
}
