// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.annotation.Internal;

/** Rows of an events file, in order. */
@Internal
public interface Rows extends Closeable {
  /**
   * One row of the file.
   *
   * @param line its line, or its number in a file without lines; from 1
   * @param text as it stands in the file, or null where it is not text
   * @param values in the Java form of {@code Literal}, null if the row can not be read
   * @param problem why it can not be read, or null
   */
  record Row(long line, String text, Object[] values, String problem) {}

  /** The next row, or null at the end. */
  Row next() throws IOException;

  /** Passes over rows without reading their values. */
  void skip(long rows) throws IOException;
}
