// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

/**
 * A row whose values are still text.
 *
 * @param line number of its first line in the file, from 1
 * @param text as it stands in the file
 * @param cells one for each column of the schema, null for NULL
 * @param problem why the row can not be read, or null; then {@code cells} is null
 */
record TextRow(long line, String text, String[] cells, String problem) {
  static TextRow of(long line, String text, String[] cells) {
    return new TextRow(line, text, cells, null);
  }

  static TextRow unreadable(long line, String text, String problem) {
    return new TextRow(line, text, null, problem);
  }
}
