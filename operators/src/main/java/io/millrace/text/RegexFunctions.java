// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.expr.DataType.INT64;
import static io.millrace.expr.DataType.LARGE_UTF8;
import static io.millrace.expr.DataType.UTF8;
import static io.millrace.expr.DataType.UTF8_VIEW;
import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.text.TextArguments.TEXT;
import static io.millrace.text.TextArguments.exactlyOrFirst;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.regex.Matcher;
import io.millrace.regex.Regex;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import io.millrace.value.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** Whether, where and how often regular expressions match. */
@Internal
public final class RegexFunctions {
  static final Scalar LIKE =
      scalar("regexp_like")
          .accepts(
              Signatures.oneOf(
                  Signatures.coercible(TEXT, TEXT), Signatures.coercible(TEXT, TEXT, TEXT)))
          .returns(DataType.BOOLEAN)
          .failsWhere(call -> RegexPatterns.mayFail(call, 1, 2, RegexPatterns.Flags.PERHAPS_NONE))
          .kernel(
              call -> {
                RegexPatterns patterns =
                    RegexPatterns.of(call, 1, 2, RegexPatterns.Flags.PERHAPS_NONE);
                if (patterns.constant() != null) {
                  return patterns.constant().kernel();
                }
                return (Kernel.Row)
                    (args, row, out) -> {
                      BytesBlock text = (BytesBlock) args[0];
                      Regex regex = patterns.at(args, row);
                      boolean found = regex.finds(text.bytes, text.starts[row], text.ends[row]);
                      ((BoolBlock) out).values[row] = (byte) (found ? -1 : 0);
                    };
              });

  /** The groups of the first match, or all of it where there are none. */
  static final Scalar MATCH =
      scalar("regexp_match")
          .accepts(same(2, 3))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(
              call ->
                  new DataType.ListOf(TypeId.LIST, new Field("item", call.type(0), true, Map.of())))
          .kernel(
              call -> {
                RegexPatterns patterns = RegexPatterns.of(call, 1, 2, RegexPatterns.Flags.SOME);
                return (Kernel.Row) (args, row, out) -> match(patterns, args, row, out);
              });

  /** The first match, or each one with the flag g. */
  static final Scalar REPLACE =
      scalar("regexp_replace")
          .size(ResultSize.CHECKED)
          .accepts(same(3, 4))
          .returnsArgument(0)
          .kernel(
              call -> {
                RegexPatterns patterns =
                    RegexPatterns.of(call, 1, 3, RegexPatterns.Flags.SOME_OR_GLOBAL);
                return (Kernel.Row) (args, row, out) -> replace(patterns, args, row, out);
              });

