// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.MillraceException;
import io.millrace.arithmetic.Operators;
import io.millrace.column.EvaluationError;
import io.millrace.column.RandomValues;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.value.Floats;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A kernel over blocks and its form by value have one answer. */
class KernelFormsTest {
  private static final int PAIRS = 300;
  private static final Set<Operator> OPERATORS =
      EnumSet.of(
          Operator.EQ, Operator.NOT_EQ, Operator.LT, Operator.LT_EQ, Operator.GT, Operator.GT_EQ);
  private static final List<Double> FLOATS =
      List.of(0.0, -0.0, 1.0, Double.NaN, Double.POSITIVE_INFINITY, 65520.0, 1.0 / 3, -2049.0);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomValues values = new RandomValues(random);

  @Test
  void operatorsOfEveryTypeAnswerAlikeInBothForms() {
    int compared = 0;
    for (Operator operator : OPERATORS) {
      for (DataType type : RandomValues.TYPES) {
        compared += compare(operator, type) ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  /** False where there are no two forms. */
  private boolean compare(Operator operator, DataType type) {
    Kernel.TwoForms forms = forms(operator, type);
    if (forms == null) {
      return false;
    }
    DataType result = result(operator, type);
    for (int i = 0; i < PAIRS; i++) {
      List<Literal> args = List.of(new Literal(type, value(type)), new Literal(type, value(type)));
      assertThat(outcome(forms.byValue(), args, result))
          .as("seed %d: %s of %s", seed, operator, args)
          .isEqualTo(outcome(forms.blocks(), args, result));
    }
    return true;
  }

  /** The result, or the message of the error. */
  private static Object outcome(Kernel kernel, List<Literal> args, DataType result) {
    try {
      return Single.evaluate(kernel, Nulls.STRICT, args, result);
    } catch (EvaluationError e) {
      return e.getMessage();
    }
  }

  private static Kernel.TwoForms forms(Operator operator, DataType type) {
    Scalar function = Operators.binary(operator);
    try {
      boolean accepted =
          function.accepts().coerce(List.of(type, type)).equals(Optional.of(List.of(type, type)));
      return accepted && function.kernel().apply(call(operator, type)) instanceof Kernel.TwoForms it
          ? it
          : null;
    } catch (MillraceException refused) {
      return null;
    }
  }

  private static Call call(Operator operator, DataType type) {
    return new Call(List.of(type, type), Collections.nCopies(2, null), result(operator, type));
  }

  private static DataType result(Operator operator, DataType type) {
    return Operators.binary(operator)
        .returns()
        .apply(new Call(List.of(type, type), Collections.nCopies(2, null), null));
  }

  /** Small ones and those at the edges are likely. */
  private Object value(DataType type) {
    if (type.isInteger() && random.nextInt(3) > 0) {
      long edge = type.isSigned() ? Long.MIN_VALUE >> (64 - type.id().bits()) : 0;
      return random.nextBoolean() ? edge : (long) random.nextInt(3) + (edge == 0 ? 0 : -1);
    }
    if (type.isFloat() && random.nextInt(3) > 0) {
      return Floats.rounded(FLOATS.get(random.nextInt(FLOATS.size())), type);
    }
    return values.value(type);
  }
}
