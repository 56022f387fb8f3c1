// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Takes rows and writes what becomes of them, in their order, with their timestamps.
 *
 * @param <T> rows of the input
 * @param <U> what they are evaluated as
 */
interface Stage<T, U> {
  /**
   * @param row not to change until it is answered; or what it was made of, where that is kept
   * @param element which it came with, or of
   */
  void add(U row, StreamRecord<T> element);

  /** Rows that are not answered yet. */
  int pending();

  /** Answers all rows. */
  void flush();
}
