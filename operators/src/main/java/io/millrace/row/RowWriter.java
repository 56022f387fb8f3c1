// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import org.apache.flink.annotation.Internal;

/** Makes rows of a user's type of results, each a new object. Confined to one thread. */
@Internal
public interface RowWriter<R> {
  /** Of row 0 of the blocks. */
  R write(Block[] results);
}
