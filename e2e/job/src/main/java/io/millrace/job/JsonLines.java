// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.Schema;
import java.io.Serializable;
import org.apache.flink.api.common.functions.MapFunction;

/** What comes out of rules, as lines of JSON. */
final class JsonLines<T> implements MapFunction<T, String> {
  /** Writes one element over rows of a schema. */
  interface Writer<T> extends Serializable {
    String line(T element, Schema schema);
  }

  private static final long serialVersionUID = 1L;

  private final Schema schema;
  private final Writer<T> writer;

  JsonLines(Schema schema, Writer<T> writer) {
    this.schema = schema;
    this.writer = writer;
  }

  @Override
  public String map(T element) {
    return writer.line(element, schema);
  }
}
