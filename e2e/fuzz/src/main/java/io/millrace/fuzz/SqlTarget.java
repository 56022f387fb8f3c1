// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.Internal;

/** Text as SQL: refused by its own exception, or an expression that can be printed and written. */
@Internal
public final class SqlTarget {
  private static final SqlParser PARSER =
      SqlParser.over(
          Schema.of(
              Field.of("a", DataType.INT64),
              Field.of("b", DataType.FLOAT64),
              Field.of("s", DataType.UTF8)));
  private static final ExprCodec CODEC = ExprCodec.create();

  private SqlTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.SQL);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    Expr[] parsed = new Expr[1];
    // The parser learns the grammar from what it reads, and keeps it.
    Allocation.check(input.length, 128 << 20, 1 << 16, () -> parsed[0] = parsed(text));
    if (parsed[0] != null) {
      check(parsed[0]);
    }
  }

  private static Expr parsed(String text) {
    try {
      return PARSER.parse(text);
    } catch (MillraceException refused) {
      return null;
    }
  }

  private static void check(Expr expr) {
    ExprPrinter.display(expr);
    byte[] bytes;
    try {
      bytes = CODEC.encode(expr);
    } catch (MillraceException refused) {
      return;
    }
    CODEC.decode(bytes);
  }
}
