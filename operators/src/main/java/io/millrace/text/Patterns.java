// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.Scalar;
import io.millrace.signature.OperatorTypes;
import io.millrace.signature.Signature;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.flink.annotation.Internal;

/** LIKE, ILIKE, SIMILAR TO and the operators on regular expressions. */
@Internal
public final class Patterns {
  public static final Scalar LIKE = like("LIKE", false);
  public static final Scalar ILIKE = like("ILIKE", true);
  public static final Scalar REGEX = regex("~", "");
  public static final Scalar REGEX_I = regex("~*", "(?i)");

  private Patterns() {}

  private static Scalar like(String name, boolean folded) {
    return Scalar.scalar(name)
        .accepts(both(OperatorTypes::forLike))
        .returns(DataType.BOOLEAN)
        .failsWhere(call -> LikePattern.mayFail(call.constantText(1)))
        .kernel(
            call -> {
              String constant = call.constantText(1);
              return constant == null
                  ? (Kernel.Bbz)
                      (text, pattern) -> LikePattern.of(pattern.toString(), folded).matches(text)
                  : LikePattern.kernel(constant, folded);
            });
  }

  private static Scalar regex(String name, String flags) {
    return Scalar.scalar(name)
        .accepts(both(OperatorTypes::forRegex))
        .returns(DataType.BOOLEAN)
        .failsWhere(
            call ->
                call.constantText(1) == null || !constant(flags, call.constantText(1)).isTable())
        .kernel(
            call -> {
              String constant = call.constantText(1);
              if (constant != null) {
                return constant(flags, constant).kernel();
              }
              RecentRegexes recent = new RecentRegexes();
              return (Kernel.Bbz)
                  (text, pattern) ->
                      recent.of(flags + pattern).finds(text.bytes, text.start, text.end);
            });
  }

  private static RegexMatch constant(String flags, String pattern) {
    return new RegexMatch(RegexPatterns.atBind(flags + pattern));
  }

  private static Signature both(BiFunction<DataType, DataType, Optional<DataType>> meet) {
    return given ->
        given.size() == 2
            ? meet.apply(given.get(0), given.get(1)).map(type -> List.of(type, type))
            : Optional.empty();
  }
}
