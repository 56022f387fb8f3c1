// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.ValidRows;
import io.millrace.kernel.Kernel;
import io.millrace.regex.Dfa;
import io.millrace.regex.Regex;

/** Whether a regular expression that is known beforehand matches: by table where there is one. */
final class RegexMatch {
  private final Regex regex;

  /** Null if there is no table. */
  private final Dfa table;

  RegexMatch(Regex regex) {
    this.regex = regex;
    table = regex.table().orElse(null);
  }

  Regex regex() {
    return regex;
  }

  /** Whether each character is one step, whatever the expression. */
  boolean isTable() {
    return table != null;
  }

  boolean finds(byte[] bytes, int from, int to) {
    return table == null ? regex.finds(bytes, from, to) : table.finds(bytes, from, to);
  }

  /** A test of the first argument; the others say what to look for. */
  Kernel.Blocks kernel() {
    Kernel.Blocks loop =
        (args, out, rows, errors) -> {
          BytesBlock text = (BytesBlock) args[0];
          byte[] masks = ((BoolBlock) out).values;
          ValidRows left = new ValidRows(out, rows);
          for (int row = left.next(); row >= 0; row = left.next()) {
            try {
              masks[row] = (byte) (finds(text.bytes, text.starts[row], text.ends[row]) ? -1 : 0);
            } catch (EvaluationError e) {
              errors.mark(row, e);
            }
          }
        };
    return loop.byValue(
        new Kernel.Alone(0, (Kernel.Bz) text -> finds(text.bytes, text.start, text.end)));
  }
}