  static final Scalar COUNT =
      scalar("regexp_count")
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8_VIEW),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64, UTF8_VIEW))))
          .returns(INT64)
          .kernel(
              call -> {
                RegexPatterns patterns =
                    RegexPatterns.of(call, 1, 3, RegexPatterns.Flags.PERHAPS_NONE);
                return (Kernel.Row)
                    (args, row, out) -> ((LongBlock) out).values[row] = count(patterns, args, row);
              });

  /** Where the n-th match starts, or a group of the first one; 0 where there is none. */
  static final Scalar INSTR =
      scalar("regexp_instr")
          .accepts(
              exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8_VIEW),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64, INT64),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64, INT64, UTF8_VIEW),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64, INT64, UTF8_VIEW, INT64))))
          .returns(INT64)
          .kernel(
              call -> {
                RegexPatterns patterns =
                    RegexPatterns.of(call, 1, 4, RegexPatterns.Flags.PERHAPS_NONE);
                return (Kernel.Row)
                    (args, row, out) -> ((LongBlock) out).values[row] = place(patterns, args, row);
              });

  public static final List<Scalar> ALL = List.of(LIKE, MATCH, REPLACE, COUNT, INSTR);

  private RegexFunctions() {}

  /** Texts of one layout, views where they differ. */
  private static Signature same(int fewest, int most) {
    List<List<DataType>> alternatives = new ArrayList<>();
    for (DataType type : List.of(UTF8_VIEW, UTF8, LARGE_UTF8)) {
      for (int count = fewest; count <= most; count++) {
        alternatives.add(Collections.nCopies(count, type));
      }
    }
    return exactlyOrFirst(alternatives);
  }

  private static void match(RegexPatterns patterns, Block[] args, int row, Block out) {
    if (!patterns.mayMatch(args[0], row)) {
      out.setNull(row);
      return;
    }
    BytesBlock text = (BytesBlock) args[0];
    Regex regex = patterns.at(args, row);
    Matcher matcher = regex.matcher(text.bytes, text.starts[row], text.ends[row]);
    if (matcher.find(text.starts[row])) {
      ((NestedBlock) out).set(row, groups(matcher, regex.groupCount(), text.bytes));
    } else {
      out.setNull(row);
    }
  }

  /** A group that took no part is left out. */
  private static List<Object> groups(Matcher matcher, int count, byte[] bytes) {
    List<Object> groups = new ArrayList<>();
    if (count == 0) {
      groups.add(Utf8.text(bytes, matcher.start(), matcher.end()));
    }
    for (int i = 1; i <= count; i++) {
      if (matcher.end(i) >= 0) {
        groups.add(Utf8.text(bytes, matcher.start(i), matcher.end(i)));
      }
    }
    return groups;
  }

  private static String text(Block block, int row) {
    BytesBlock bytes = (BytesBlock) block;
    return Utf8.text(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  private static void replace(RegexPatterns patterns, Block[] args, int row, Block out) {
    if (!patterns.mayMatch(args[0], row)) {
      out.copyValue(row, args[0], row);
      return;
    }
    BytesBlock text = (BytesBlock) args[0];
    BytesBlock result = (BytesBlock) out;
    int start = text.starts[row];
    int end = text.ends[row];
    boolean all = args.length == 4 && text(args[3], row).contains("g");
    Regex regex = patterns.at(args, row);
    Replacement replacement = Replacement.parse(text(args[2], row), regex);
    Matcher matcher =
        replacement.hasGroups()
            ? regex.matcher(text.bytes, start, end)
            : regex.matcherWithoutGroups(text.bytes, start, end);
    result.begin(row);
    int at = start;
    long size = 0;
    for (int last = -1; (last < 0 || all) && matcher.next(last); last = at) {
      size += matcher.start() - at + replacement.length(matcher);
      ValueSize.check("regexp_replace", size);
      result.append(text.bytes, at, matcher.start());
      replacement.append(matcher, text.bytes, result);
      at = matcher.end();
    }
    result.append(text.bytes, at, end);
    result.finish(row);
  }

  private static long count(RegexPatterns patterns, Block[] args, int row) {
    if (args.length == 2 && !patterns.mayMatch(args[0], row)) {
      return 0;
    }
    BytesBlock text = (BytesBlock) args[0];
    int end = text.ends[row];
    int from = from("regexp_count", args, row);
    Regex regex = patterns.at(args, row);
    if (from < 0) {
      return 0;
    }
    Matcher matcher = regex.matcherWithoutGroups(text.bytes, from, end);
    long found = 0;
    for (int last = -1; matcher.next(last); last = matcher.end()) {
      found++;
    }
    return found;
  }

  /** The place in the text from which the third argument lets search; -1 behind its end. */
  private static int from(String function, Block[] args, int row) {
    long start = number(args, 2, row, 1);
    if (start < 1) {
      throw new EvaluationError(
          "Cannot compute " + function + ": start " + start + ", expected 1 or more");
    }
    BytesBlock text = (BytesBlock) args[0];
    int points = Utf8.codePoints(text.bytes, text.starts[row], text.ends[row]);
    return start - 1 > points
        ? -1
        : Utf8.skip(text.bytes, text.starts[row], text.ends[row], start - 1);
  }

  private static long number(Block[] args, int argument, int row, long otherwise) {
    return args.length > argument ? ((LongBlock) args[argument]).values[row] : otherwise;
  }

  private static long place(RegexPatterns patterns, Block[] args, int row) {
    long wanted = number(args, 3, row, 1);
    if (wanted < 1) {
      throw new EvaluationError(
          "Cannot compute regexp_instr: match number " + wanted + ", expected 1 or more");
    }
    BytesBlock text = (BytesBlock) args[0];
    Regex regex = patterns.at(args, row);
    int from = from("regexp_instr", args, row);
    if (from < 0) {
      return 0;
    }
    long group = number(args, 5, row, 0);
    Matcher matcher = regex.matcher(text.bytes, from, text.ends[row]);
    int found = group > 0 ? groupStart(matcher, from, group) : start(matcher, wanted);
    return found < 0 ? 0 : Utf8.codePoints(text.bytes, text.starts[row], found) + 1L;
  }

  private static int groupStart(Matcher matcher, int from, long group) {
    return group < Integer.MAX_VALUE / 2 && matcher.find(from) ? matcher.start((int) group) : -1;
  }

  private static int start(Matcher matcher, long wanted) {
    int last = -1;
    for (long left = wanted; matcher.next(last); left--) {
      if (left == 1) {
        return matcher.start();
      }
      last = matcher.end();
    }
    return -1;
  }
}
