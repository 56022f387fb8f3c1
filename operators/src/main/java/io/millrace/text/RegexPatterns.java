// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

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
  private final RegexTest constant;

  private RegexPatterns(int pattern, int flags, Global global, RegexTest constant) {
    this.pattern = pattern;
    this.flags = flags;
    this.global = global;
    this.constant = constant;
  }

  /** Throws MillraceException if a constant pattern can't be read. */
  static RegexPatterns of(Call call, int pattern, int flags, Global global) {
    if (!areConstant(call, pattern, flags)) {
      return new RegexPatterns(pattern, flags, global, null);
    }
    String text = call.constantText(pattern);
    String options = call.arity() > flags ? call.constantText(flags) : "";
    try {
      Pattern compiled = compile(text, options, global);
      RegexTest test = new RegexTest(withFlags(text, options), false, compiled);
      return new RegexPatterns(pattern, flags, global, test);
    } catch (EvaluationError e) {
      throw new MillraceException(ErrorCode.EVALUATION, e.getMessage());
    }
  }

  static boolean areConstant(Call call, int pattern, int flags) {
    return call.constantText(pattern) != null
        && (call.arity() <= flags || call.constantText(flags) != null);
  }

  /** The test of the one pattern of all rows; null if patterns vary. */
  RegexTest constant() {
    return constant;
  }

  /** False only where the pattern of a row surely matches nowhere in a text. */
  boolean mayMatch(Block text, int row) {
    BytesBlock bytes = (BytesBlock) text;
    return constant == null || constant.finds(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  Pattern at(Block[] args, int row) {
    if (constant != null) {
      return constant.pattern();
    }
    boolean flagged = args.length > flags && !args[flags].isNull(row);
    return compile(text(args[pattern], row), flagged ? text(args[flags], row) : "", global);
  }

  private static String text(Block block, int row) {
    BytesBlock bytes = (BytesBlock) block;
    return Utf8.text(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  private static String withFlags(String pattern, String flags) {
    String inline = flags.replace("g", "");
    return inline.isEmpty() ? pattern : "(?" + inline + ")" + pattern;
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
      return Regexes.compile(withFlags(pattern, flags), false);
    } catch (PatternSyntaxException e) {
      throw new EvaluationError(
          "Cannot read regular expression '" + pattern + "': " + e.getDescription());
    }
  }
}
