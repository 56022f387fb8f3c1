// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.regex.Regex;
import io.millrace.signature.Call;
import io.millrace.value.Utf8;

/** The regular expression of each row of a call: read once where it is constant. Thread-safe. */
final class RegexPatterns {
  /** What a function makes of flags, which are otherwise written before the expression. */
  enum Flags {
    /** No flags are none. */
    PERHAPS_NONE,
    /** There must be some. */
    SOME,
    /** There must be some; a g among them says nothing about the expression. */
    SOME_OR_GLOBAL
  }

  private final int pattern;
  private final int flags;
  private final Flags meaning;
  private final RegexMatch constant;

  /** Where they vary. */
  private final RecentRegexes recent;

  private RegexPatterns(int pattern, int flags, Flags meaning, RegexMatch constant) {
    this.pattern = pattern;
    this.flags = flags;
    this.meaning = meaning;
    this.constant = constant;
    recent = constant == null ? new RecentRegexes() : null;
  }

  /** Throws MillraceException if a constant expression can't be read. */
  static RegexPatterns of(Call call, int pattern, int flags, Flags meaning) {
    refuseGlobal(options(call, flags), meaning);
    if (!areConstant(call, pattern, flags)) {
      return new RegexPatterns(pattern, flags, meaning, null);
    }
    String options = options(call, flags);
    Regex regex = atBind(flagged(call.constantText(pattern), options, meaning));
    return new RegexPatterns(pattern, flags, meaning, new RegexMatch(regex));
  }

  private static String options(Call call, int flags) {
    return call.arity() > flags ? call.constantText(flags) : null;
  }

  /** Of any row, also where the text is null. */
  private static void refuseGlobal(String flags, Flags meaning) {
    if (meaning != Flags.SOME_OR_GLOBAL && flags != null && flags.contains("g")) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot read flags '" + flags + "': found g, expected those of one match");
    }
  }

  static Regex atBind(String regex) {
    try {
      return Regex.of(regex);
    } catch (EvaluationError e) {
      throw new MillraceException(e.code(), e.getMessage(), e);
    }
  }

  static boolean areConstant(Call call, int pattern, int flags) {
    return call.constantText(pattern) != null
        && (call.arity() <= flags || call.constantText(flags) != null);
  }

  /** Whether the matching of a row may take too many steps, or its expression be none. */
  static boolean mayFail(Call call, int pattern, int flags, Flags meaning) {
    RegexPatterns patterns = of(call, pattern, flags, meaning);
    return patterns.constant == null || !patterns.constant.isTable();
  }

  /** The test of the one expression of all rows; null if they vary. */
  RegexMatch constant() {
    return constant;
  }

  /** False only where the expression of a row surely matches nowhere in a text. */
  boolean mayMatch(Block text, int row) {
    BytesBlock bytes = (BytesBlock) text;
    return constant == null || constant.finds(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  Regex at(Block[] args, int row) {
    if (constant != null) {
      return constant.regex();
    }
    boolean flagged = args.length > flags && !args[flags].isNull(row);
    String options = flagged ? text(args[flags], row) : null;
    return recent.of(flagged(text(args[pattern], row), options, meaning));
  }

  private static String text(Block block, int row) {
    BytesBlock bytes = (BytesBlock) block;
    return Utf8.text(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  /** With flags, null for none, before it. */
  private static String flagged(String pattern, String flags, Flags meaning) {
    boolean none =
        flags == null
            || (meaning == Flags.PERHAPS_NONE && flags.isEmpty())
            || (meaning == Flags.SOME_OR_GLOBAL && flags.equals("g"));
    if (none) {
      return pattern;
    }
    String inline = meaning == Flags.SOME_OR_GLOBAL ? flags.replace("g", "") : flags;
    return "(?" + inline + ")" + pattern;
  }
}
