// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.conformance.InputTables;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An exemption is about one form of expression, and not about what only looks like it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExemptionTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final long MEMORY = 256L << 20;

  private BufferAllocator allocator;
  private InputTables tables;
  private Own own;

  @BeforeAll
  void open() throws IOException {
    allocator = ArrowMemory.newAllocator("exemptions", MEMORY);
    tables = new InputTables(Inputs.below(ROOT), allocator);
    own = new Own(tables);
  }

  @AfterAll
  void close() throws IOException {
    tables.close();
    allocator.close();
  }

  private Parts parts(String line) throws IOException {
    Asked asked = Asked.parse(line.replace("; ", "\t"));
    return own.parts(asked.question(), asked.rows(), asked.rows());
  }

  @ParameterizedTest
  @EnumSource(Exemption.class)
  void itsExampleHasItsForm(Exemption exemption) throws IOException {
    assertThat(exemption.isOf(parts(exemption.example()))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "BATCH | numbers; *; scalar; 10 / i64_s > 1",
        "FIRST_FORMAT | times; *; scalar; to_char(date '2024-02-29', '%Y')",
        "FIRST_FORMAT | times; *; scalar; to_char(ts_s, fmt)",
        "OWN_PLAN | numbers; *; scalar; -i64_s",
        "DIFFERENCE_OF_DATE64 | mixed; 0; scalar; round(cast(d32 as date) - d32)",
        "ROUND_OF_DECIMAL | numbers; 0; scalar; round(dec_s, 1)",
        "ROUND_OF_DECIMAL | numbers; 0; scalar; round(dec_s) <> 1",
        "ROUND_OF_DECIMAL | numbers; 0; scalar; round(f64, 1) <> 1",
        "ROUND_OF_DECIMAL | numbers; 0; scalar; abs(dec_s) <> 1",
        "INSIDE_OF_NULL | nested; 1; scalar; nullif(st, st2)['x']",
        "INSIDE_OF_NULL | nested; 0; scalar; st['x']",
        "INSIDE_OF_NULL | nested; 0; scalar; array_length(nullif(li, li))",
        "INSIDE_OF_NULL | nested; 0; scalar; map_keys(case when true then null else m end)",
        "REPEATED_NULL | nested; 0; scalar; array_repeat(li, 2)",
        "REPEATED_NULL | nested; 2; scalar; array_repeat(array_reverse(li), 2)",
        "NAN_SIGN | nested; 2; scalar; nullif(ef, ef)",
        "NAN_SIGN | nested; 0; scalar; nullif(-ef, ef)",
        "NAN_SIGN | nested; 2; scalar; abs(-ef)",
        "MERGED_LISTS | binary; 1; scalar; (k not in (1, 2, 4)) and k in (1, 2, 3)",
        "MERGED_LISTS | binary; 1; scalar; (k not in (k, k, k)) and id in (1, 2, 3)",
        "CASE_IN_LIST | numbers; 0; scalar; 1 in (case when g = 'a' then 7 end, 2147483647, 0)",
        "CASE_IN_LIST | numbers; 0; scalar; i64_s in (case g when g then 7 end, 1)",
        "CASE_IN_LIST | numbers; 0; scalar; 1 in (case g when g then 7 end, i64_s, 0)",
        "CASE_OF_BOOLEANS | numbers; 0; scalar; coalesce(b, true, b)",
        "CASE_OF_BOOLEANS | numbers; 3; scalar; coalesce(i64, cast(g as int))",
        "EMPTY_NEEDLES | nested; 0; scalar; array_has_any(li, [1])",
        "EXTREME_OF_INFINITIES | numbers; 0; grouped; max(f32)",
        "EXTREME_OF_INFINITIES | numbers; 5; aggregate; max(f32)",
        "CORRELATION_OF_GROUPS | numbers; 3,5,6; aggregate; corr(i8, 0.1)",
        "NULLS_OF_GROUPS | strings; 0; grouped; bit_or(1)",
        "FILTER_OF_GROUPS | numbers; 1; aggregate; sum(abs(i8)) filter (where k)",
        "FILTER_OF_GROUPS | numbers; 1; grouped; sum(abs(i8))",
        "FILTER_OF_GROUPS | numbers; 0; grouped; sum(abs(i16)) filter (where b)",
        "CALL_NOT_NEEDED | strings; *; window; case when k > 0 then 1 else max(k) over () end",
        "PRODUCT_WITH_ZERO | numbers; 0; scalar; dec_s * cast(1 as decimal(20, 4))",
        "PRODUCT_WITH_ZERO | numbers; 0; scalar; i64 * cast(0 as decimal(20, 4))",
        "DISTINCT_BITS_OF_GROUPS | nested; 0,3; aggregate; bit_xor(distinct 100)",
        "DISTINCT_BITS_OF_GROUPS | nested; 0,3; grouped; bit_xor(100)",
        "ILL_TYPED | nested; 0; scalar; [1, 2]",
        "BATCH_OF_MANY | numbers; *; aggregate; bool_or(k between 1 and k)",
        "BATCH_OF_MANY | numbers; *; aggregate; sum(100 % k)",
        "NESTED_NULL | nested; 0; scalar; array_concat(ls, li)",
        "TWICE | nested; 0; scalar; 1 in (e, ef)",
        "REMAINDER_OF_ONE | numbers; 0; scalar; dec_s % 2",
        "REMAINDER_OF_ONE | numbers; 0; scalar; i64 % 1",
        "YEAR_OUT_OF_RANGE | times; 3; scalar; extract(year from ts_s) = 2",
        "YEAR_OUT_OF_RANGE | times; 3; scalar; extract(month from ts_ns)",
        "FIELD_OF_OPERATOR | binary; 0; scalar; arrow_field(upper(g))",
        "TYPE_OF_FIELD | binary; 0; scalar; arrow_typeof(g)",
        "CONSTANT_IN_LAMBDA | nested; 0; scalar; coalesce(array_to_string(null, ''), g)",
        "PART_OF_NULL | strings; 5; scalar; split_part(case g when g then g end, ',', 1)",
      })
  void whatLooksLikeItIsNotOfItsForm(Exemption exemption, String line) throws IOException {
    assertThat(exemption.isOf(parts(line))).isFalse();
  }

  @Test
  void anErrorOfAPlanIsNoFailureOfAValue() throws IOException {
    Parts parts = parts(Exemption.FILTER_OF_GROUPS.example());
    assertThat(Exemption.of(failing("Arrow error: Divide by zero error"), parts))
        .isEqualTo(Exemption.FILTER_OF_GROUPS);
    for (String each :
        List.of(
            "Error during planning: Invalid function 'abs'",
            "type_coercion caused by Error during planning: Cannot coerce",
            "This feature is not implemented: abs")) {
      assertThat(Exemption.of(failing(each), parts)).as(each).isNull();
    }
  }

  private static Difference failing(String there) {
    return new Difference(Difference.Kind.ANSWERS, null, "DataFusion error: " + there, "1");
  }

  @Test
  void eachKindOfDifferenceOfAFormIsNotTheOthers() throws IOException {
    Parts parts = parts(Exemption.INSIDE_OF_NULL.example());
    assertThat(
            Arrays.stream(Difference.Kind.values())
                .map(kind -> new Difference(kind, 0, "0", "null"))
                .filter(each -> Exemption.of(each, parts) != null)
                .map(Difference::kind))
        .containsExactly(Difference.Kind.VALUE);
  }
}
