// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Lane;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.types.RuleError;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.core.fs.Path;

/**
 * A file of events and how to read it, by the ending of its name: {@code .csv}, {@code .csv.gz},
 * {@code .jsonl}, {@code .jsonl.gz} or {@code .arrow} (an IPC stream or file).
 *
 * @param uri of the file
 * @param columns the schema as SQL text, for csv and jsonl; not used for Arrow, which brings its
 *     own
 * @param nullText the unquoted csv text that means NULL
 */
@PublicEvolving
public record EventsFile(String uri, String columns, String nullText) implements EventFiles {
  /** Of the one file. */
  private static final String NAME = "events";

  private enum Format {
    CSV,
    JSON,
    ARROW
  }

  /** Whether a file of that name is one of events. */
  static boolean isMeantBy(String name) {
    return format(name).isPresent();
  }

  /** Whether a schema has to be given. */
  public boolean needsColumns() {
    return format() != Format.ARROW;
  }

  /**
   * The columns of the rows. Opens the file as far as it takes to see that they can be read; throws
   * MillraceException if they can not.
   */
  @Override
  public Schema schema() throws IOException {
    if (format() == Format.ARROW) {
      try (ArrowRows rows = arrow()) {
        return rows.schema();
      }
    }
    Schema schema = SqlSchema.parse(columns);
    open(schema).close();
    return schema;
  }

  /**
   * The rows.
   *
   * @param schema whatever the table is called; an Arrow file may have more columns
   */
  @Internal
  public Rows open(Schema schema) throws IOException {
    if (format() == Format.ARROW) {
      ArrowRows rows = arrow();
      return NamedColumns.of(rows, rows.schema(), schema);
    }
    InputStream in = stream();
    try {
      return new CastRows(
          format() == Format.CSV ? new CsvRows(in, schema, nullText) : new JsonRows(in, schema),
          flat(schema));
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  private Format format() {
    return format(uri)
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.BAD_EVENT,
                    "Cannot read events from "
                        + uri
                        + ": found another name, expected one that ends in .csv, .csv.gz, .jsonl,"
                        + " .jsonl.gz or .arrow"));
  }

  private static Optional<Format> format(String uri) {
    String name = uri.endsWith(".gz") ? uri.substring(0, uri.length() - 3) : uri;
    if (name.endsWith(".csv")) {
      return Optional.of(Format.CSV);
    }
    if (name.endsWith(".jsonl")) {
      return Optional.of(Format.JSON);
    }
    return uri.endsWith(".arrow") ? Optional.of(Format.ARROW) : Optional.empty();
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public Listing list() {
    return new Listing(List.of(NAME), true);
  }

  @Override
  public EventsFile file(String name) {
    return this;
  }

  @Override
  public RuleError in(String name, RuleError error) {
    return error;
  }

  @Override
  public RuleError unreadable(String name, MillraceException refused) {
    throw refused;
  }

  private ArrowRows arrow() throws IOException {
    Path path = new Path(uri);
    long length = path.getFileSystem().getFileStatus(path).getLen();
    InputStream in = stream();
    try {
      return new ArrowRows(in, length);
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  private InputStream stream() throws IOException {
    Path path = new Path(uri);
    InputStream in = path.getFileSystem().open(path);
    return uri.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  /** Refuses columns that text has no form for; throws TYPE_MISMATCH. */
  @Internal
  public static Schema flat(Schema schema) {
    for (Field field : schema.fields()) {
      Lane lane = Lane.of(field.type());
      if (lane == Lane.OBJECT || lane == Lane.NESTED) {
        throw new MillraceException(
            ErrorCode.TYPE_MISMATCH,
            "Cannot read column \"%s\" from text: it is %s, expected a type without members"
                .formatted(field.name(), field.type()));
      }
    }
    return schema;
  }
}
