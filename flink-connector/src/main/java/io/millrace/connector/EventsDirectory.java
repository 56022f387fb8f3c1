// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlSchema;
import io.millrace.types.RuleError;
import java.io.IOException;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A directory that is watched for files of events until a file named {@code END} lies in it. Files
 * are put there by rename and read whole, in order of name as far as they are there when it is
 * looked; what has been read is not looked at again.
 *
 * @param schema of all files
 * @param nullText the unquoted csv text that means NULL
 */
@PublicEvolving
public record EventsDirectory(String uri, Schema schema, String nullText) implements EventFiles {
  /**
   * One that lies there.
   *
   * @param columns the schema as SQL text, or null for that of the first Arrow file
   */
  public static EventsDirectory of(String uri, String columns, String nullText) throws IOException {
    return new EventsDirectory(
        uri, columns == null ? firstSchema(uri) : SqlSchema.parse(columns), nullText);
  }

  private static Schema firstSchema(String uri) throws IOException {
    for (FileStatus each : files(uri).files()) {
      EventsFile file = new EventsFile(each.getPath().toString(), null, "");
      if (!file.needsColumns()) {
        return file.schema();
      }
    }
    throw new MillraceException(
        ErrorCode.BAD_EVENT,
        "Cannot read events from " + uri + ": found no columns, expected them or an Arrow file");
  }

  @Override
  public Boundedness boundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  private static WatchedDirectory.Listing files(String uri) throws IOException {
    return new WatchedDirectory(new Path(uri)).list(EventsFile::isMeantBy);
  }

  @Override
  public Listing list() throws IOException {
    WatchedDirectory.Listing found = files(uri);
    return new Listing(
        found.files().stream().map(each -> each.getPath().getName()).toList(), found.complete());
  }

  @Override
  public EventsFile file(String name) {
    return new EventsFile(new Path(new Path(uri), name).toString(), null, nullText);
  }

  @Override
  public RuleError in(String name, RuleError error) {
    return error.from(name);
  }

  @Override
  public RuleError unreadable(String name, MillraceException refused) {
    return RuleError.ofLine(0, name, refused.getMessage());
  }
}
