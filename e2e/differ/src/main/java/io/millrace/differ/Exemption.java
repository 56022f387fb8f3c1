// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static io.millrace.differ.Difference.Kind.ANSWERS;
import static io.millrace.differ.Difference.Kind.FAILS;
import static io.millrace.differ.Difference.Kind.REFUSED;
import static io.millrace.differ.Difference.Kind.TYPE;
import static io.millrace.differ.Difference.Kind.VALUE;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Why answers that are not the same are no difference to mend. Each is about one form of
 * expression, in which its parts have values for which DataFusion does what it does, and about what
 * DataFusion says; has an example that is asked each time the page of them is made, and a number
 * that is not exceeded: what matches by chance does not hide in it.
 */
enum Exemption {
  CRASH(
      20,
      parts -> true,
      "DataFusion, or its process, ends by a crash: there is no behaviour to follow.",
      "strings\t*\tscalar\tlpad(g, -k)"),
  BATCH(
      8,
      Shapes::isOfLogicOrLambda,
      "DataFusion fails for rows in one batch and answers each of them alone, because AND, OR and"
          + " lambdas, and what it makes of them, protect a whole batch or nothing of it. Here a"
          + " row has the same answer among any others, that which it has alone.",
      "numbers\t*\tscalar\ti64_s <> 0 and 10 / i64_s > 1"),
  BATCH_OF_MANY(
      6,
      Shapes::isOfFailingLogic,
      "In aggregates and calls over windows, too, what AND and OR protect fails in DataFusion for"
          + " the sake of other rows of the batch.",
      "numbers\t*\taggregate\tbool_or(k between 1 and k % k)",
      Says.failure()),
  FIRST_FORMAT(
      4,
      Shapes::isOfFormats,
      "`to_char` of a constant and a column of formats gives all rows of a batch the first row's"
          + " format in DataFusion; here each row has its own.",
      "times\t*\tscalar\tto_char(date '2024-02-29', fmt)",
      Says.anything(VALUE)),
  LIMIT(
      3,
      parts -> true,
      "A value would be larger than this library's limits admit.",
      "null\t*\tscalar\tlength(repeat('abcdefghij', 30000000))"),
  ILL_TYPED(
      4,
      Shapes::isOfUnlikeElements,
      "Both refuse a list whose elements go together in no type, but what DataFusion had made of"
          + " the text before was another call.",
      "times\t*\tscalar\tmap(['a', 'c'], [g, d32])"),
  OWN_PLAN(
      3,
      Shapes::isOfManyRows,
      "DataFusion refuses a plan that it made itself: for windows partitioned by a comparison or"
          + " ordered by a negation, and for aggregates of what it first takes for nullable and"
          + " then not.",
      "nested\t*\twindow\tbit_xor(e) over (partition by (ascii(g) > e32))",
      Says.that(
          ANSWERS, "^DataFusion error: SanityCheckPlan|Physical input schema should be the same")),
  DIFFERENCE_OF_DATE64(
      3,
      Shapes::isDifferenceOfDate64,
      "DataFusion plans a Duration for the difference of two Date64 and computes an Int64, which"
          + " what is around it refuses.",
      "mixed\t0\tscalar\tround(d64 - d32)",
      Says.that(ANSWERS, "received Duration\\(ms\\)|Function 'round' failed to match")),
  ROUND_OF_DECIMAL(
      10,
      Shapes::isRoundedDecimal,
      "DataFusion plans another type for `round` of a decimal to constant places than it computes,"
          + " and what is around it refuses what it made itself or has the one type or the other.",
      "numbers\t0\tscalar\tround(dec_s, 1) <> '12'",
      Says.that(TYPE, "Decimal")
          .or(REFUSED, "Decimal")
          .or(
              ANSWERS,
              "Invalid comparison operation: Decimal|multiple data types: Decimal"
                  + "|Failed to coerce .*Decimal|need to have the same data type"
                  + "|Cannot find a common type for arguments|Failed to unify .*Decimal"
                  + "|but got Decimal|but found Decimal"
                  + "|Coercion from Decimal|Decimal\\d+\\(\\d+, -?\\d+\\) is not comparable")),
  INSIDE_OF_NULL(
      12,
      Shapes::isInsideOfNull,
      "A struct, map or list that a condition makes null keeps in DataFusion what it had, which"
          + " shows in its members and in lists with one more element; here a null has nothing"
          + " inside.",
      "nested\t0\tscalar\tnullif(st, st)['x']",
      Says.anything(VALUE).or(ANSWERS, "Cast error")),
  REPEATED_NULL(
      3,
      Shapes::isRepeatedNull,
      "A list that was computed and is null keeps its length in DataFusion, and `array_repeat`"
          + " looks for its elements.",
      "nested\t2\tscalar\tarray_repeat(nullif(li, li), 2)",
      Says.that(ANSWERS, "exceeds length of values")),
  NESTED_NULL(
      3,
      Shapes::isOfUnlikeLists,
      "Of lists that nest to different depths and are null DataFusion joins others than it"
          + " plans.",
      "nested\t0\tscalar\tarray_concat(ls, lli)",
      Says.that(ANSWERS, "column types must match schema types")),
  NAN_SIGN(
      8,
      Shapes::isComparedNaN,
      "Which sign a computed NaN has is left to the processor, by Rust and by Java; DataFusion"
          + " compares its bits.",
      "nested\t2\tscalar\tnullif(-(ef), ef)",
      Says.anything(VALUE)),
  MERGED_LISTS(
      2,
      Shapes::isOfTwoLists,
      "Of a NOT IN and an IN or ANY of the same value, joined by AND or OR, DataFusion makes one"
          + " list, also of lists that vary.",
      "binary\t1\tscalar\t(k not in (k, k, k)) and (k = any([1, 2, 3]))",
      Says.anything(VALUE)),
  CASE_IN_LIST(
      6,
      Shapes::isListOfCases,
      "DataFusion evaluates an IN list without columns once and without rows, for which a CASE of a"
          + " value or of several conditions, such as `coalesce` of three, is not what it is of"
          + " the rows.",
      "numbers\t0\tscalar\t1 in (case g when g then 7 end, 2147483647, 0)",
      Says.that(VALUE, "true|false|null").or(FAILS, "true|false|null")),
  TWICE(
      3,
      Shapes::isOfCommonParts,
      "What stands twice in an expression, as the arguments of `coalesce` do, is evaluated once and"
          + " before by DataFusion, and may fail though a member of the IN list before it is the"
          + " same, or the value of the CASE is null.",
      "nested\t2\tscalar\tcast(0.005 as decimal(15, 0)) not in (e, e, ef, ef, e)",
      Says.failure()),
  CASE_OF_BOOLEANS(
      6,
      Shapes::isFailingCaseOfBooleans,
      "DataFusion makes AND and OR of a CASE of booleans, which then protect a whole batch.",
      "numbers\t3\tscalar\tcoalesce(b, cast(g as boolean), b)",
      Says.failure()),
  EMPTY_NEEDLES(
      6,
      Shapes::isOfEmptyNeedles,
      "Where all lists that are sought are empty or null in a batch, DataFusion's `array_has_any`"
          + " is false and its `array_has_all` true, also of nulls; here a null list has no"
          + " answer.",
      "nested\t*\tscalar\tarray_has_any(li, array_except(li, lv))",
      Says.anything(VALUE)),
  EXTREME_OF_INFINITIES(
      2,
      Shapes::isExtremeOfInfinities,
      "The greatest of groups that have -Infinity only is the least finite number in DataFusion,"
          + " the least of Infinity the greatest; of a whole table they are right.",
      "numbers\t5\tgrouped\tmax(f32)",
      Says.that(VALUE, "E38|E308|65504")),
  CORRELATION_OF_GROUPS(
      2,
      Shapes::isNullCorrelation,
      "The correlation with what does not vary is NaN of groups in DataFusion, where rounding"
          + " leaves something of its variance, and null of a whole table.",
      "numbers\t3,5,6\tgrouped\tcorr(i8, 0.1)",
      Says.anything(VALUE)),
  NULLS_OF_GROUPS(
      4,
      Shapes::isOfNulls,
      "DataFusion has no accumulator for groups of values of type Null where it has one for a whole"
          + " table.",
      "strings\t0\tgrouped\tbit_or(null)",
      Says.that(ANSWERS, "GroupsAccumulator not supported for .* with Null")),
  FILTER_OF_GROUPS(
      6,
      Shapes::isFilteredFailure,
      "An aggregate of groups, or over a window, evaluates its arguments for rows that its FILTER"
          + " leaves out in DataFusion, and fails for them, as any does for constants; here FILTER"
          + " protects.",
      "numbers\t1\tgrouped\tsum(abs(i8)) filter (where k)",
      Says.failure()),
  CALL_NOT_NEEDED(
      3,
      Shapes::isFailingCallInCase,
      "A call over a window that no row comes to, in a branch of a CASE, is evaluated all the same"
          + " by DataFusion, and may fail.",
      "strings\t*\twindow\tcase when row_number() over (partition by g) > 0 then days else max(k %"
          + " k) over () end",
      Says.failure()),
  PRODUCT_WITH_ZERO(
      5,
      Shapes::isProductWithZero,
      "A product of decimals that is never null and has a constant zero is the zero in DataFusion,"
          + " with its type, which a comparison around it then refuses.",
      "nested\t*\tscalar\tarrow_cast('123', 'Decimal64(18, 3)') * cast(0 as decimal(20, 4))",
      Says.that(TYPE, "^Decimal").or(ANSWERS, "Invalid comparison operation: Decimal")),
  REMAINDER_OF_ONE(
      3,
      Shapes::isRemainderOfOne,
      "The remainder by a constant one of a decimal that is never null is zero in DataFusion, as"
          + " it is of integers.",
      "numbers\t*\tscalar\tarrow_cast('-0.05', 'Decimal256(50, 5)') % cast(1 as decimal(15, 0))",
      Says.anything(VALUE).or(FAILS, "0")),
  YEAR_OUT_OF_RANGE(
      3,
      Shapes::isOfNoYear,
      "DataFusion compares a point in time with the beginnings of years where its year is compared"
          + " with a constant, and with null where nanoseconds do not reach that year.",
      "times\t3\tscalar\textract(year from ts_ns) = 2",
      Says.that(VALUE, "null")),
  FIELD_OF_OPERATOR(
      6,
      Shapes::isFieldOfOperator,
      "`arrow_field` of an operator or a CASE has as name DataFusion's text of its own plan, in"
          + " which columns have the places that its optimizer gave them.",
      "binary\t*\tscalar\tarrow_field(g || g)",
      Says.that(REFUSED, "\"name\": non-null Utf8")),
  TYPE_OF_FIELD(
      2,
      Shapes::isTypeOfField,
      "What DataFusion's `arrow_field` makes has other names inside of its map than it plans, which"
          + " `arrow_typeof` shows.",
      "binary\t*\tscalar\tarrow_typeof(arrow_field(g))",
      Says.that(VALUE, "keys")),
  CONSTANT_IN_LAMBDA(
      2,
      Shapes::isFailingInLambda,
      "What fails for any row is evaluated by DataFusion while it plans where a CASE in a lambda"
          + " asks whether it is null, though no element comes to it.",
      "nested\t0\tscalar\tarray_first(li, v -> coalesce(array_to_string(null, ''), g) = g)",
      Says.that(ANSWERS, "Execution error")),
  PART_OF_NULL(
      2,
      Shapes::isPartOfNull,
      "`split_part` with a constant place zero fails in DataFusion for texts that are null, but"
          + " not where a CASE has no other in the batch.",
      "strings\t5\tscalar\tsplit_part(case g when g then g end, ',', 0)",
      Says.that(REFUSED, "null")),
  DISTINCT_BITS_OF_GROUPS(
      8,
      Shapes::isOfDistinctBits,
      "`bit_xor(DISTINCT …)` of groups takes equal values twice in DataFusion, but not of a whole"
          + " table; here it is DISTINCT of both.",
      "nested\t0,3\tgrouped\tbit_xor(distinct 100)",
      Says.anything(VALUE));

