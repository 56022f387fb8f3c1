// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.arrow.vector.FieldVector;
import org.apache.flink.annotation.Internal;

/** Gives one column of the results of each batch. */
@Internal
public sealed interface ResultColumn permits ArrowColumn, SharedColumn {
  /** The vector for the batch, which is the caller's to close. */
  FieldVector finish(Dictionaries dictionaries);

  /**
   * The field of the last vector, for a schema: the vector itself forgets names inside lists and
   * ids of unions. The same object as long as nothing about it changes.
   */
  org.apache.arrow.vector.types.pojo.Field arrowField();
}
