// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.Likeness;
import io.millrace.expr.Expr;
import java.util.Set;
import java.util.regex.Pattern;

/** How far numbers may be apart that both sides have computed in another order, or otherwise. */
record Tolerance(Likeness likeness) {
  private static final String CLOSE = "1e-12";

  /** Of what is computed in single precision, or has lost digits since. */
  private static final String CLOSE_TO_SINGLE = "3e-7";

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?");
  private static final Pattern NARROW = Pattern.compile("Float(?:16|32)");

  /** Functions of many rows that choose or count, and add nothing up. */
  private static final Set<String> EXACT =
      Set.of(
          "array_agg",
          "bit_and",
          "bit_or",
          "bit_xor",
          "bool_and",
          "bool_or",
          "count",
          "cume_dist",
          "dense_rank",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "max",
          "min",
          "nth_value",
          "ntile",
          "percent_rank",
          "rank",
          "row_number",
          "string_agg");

  static Tolerance of(Question question, OwnAnswer answer) {
    boolean close =
        question.phrase().holds(Grammar.APPROXIMATE)
            || Parts.below(answer.expr()).anyMatch(Tolerance::addsUp);
    boolean single = NARROW.matcher(answer.type().toString()).find();
    return new Tolerance(close ? Likeness.of(single ? CLOSE_TO_SINGLE : CLOSE) : Likeness.EXACT);
  }

  /** Also of numbers that were made texts. */
  boolean holds(Object there, Object here) {
    return likeness.holds(there, here)
        || (likeness.tolerance() > 0
            && there instanceof String one
            && here instanceof String other
            && NUMBER.matcher(one).matches()
            && NUMBER.matcher(other).matches()
            && likeness.holds(Double.valueOf(one), Double.valueOf(other)));
  }

  private static boolean addsUp(Expr part) {
    return (part instanceof Expr.AggregateCall call && !EXACT.contains(call.function()))
        || (part instanceof Expr.WindowCall over && !EXACT.contains(over.function()));
  }
}