  private final int most;
  private final Predicate<Parts> shape;
  private final String why;
  private final String example;
  private final Says says;

  /** One that the comparison finds out itself, by asking again. */
  Exemption(int most, Predicate<Parts> shape, String why, String example) {
    this(most, shape, why, example, Says.nothing());
  }

  Exemption(int most, Predicate<Parts> shape, String why, String example, Says says) {
    this.most = most;
    this.shape = shape;
    this.why = why;
    this.example = example;
    this.says = says;
  }

  /** Whether this is about an expression of that form, with parts of such values. */
  boolean isOf(Parts parts) {
    return shape.test(parts);
  }

  /** Whether a difference is this one. */
  boolean holds(Difference difference, Parts parts) {
    return says.holds(difference) && isOf(parts);
  }

  /**
   * Whether a difference may be this one, of an expression that is to be made smaller: what fails
   * there says so from the beginning, what a value is there shows in the smallest only.
   */
  boolean mayHold(Difference difference, Parts parts) {
    return (difference.kind() == ANSWERS ? says.holds(difference) : says.isOf(difference.kind()))
        && isOf(parts);
  }

  /** For the page. */
  String title() {
    String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Of 5,000 expressions, so many at most. */
  int most() {
    return most;
  }

  /** A sentence or two, for the page. */
  String why() {
    return why;
  }

  /** A line as in the file of regressions. */
  String example() {
    return example;
  }

  /** Null if there is none. */
  static Exemption of(Difference difference, Parts parts) {
    for (Exemption each : values()) {
      if (each.holds(difference, parts)) {
        return each;
      }
    }
    return null;
  }
}
