// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
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
  public static final Scalar REGEX = regex("~", false);
  public static final Scalar REGEX_I = regex("~*", true);

  private Patterns() {}

  private static Scalar like(String name, boolean folded) {
    return Scalar.scalar(name)
        .accepts(both(OperatorTypes::forLike))
        .returns(DataType.BOOLEAN)
        .neverFails()
        .kernel(
            call -> {
              String constant = call.constantText(1);
              return constant == null
                  ? (Kernel.Bbz)
                      (text, pattern) -> LikePattern.of(pattern.toString(), folded).matches(text)
                  : LikePattern.kernel(constant, folded);
            });
  }

  private static Scalar regex(String name, boolean folded) {
    return Scalar.scalar(name)
        .accepts(both(OperatorTypes::forRegex))
        .returns(DataType.BOOLEAN)
        .failsWhere(call -> call.constantText(1) == null)
        .kernel(
            call -> {
              String constant = call.constantText(1);
              if (constant == null) {
                return (Kernel.Bbz)
                    (text, pattern) ->
                        atRow(pattern.toString(), folded).matcher(text.toString()).find();
              }
              RegexTest test = new RegexTest(constant, folded, atBind(constant, folded));
              return test.kernel();
            });
  }

  private static Signature both(BiFunction<DataType, DataType, Optional<DataType>> meet) {
    return given -> meet.apply(given.get(0), given.get(1)).map(type -> List.of(type, type));
  }

  private static Pattern atBind(String regex, boolean folded) {
    try {
      return Regexes.compile(regex, folded);
    } catch (PatternSyntaxException e) {
      throw new MillraceException(ErrorCode.TYPE_MISMATCH, message(regex, e), e);
    } catch (EvaluationError tooLarge) {
      throw new MillraceException(tooLarge.code(), tooLarge.getMessage(), tooLarge);
    }
  }

  private static Pattern atRow(String regex, boolean folded) {
    try {
      return Regexes.compile(regex, folded);
    } catch (PatternSyntaxException e) {
      throw new EvaluationError(message(regex, e));
    }
  }

  private static String message(String regex, PatternSyntaxException e) {
    return "Cannot match '"
        + regex
        + "': "
        + e.getDescription()
        + ", expected a regular expression";
  }
}
