// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.signature.Call;
import io.millrace.value.Utf8;

/** The pattern of each row of a call: compiled once where it is constant. */
final class RegexPatterns {
  /** Whether the flag g may stand among the flags. */
  enum Global {
    ALLOWED,
    REFUSED
  }

  private final int pattern;
  private final int flags;
  private final Global global;
  private final Pattern constant;

  private RegexPatterns(int pattern, int flags, Global global, Pattern constant) {
    this.pattern = pattern;
    this.flags = flags;
    this.global = global;
    this.constant = constant;
  }

  /** Throws MillraceException if a constant pattern can't be read. */
  static RegexPatterns of(Call call, int pattern, int flags, Global global) {
    String text = call.constantText(pattern);
    boolean flagged = call.arity() > flags;
    String options = flagged ? call.constantText(flags) : "";
    if (text == null || options == null) {
      return new RegexPatterns(pattern, flags, global, null);
    }
    try {
      return new RegexPatterns(pattern, flags, global, compile(text, options, global));
    } catch (EvaluationError e) {
      throw new MillraceException(ErrorCode.EVALUATION, e.getMessage());
    }
  }

  Pattern at(Block[] args, int row) {
    if (constant != null) {
      return constant;
    }
    boolean flagged = args.length > flags && !args[flags].isNull(row);
    return compile(text(args[pattern], row), flagged ? text(args[flags], row) : "", global);
  }

  private static String text(Block block, int row) {
    BytesBlock bytes = (BytesBlock) block;
    return Utf8.text(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  /** The flag g says nothing about the pattern. */
  static Pattern compile(String pattern, String flags, Global global) {
    String inline = flags.replace("g", "");
    boolean refused = global == Global.REFUSED && flags.contains("g");
    if (refused
        || !inline.matches("[imsU]*")
        || inline.chars().distinct().count() < inline.length()) {
      throw new EvaluationError("Cannot read regular expression flags '" + flags + "'");
    }
    try {
      return Regexes.compile(inline.isEmpty() ? pattern : "(?" + inline + ")" + pattern, false);
    } catch (PatternSyntaxException e) {
      throw new EvaluationError(
          "Cannot read regular expression '" + pattern + "': " + e.getDescription());
    }
  }
}
