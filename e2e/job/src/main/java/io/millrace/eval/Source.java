// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.connector.EventsFile;
import io.millrace.connector.Rows;
import io.millrace.expr.Schema;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What expressions are over, as options say it.
 *
 * @param file null where there is none; then there is one row without columns, or with columns none
 */
record Source(EventsFile file, Schema schema, Dialect dialect) {
  static final Set<String> OPTIONS = Set.of("--input", "--schema", "--null", "--dialect");

  /** In the order of {@link #OPTIONS}. */
  static final String HELP =
      """
        --input FILE    rows: .csv, .csv.gz, .jsonl, .jsonl.gz or .arrow
        --schema TEXT   columns as in CREATE TABLE, for csv and jsonl; @FILE reads them
        --null TEXT     the unquoted csv text that means NULL (empty)
        --dialect NAME  whose SQL it is: generic, or duckdb for lambdas (generic)
      """;

  private static final String TABLE = "t";

  static Source of(CommandLine line) throws CommandLine.Refused, IOException {
    String input = line.one("--input", null);
    String columns = columns(line.one("--schema", null));
    Dialect dialect = dialect(line.one("--dialect", "generic"));
    if (input == null) {
      Schema schema = columns == null ? Schema.of() : schema(columns);
      return new Source(null, schema.as(TABLE), dialect);
    }
    if (!Files.isReadable(Path.of(input))) {
      throw new CommandLine.Refused(
          "Cannot use --input: found no file %s that can be read".formatted(input));
    }
    EventsFile file = new EventsFile(input, columns, line.one("--null", ""));
    try {
      if (columns == null && file.needsColumns()) {
        throw new CommandLine.Refused(
            "Cannot use --schema: found nothing, expected the columns of " + input);
      }
      return new Source(file, file.schema().as(TABLE), dialect);
    } catch (MillraceException refused) {
      throw new CommandLine.Refused(refused.getMessage());
    }
  }

  private static String columns(String text) throws CommandLine.Refused {
    if (text == null || !text.startsWith("@")) {
      return text;
    }
    try {
      return Files.readString(Path.of(text.substring(1)));
    } catch (IOException unreadable) {
      throw new CommandLine.Refused(
          "Cannot use --schema: found no readable file %s, expected text or @file"
              .formatted(text.substring(1)));
    }
  }

  private static Schema schema(String columns) throws CommandLine.Refused {
    try {
      return SqlSchema.parse(columns);
    } catch (MillraceException refused) {
      throw new CommandLine.Refused("Cannot use --schema: " + refused.getMessage());
    }
  }

  private static Dialect dialect(String name) throws CommandLine.Refused {
    try {
      return Dialect.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new CommandLine.Refused(
          "Cannot use --dialect: found \"%s\", expected generic or duckdb".formatted(name));
    }
  }

  /** Null where there is no file. */
  Rows open() throws IOException {
    return file == null ? null : file.open(schema);
  }
}
