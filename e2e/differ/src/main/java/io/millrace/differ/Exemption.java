// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static io.millrace.differ.Difference.Kind.ANSWERS;
import static io.millrace.differ.Difference.Kind.REFUSED;
import static io.millrace.differ.Difference.Kind.TYPE;
import static io.millrace.differ.Difference.Kind.VALUE;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why answers that are not the same are no difference to mend. Each is about one form of
 * expression, has an example that is asked each time the page of them is made, and a number that is
 * not exceeded: what matches by chance does not hide in it.
 */
enum Exemption {
  CRASH(
      15,
      "DataFusion, or its process, ends by a crash: there is no behaviour to follow.",
      "strings\t*\tscalar\tlpad(g, -k)"),
  BATCH(
      8,
      "DataFusion fails for rows in one batch and answers each of them alone, because AND and OR"
          + " protect a whole batch or nothing of it, or it gives a row another value in a batch"
          + " with others. Here a row has the same answer among any others, one of these.",
      "numbers\t*\tscalar\ti64_s <> 0 and 10 / i64_s > 1"),
  FIRST_FORMAT(
      4,
      "`to_char` of a constant and a column of formats gives all rows of a batch the first row's"
          + " format in DataFusion; here each row has its own.",
      "times\t*\tscalar\tto_char(date '2024-02-29', fmt)") {
    @Override
    boolean isOf(String sql) {
      return Form.TO_CHAR.matcher(sql).find();
    }

    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE)
          && finding.question().isOfManyRows()
          && finding.has(Form.TO_CHAR)
          && finding.question().phrase().sql().contains("fmt");
    }
  },
  LIMIT(
      3,
      "A value would be larger than this library's limits admit.",
      "null\t*\tscalar\tlength(repeat('abcdefghij', 30000000))"),
  ILL_TYPED(
      4,
      "Both refuse a list whose elements go together in no type, but what DataFusion had made of"
          + " the text before was another call.",
      "times\t*\tscalar\tmap(['a', 'c'], [g, d32])"),
  OWN_PLAN(
      3,
      "DataFusion refuses a plan that it made itself: for windows partitioned by a comparison or"
          + " ordered by a negation, and for aggregates of what it first takes for nullable and"
          + " then not.",
      "nested\t*\twindow\tbit_xor(e) over (partition by (ascii(g) > e32))") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS)
          && finding.question().isOfManyRows()
          && finding.saysThere("SanityCheckPlan", "Physical input schema should be the same");
    }
  },
  DIFFERENCE_OF_DATE64(
      3,
      "DataFusion plans a Duration for the difference of two Date64 and computes an Int64, which"
          + " what is around it refuses.",
      "mixed\t0\tscalar\tround(d64 - d32)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS)
          && finding.has(Form.DIFFERENCE)
          && finding.saysThere("received Duration(ms)", "Function 'round' failed to match");
    }
  },
  ROUND_OF_DECIMAL(
      10,
      "DataFusion plans another type for `round` of a decimal than it computes, and refuses what it"
          + " made itself or has the one type or the other.",
      "numbers\t0\tscalar\tround(dec_s, 1) <> '12'") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS, TYPE, VALUE, REFUSED)
          && finding.has(Form.ROUND)
          && finding.saysThere("Decimal");
    }
  },
  NULLED(
      15,
      "A struct, map or list that a condition makes null keeps in DataFusion what it had, which"
          + " shows in its members and in lists made of it; here a null has nothing inside.",
      "nested\t0\tscalar\tnullif(st, st)['x']") {
    @Override
    boolean holds(Finding finding) {
      return (finding.isOf(VALUE) && finding.has(Form.PART_OF_CONDITION))
          || (finding.isOf(ANSWERS)
              && finding.has(Form.PART_OF_CONDITION)
              && finding.saysThere("exceeds length of values"));
    }
  },
  NAN_SIGN(
      8,
      "Which sign a computed NaN has is left to the processor by Java; DataFusion compares its"
          + " bits.",
      "nested\t2\tscalar\tnullif(-(ef), ef)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE) && finding.meetsNaN() && finding.has(Form.ARITHMETIC);
    }
  },
  MERGED_LISTS(
      2,
      "Of NOT IN and IN of the same value, joined by AND or OR, DataFusion makes one list, also of"
          + " lists that vary.",
      "binary\t1\tscalar\t(k not in (k, k, k)) and (k = any([1, 2, 3]))") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE) && finding.has(Form.TWO_LISTS);
    }
  },
  CASE_IN_LIST(
      6,
      "An IN list with a CASE in it, or what is one inside such as `coalesce` of three, is taken"
          + " for a list of constants with a NULL by DataFusion.",
      "numbers\t0\tscalar\t1 in (case g when g then 7 end, 2147483647, 0)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE) && finding.has(Form.CONDITION_IN_LIST);
    }
  },
  CASE_OF_BOOLEANS(
      6,
      "DataFusion makes AND and OR of a CASE of booleans, which then protect a whole batch.",
      "numbers\t3\tscalar\tcoalesce(b, cast(g as boolean), b)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS)
          && finding.has(Form.CONDITION)
          && Set.of("true", "false", "null").contains(finding.difference().here());
    }
  },
  EMPTY_NEEDLES(
      4,
      "Where all lists that are sought are empty in a batch, DataFusion's `array_has_any` is false"
          + " and its `array_has_all` true, also of nulls; here a null list has no answer.",
      "nested\t*\tscalar\tarray_has_any(li, array_except(li, lv))") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE)
          && finding.has(Form.NEEDLES)
          && finding.difference().here().equals("null");
    }
  },
  EXTREME_OF_INFINITIES(
      2,
      "The greatest of groups that have -Infinity only is the least finite number in DataFusion,"
          + " the least of Infinity the greatest; of a whole table they are right.",
      "numbers\t5\tgrouped\tmax(f32)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE)
          && finding.question().over() == Question.Over.GROUPS
          && finding.has(Form.EXTREME)
          && finding.saysThere("E38", "E308", "65504");
    }
  },
  CORRELATION_OF_GROUPS(
      2,
      "The correlation with what does not vary is NaN of groups in DataFusion, where rounding"
          + " leaves something of its variance, and null of a whole table.",
      "numbers\t3,5,6\tgrouped\tcorr(i8, 0.1)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE)
          && finding.question().over() == Question.Over.GROUPS
          && finding.has(Form.CORRELATION)
          && finding.difference().here().equals("null");
    }
  },
  NULLS_OF_GROUPS(
      4,
      "DataFusion has no accumulator for groups of values of type Null where it has one for a whole"
          + " table.",
      "strings\t0\tgrouped\tbit_or(null)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS)
          && finding.question().over() == Question.Over.GROUPS
          && finding.saysThere("GroupsAccumulator not supported", "with Null");
    }
  },
  FILTER_OF_GROUPS(
      6,
      "An aggregate of groups, or over a window, evaluates its arguments for rows that its FILTER"
          + " leaves out in DataFusion, and fails for them; here FILTER protects.",
      "numbers\t1\tgrouped\tsum(abs(i8)) filter (where k)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS) && finding.question().isOfManyRows() && finding.has(Form.FILTER);
    }
  },
  CALL_NOT_NEEDED(
      3,
      "A call over a window that no row comes to, in a branch of a CASE, is evaluated all the same"
          + " by DataFusion, and may fail.",
      "strings\t*\twindow\tcase when row_number() over (partition by g) > 0 then days else max(k %"
          + " k) over () end") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(ANSWERS)
          && finding.question().over() == Question.Over.WINDOW
          && finding.has(Form.CALL_IN_CASE);
    }
  },
  PRODUCT_WITH_ZERO(
      5,
      "A product of a decimal made by `arrow_cast` and a constant zero is the zero in DataFusion,"
          + " with its type, which a comparison around it then refuses.",
      "nested\t*\tscalar\tarrow_cast('123', 'Decimal64(18, 3)') * cast(0 as decimal(20, 4))") {
    @Override
    boolean holds(Finding finding) {
      return finding.has(Form.PRODUCT)
          && ((finding.isOf(TYPE) && finding.saysThere("Decimal"))
              || (finding.isOf(ANSWERS)
                  && finding.saysThere("Invalid comparison operation: Decimal")));
    }
  },
  DISTINCT_BITS_OF_GROUPS(
      8,
      "`bit_xor(DISTINCT …)` of groups takes equal values twice in DataFusion, but not of a whole"
          + " table; here it is DISTINCT of both.",
      "nested\t0,3\tgrouped\tbit_xor(distinct 100)") {
    @Override
    boolean holds(Finding finding) {
      return finding.isOf(VALUE)
          && finding.question().over() == Question.Over.GROUPS
          && finding.has(Form.DISTINCT_BITS);
    }
  };

  /** In the smallest expression that differs. */
  private static final class Form {
    private static final String CONDITIONAL = "(?:(?:nullif|coalesce|nvl2?|ifnull)\\(|case )";

    static final Pattern TO_CHAR = Pattern.compile("\\b(?:to_char|date_format)\\(");
    static final Pattern ROUND = Pattern.compile("\\bround\\(");
    static final Pattern DIFFERENCE = Pattern.compile(" - ");
    static final Pattern CONDITION = Pattern.compile(CONDITIONAL);
    static final Pattern PART_OF_CONDITION =
        Pattern.compile(
            "\\b(?:array_|map_|list_|get_field|flatten)\\w*\\(.*"
                + CONDITIONAL
                + "|"
                + CONDITIONAL
                + ".*(?:\\)|end)\\)?\\[|"
                + CONDITIONAL
                + ".* \\|\\| | \\|\\| .*"
                + CONDITIONAL);
    static final Pattern ARITHMETIC = Pattern.compile("-\\(| [-+*/%] ");
    static final Pattern TWO_LISTS =
        Pattern.compile(
            "(?:not in \\(|<> all\\().* (?:and|or) .*(?: in \\(|any\\()"
                + "|(?: in \\(|any\\().* (?:and|or) .*(?:not in \\(|<> all\\()");
    static final Pattern CONDITION_IN_LIST = Pattern.compile(" in \\(.*" + CONDITIONAL);
    static final Pattern NEEDLES = Pattern.compile("\\b(?:array_has_a|list_has_a|arrays_overlap)");
    static final Pattern EXTREME = Pattern.compile("\\b(?:min|max)\\(");
    static final Pattern CORRELATION = Pattern.compile("\\b(?:corr|regr_r2)\\(");
    static final Pattern FILTER = Pattern.compile("\\) filter \\(where ");
    static final Pattern CALL_IN_CASE = Pattern.compile("case .*\\) over \\(");
    static final Pattern PRODUCT = Pattern.compile("arrow_cast\\('.* \\* | \\* .*arrow_cast\\('");
    static final Pattern DISTINCT_BITS = Pattern.compile("\\bbit_xor\\(distinct ");
  }

  private final int most;
  private final String why;
  private final String example;

  Exemption(int most, String why, String example) {
    this.most = most;
    this.why = why;
    this.example = example;
  }

  /** False for what the comparison itself finds out by asking again. */
  boolean holds(Finding finding) {
    return false;
  }

  /** Whether a difference that comes of the batch is this one. */
  boolean isOf(String sql) {
    return false;
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
  static Exemption of(Finding finding) {
    for (Exemption each : values()) {
      if (each.holds(finding)) {
        return each;
      }
    }
    return null;
  }

  /** Of an answer that a row has in a batch only, or alone only. */
  static Exemption ofBatch(Question question) {
    return FIRST_FORMAT.isOf(question.phrase().sql()) ? FIRST_FORMAT : BATCH;
  }
}
