// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.expression;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Options of the format {@code datafusion-expr}; a table says them as {@code
 * 'datafusion-expr.representation'} and so on.
 */
@PublicEvolving
public final class ExprFormatOptions {
  /** How an expression is said. */
  public enum Representation {
    /** DataFusion's protobuf bytes, as {@code Expr.to_bytes()} of datafusion-python writes them. */
    BYTES,
    /** SQL text. */
    SQL
  }

  public static final ConfigOption<Representation> REPRESENTATION =
      ConfigOptions.key("representation")
          .enumType(Representation.class)
          .defaultValue(Representation.BYTES)
          .withDescription(
              "What messages are: an expression's protobuf bytes, or its SQL text. The table's"
                  + " one column has the expression as bytes (BYTES) or as SQL text (STRING).");

  public static final ConfigOption<String> COLUMNS =
      ConfigOptions.key("columns")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The columns that expressions may name, such as 'carrier VARCHAR, dep_delay DOUBLE';"
                  + " required where messages or the column are SQL text.");

  public static final ConfigOption<Boolean> IGNORE_PARSE_ERRORS =
      ConfigOptions.key("ignore-parse-errors")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether a message that is no expression, or that the column has no text for, is"
                  + " passed over instead of failing the job.");

  private ExprFormatOptions() {}
}
