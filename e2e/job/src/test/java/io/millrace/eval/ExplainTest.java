// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.command.CommandLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();

  private String explain(String sql, String schema) throws Exception {
    assertThat(Explain.run(new String[] {sql, "--schema", schema}, out::add, err::add)).isZero();
    return String.join("\n", out);
  }

  @Test
  void saysWhatIsInsertedAndComputedOnce() throws Exception {
    assertThat(explain("a + 2 * 3 > f", "a INT, f DOUBLE, unused INT"))
        .isEqualTo(
            """
            sql      a + 2 * 3 > f
            column   t.a + Int64(2) * Int64(3) > t.f
            type     Boolean
            reads    a Int32, f Float64
            shape    >(cast(+(cast(a as Int64), ? Int64) as Float64), f)

            casts that are inserted
              cast(+(cast(a as Int64), Int64(6)) as Float64)
              cast(a as Int64)

            constants that are computed once
              Int64(2) * Int64(3) = Int64(6)

            typed expression
              >  Boolean
                cast, inserted  Float64
                  +  Int64
                    cast, inserted  Int64
                      a  Int32
                    Int64(6)  Int64
                f  Float64

            steps for each row; tier BLOCKS
              %1 = cast(a), where nothing is null  Int64
              %3 = +(%1, Int64(6)), over all rows  Int64
              %4 = cast(%3), over all rows  Float64
              %6 = >(%4, f), over all rows  Boolean

            steps for each row; tier FUSED, after some 20 million rows
              %1 = cast(a), where nothing is null  Int64
              %6 = one loop of 3 calls {%3 +(%1, Int64(6)); %4 cast(%3); %6 >(%4, f)}  Boolean\
            """);
  }

  @Test
  void callsWithOverSayWhatTheyLookAt() throws Exception {
    assertThat(explain("sum(a) OVER (PARTITION BY b ORDER BY a) + 1", "a BIGINT, b BIGINT"))
        .contains(
            "shape    +(sum(a) over (partition by b order by a), ? Int64)\n",
            """
                sum  Int64
                  a  Int64
                  partition by
                    b  Int64
                  order by
                    a  Int64
            """,
            "steps for each row, once all are seen");
  }

  @Test
  void castsThatSomebodyWroteAreNotInserted() throws Exception {
    assertThat(explain("CAST(a AS DOUBLE) > f", "a INT, f DOUBLE"))
        .contains("\n    cast  Float64\n")
        .doesNotContain("inserted");
  }

  @Test
  void stepsThatOnlySomeRowsComeToAreIndented() throws Exception {
    assertThat(explain("b <> 0 AND 10 / b > 1", "b BIGINT"))
        .endsWith(
            """

            steps for each row; tier BLOCKS, never fused: no call is only the operand of another
              %2 = !=(b, Int64(0)), over all rows  Boolean
              %7 = and(%2, %6)  Boolean
                operand 2, for the rows that come to it:
                  %3 = Int64(10) in a block  Int64
                  %4 = /(Int64(10), b), where nothing is null, may fail  Int64
                  %6 = >(%4, Int64(1)), over all rows  Boolean\
            """);
  }

  @Test
  void aggregatesHaveStepsForEachRowAndForAll() throws Exception {
    assertThat(explain("sum(a * 2) / count(*) > 1", "a BIGINT"))
        .endsWith(
            """

            steps for each row; tier BLOCKS, never fused: no call is only the operand of another
              %2 = *(a, Int64(2)), over all rows  Int64
              %3 = Int64(1) in a block  Int64

            steps for all rows; tier BLOCKS, never fused: a call may have no answer for a row
              %2 = /(sum(*(a, Int64(2))), count(Int64(1))), where nothing is null, may fail  Int64
              %4 = >(%2, Int64(1)), over all rows  Boolean\
            """);
  }

  @Test
  void whatIsRefusedIsSaidWithItsCode() throws Exception {
    assertThat(Explain.run(new String[] {"1 +"}, out::add, err::add)).isEqualTo(1);
    assertThat(err)
        .singleElement()
        .asString()
        .startsWith("SYNTAX: Cannot parse SQL: found the end");
    assertThatThrownBy(() -> Explain.run(new String[] {"1", "2"}, out::add, err::add))
        .isInstanceOf(CommandLine.Refused.class)
        .hasMessageStartingWith("Cannot explain: found 2 expressions");
  }
}
