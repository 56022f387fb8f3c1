// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.ExprTree;
import io.millrace.wire.ExprCodec;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Bytes as an expression: refused by its own exception, or read, printed, compared, and written to
 * bytes that read and write as themselves.
 */
@Internal
public final class DecoderTarget {
  private static final ExprCodec CODEC = ExprCodec.create();

  private DecoderTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.DECODER);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Expr[] read = new Expr[1];
    Allocation.check(input.length, 4 << 20, 1_024, () -> read[0] = decoded(input));
    if (read[0] != null) {
      check(read[0], input);
    }
  }

  private static Expr decoded(byte[] input) {
    try {
      return CODEC.decode(input);
    } catch (MillraceException refused) {
      return null;
    }
  }

  private static void check(Expr expr, byte[] input) {
    ExprPrinter.display(expr);
    ExprTree.print(expr);
    Expr again = CODEC.decode(input);
    if (!expr.equals(again) || expr.hashCode() != again.hashCode()) {
      throw new AssertionError("two readings differ: " + ExprTree.print(again));
    }
    byte[] once;
    try {
      once = CODEC.encode(expr);
    } catch (MillraceException refused) {
      return;
    }
    byte[] twice = CODEC.encode(CODEC.decode(once));
    if (!Arrays.equals(once, twice)) {
      throw new AssertionError("what was written is not written again: " + ExprTree.print(expr));
    }
  }
}
