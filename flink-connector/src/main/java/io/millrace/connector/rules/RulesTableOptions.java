// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of the connector {@code millrace-rules}. */
@PublicEvolving
public final class RulesTableOptions {
  public static final ConfigOption<String> PATH =
      ConfigOptions.key("path")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where the rules are: a file that ends in .jsonl, which is read once, or a directory"
                  + " of them, which is watched until a file END lies in it. Rules are written"
                  + " to a directory.");

  public static final ConfigOption<Boolean> IGNORE_PARSE_ERRORS =
      ConfigOptions.key("ignore-parse-errors")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether a line that is no rule has NULL in all columns but line and origin instead"
                  + " of failing the job.");

  private RulesTableOptions() {}
}
