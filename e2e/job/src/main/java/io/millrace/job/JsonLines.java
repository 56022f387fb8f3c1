// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.Schema;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** What comes out of rules, as lines of JSON. */
final class JsonLines<T> extends RichMapFunction<T, String> {
  /** Writes one element over rows of a schema. */
  interface Writer<T> extends Serializable {
    String line(T element, Schema schema);
  }

  private static final long serialVersionUID = 1L;

  private final Columns columns;
  private final Writer<T> writer;
  private transient Schema schema;

  JsonLines(Columns columns, Writer<T> writer) {
    this.columns = columns;
    this.writer = writer;
  }

  @Override
  public void open(OpenContext context) {
    schema = columns.schema();
  }

  @Override
  public String map(T element) {
    return writer.line(element, schema);
  }
}
