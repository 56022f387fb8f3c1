// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.expr.DataType.INT64;
import static io.millrace.expr.DataType.LARGE_UTF8;
import static io.millrace.expr.DataType.UTF8;
import static io.millrace.expr.DataType.UTF8_VIEW;
import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.text.TextArguments.TEXT;
import static io.millrace.text.TextArguments.exactlyOrFirst;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.column.ObjectBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import io.millrace.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** Regular expressions; matched in linear time. */
@Internal
public final class RegexFunctions {
  static final Scalar LIKE =
      scalar("regexp_like")
          .accepts(
              Signatures.oneOf(
                  Signatures.coercible(TEXT, TEXT), Signatures.coercible(TEXT, TEXT, TEXT)))
          .returns(DataType.BOOLEAN)
          .failsWhere(call -> !RegexPatterns.areConstant(call, 1, 2))
          .kernel(
              call -> {
                RegexPatterns patterns = RegexPatterns.of(call, 1, 2, RegexPatterns.Global.REFUSED);
                if (patterns.constant() != null) {
                  return patterns.constant().kernel();
                }
                return (Kernel.Row)
                    (args, row, out) -> {
                      boolean found = patterns.at(args, row).matcher(text(args[0], row)).find();
                      ((BoolBlock) out).values[row] = (byte) (found ? -1 : 0);
                    };
              });

  /** The groups of the first match, or all of it where there are none. */
  static final Scalar MATCH =
      scalar("regexp_match")
          .accepts(same(2, 3))
          .returns(
              call ->
                  new DataType.ListOf(TypeId.LIST, new Field("item", call.type(0), true, Map.of())))
          .kernel(
              call -> {
                RegexPatterns patterns = RegexPatterns.of(call, 1, 2, RegexPatterns.Global.REFUSED);
                return (Kernel.Row)
                    (args, row, out) -> {
                      if (!patterns.mayMatch(args[0], row)) {
                        out.setNull(row);
                        return;
                      }
                      Matcher matcher = patterns.at(args, row).matcher(text(args[0], row));
                      if (matcher.find()) {
                        ((ObjectBlock) out).values[row] = groups(matcher);
                      } else {
                        out.setNull(row);
                      }
                    };
              });

  /** The first match, or each one with the flag g. */
  static final Scalar REPLACE =
      scalar("regexp_replace")
          .accepts(same(3, 4))
          .returnsArgument(0)
          .kernel(
              call -> {
                RegexPatterns patterns = RegexPatterns.of(call, 1, 3, RegexPatterns.Global.ALLOWED);
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
                RegexPatterns patterns = RegexPatterns.of(call, 1, 3, RegexPatterns.Global.ALLOWED);
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
                RegexPatterns patterns = RegexPatterns.of(call, 1, 4, RegexPatterns.Global.REFUSED);
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
        alternatives.add(java.util.Collections.nCopies(count, type));
      }
    }
    return exactlyOrFirst(alternatives);
  }

  private static String text(Block block, int row) {
    BytesBlock bytes = (BytesBlock) block;
    return Utf8.text(bytes.bytes, bytes.starts[row], bytes.ends[row]);
  }

  private static List<Object> groups(Matcher matcher) {
    List<Object> groups = new ArrayList<>();
    if (matcher.groupCount() == 0) {
      groups.add(matcher.group());
    }
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (matcher.group(i) != null) {
        groups.add(matcher.group(i));
      }
    }
    return groups;
  }

  private static void replace(RegexPatterns patterns, Block[] args, int row, Block out) {
    if (!patterns.mayMatch(args[0], row)) {
      out.copyValue(row, args[0], row);
      return;
    }
    String text = text(args[0], row);
    boolean all = args.length == 4 && text(args[3], row).contains("g");
    Matcher matcher = patterns.at(args, row).matcher(text);
    Replacement replacement = Replacement.parse(text(args[2], row));
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    int last = -1;
    for (int from = 0; (from = next(matcher, text, from, last)) >= 0; from = last) {
      result.append(text, at, matcher.start());
      replacement.append(matcher, result);
      at = matcher.end();
      last = at;
      ValueSize.check("regexp_replace", result.length());
      if (!all) {
        break;
      }
    }
    byte[] utf8 =
        result.append(text, at, text.length()).toString().getBytes(StandardCharsets.UTF_8);
    ((BytesBlock) out).set(row, utf8, 0, utf8.length);
  }

  /**
   * Finds the next match from {@code from} on and says where it starts, or -1. An empty one where
   * the last match ended doesn't count.
   */
  private static int next(Matcher matcher, String text, int from, int last) {
    int at = from;
    while (at <= text.length() && matcher.find(at)) {
      if (matcher.end() > matcher.start() || matcher.start() != last) {
        return matcher.start();
      }
      at = at == text.length() ? at + 1 : text.offsetByCodePoints(at, 1);
    }
    return -1;
  }

  private static long count(RegexPatterns patterns, Block[] args, int row) {
    if (args.length == 2 && !patterns.mayMatch(args[0], row)) {
      return 0;
    }
    String text = text(args[0], row);
    int from = from("regexp_count", text, args, row);
    if (from < 0) {
      from = text.length();
    }
    Pattern pattern = patterns.at(args, row);
    Matcher matcher = pattern.matcher(text.substring(from));
    long found = 0;
    String rest = text.substring(from);
    int last = -1;
    for (int at = 0; (at = next(matcher, rest, at, last)) >= 0; at = last) {
      found++;
      last = matcher.end();
    }
    return found;
  }

  /** The place in {@code text} from which the third argument lets search; -1 behind its end. */
  private static int from(String function, String text, Block[] args, int row) {
    long start = number(args, 2, row, 1);
    if (start < 1) {
      throw new EvaluationError(
          "Cannot compute " + function + ": start " + start + ", expected 1 or more");
    }
    int points = text.codePointCount(0, text.length());
    return start - 1 > points ? -1 : text.offsetByCodePoints(0, (int) start - 1);
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
    String text = text(args[0], row);
    Pattern pattern = patterns.at(args, row);
    int from = from("regexp_instr", text, args, row);
    if (from < 0) {
      return 0;
    }
    String rest = text.substring(from);
    Matcher matcher = pattern.matcher(rest);
    long group = number(args, 5, row, 0);
    int found = group > 0 ? groupStart(matcher, group) : start(matcher, rest, wanted);
    return found < 0 ? 0 : text.codePointCount(0, from + found) + 1L;
  }

  private static int groupStart(Matcher matcher, long group) {
    return group <= matcher.groupCount() && matcher.find() ? matcher.start((int) group) : -1;
  }

  private static int start(Matcher matcher, String text, long wanted) {
    int last = -1;
    int at = next(matcher, text, 0, last);
    for (long left = wanted; at >= 0 && left > 1; left--) {
      last = matcher.end();
      at = next(matcher, text, last, last);
    }
    return at;
  }
}
