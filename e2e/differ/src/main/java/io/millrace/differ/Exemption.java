// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.List;
import java.util.function.Predicate;

/** Why answers that are not the same are no difference. */
enum Exemption {
  /** DataFusion, or its process, ended by a crash: no behaviour to follow. */
  CRASH,
  /**
   * DataFusion fails for rows in one batch and answers each of them alone, because AND and OR
   * protect a whole batch or nothing of it; here they protect a row at a time. Or it gives rows in
   * one batch something else than each alone, such as the first row's format.
   */
  BATCH,
  /** A value would be larger than this library's limits admit. */
  LIMIT,
  /**
   * DataFusion plans one type and computes another, as for ROUND of a decimal and for differences
   * of Date64: it refuses what it made itself, or gives it the one type or the other.
   */
  CONTRADICTION(
      finding ->
          (finding.isOf(Difference.Kind.ANSWERS)
                  && finding.saysThere(
                      "Internal error",
                      "multiple data types",
                      "Invalid comparison operation",
                      "received Duration(ms)"))
              || (!finding.isOf(Difference.Kind.VALUE)
                  && finding.saysThere("Decimal")
                  && finding.holds("round("))),
  /** Constants are asked for when an expression is bound, there when a row comes to the call. */
  CONSTANT_ASKED(
      finding ->
          finding.isOf(Difference.Kind.REFUSED)
              && finding.difference().here().contains("must be a constant")),
  /**
   * A cast that there is not, and an argument of type Null that no function takes, are refused when
   * an expression is bound; DataFusion refuses them when a row comes to them.
   */
  NEVER_REACHED(
      finding ->
          finding.isOf(Difference.Kind.REFUSED)
              && (finding.difference().here().contains("no such cast")
                  || finding.difference().here().contains("Null"))),
  /** DataFusion has no kernel for a value of type Null where it has one for a null of any other. */
  NULL_TYPE(
      finding ->
          finding.isOf(Difference.Kind.ANSWERS)
              && finding.saysThere("type Null", "type: Null", "support: Null")),
  /** What is null of a struct, map or list keeps in DataFusion what it had; here it has nothing. */
  NULL_NESTED(
      finding ->
          finding.isOf(Difference.Kind.VALUE)
              && (finding.holds("nullif(", "coalesce(", "nvl", "case ")
                  || finding.where().matches(".*\\bf(sl|l|f) = null.*"))
              && finding.holds("['", "get_field(", "array_", "map_", "[", "||")),
  /** Which sign a NaN has is left to the processor by Java, and DataFusion compares its bits. */
  NAN_SIGN(
      finding ->
          finding.isOf(Difference.Kind.VALUE)
              && finding.holds("-(", "nullif(", " % ", " / ", "case ", "greatest(", "least(")
              && (finding.where() + finding.difference().there() + finding.difference().here())
                  .contains("NaN")),
  /** DataFusion makes one list of NOT IN and IN of the same value, also of lists that vary. */
  MERGED_LISTS(
      finding ->
          finding.isOf(Difference.Kind.VALUE)
              && finding.holds(" not in (", "<> all(")
              && finding.holds(" and ", " or ")),
  /** DataFusion makes AND and OR of a CASE of booleans, which then protect a whole batch. */
  CASE_OF_BOOLEANS(
      finding ->
          finding.isOf(Difference.Kind.ANSWERS)
              && finding.holds("coalesce(", "case ", "nvl", "ifnull(", "nullif(")
              && List.of("true", "false", "null").contains(finding.difference().here()));

  private final Predicate<Finding> holds;

  Exemption() {
    this(finding -> false);
  }

  Exemption(Predicate<Finding> holds) {
    this.holds = holds;
  }

  /** Null if there is none. */
  static Exemption of(Finding finding) {
    for (Exemption each : values()) {
      if (each.holds.test(finding)) {
        return each;
      }
    }
    return null;
  }
}
