// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import java.io.Closeable;
import java.io.IOException;

/** Rows of an events file in text form, in order. */
interface TextRows extends Closeable {
  /** The next row, or null at the end. */
  TextRow next() throws IOException;
}
