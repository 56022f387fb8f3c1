// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.connector.expression.ExprFormatOptions.Representation;
import io.millrace.expr.Expr;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlParser;
import io.millrace.sql.SqlPrinter;
import io.millrace.sql.SqlSchema;
import io.millrace.wire.ExprCodec;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Expressions from one representation to another, text as UTF-8. What comes is read in any case, so
 * that what goes on is an expression; no function that comes with bytes is run.
 */
final class Translation implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Representation from;
  private final Representation to;
  private final Schema columns;

  /**
   * @param columns those that expressions may name; not looked at where there is no text
   */
  Translation(Representation from, Representation to, String columns) {
    this.from = from;
    this.to = to;
    this.columns = columns == null ? Schema.of() : SqlSchema.parse(columns);
  }

  /** Throws {@link MillraceException} for bytes that are no expression. */
  byte[] translate(byte[] message) {
    ExprCodec codec = ExprCodec.create().keepingUnknownNames();
    Expr expr =
        switch (from) {
          case BYTES -> codec.decode(message);
          case SQL -> SqlParser.over(columns).parse(text(message).strip());
        };
    return switch (to) {
      case BYTES -> codec.encode(expr);
      case SQL ->
          SqlPrinter.over(columns).withEquivalents().print(expr).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String text(byte[] message) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      throw new MillraceException(
          ErrorCode.SYNTAX, "Cannot read expression: bytes that are no UTF-8, expected UTF-8", e);
    }
  }
}
