// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import org.apache.flink.annotation.Internal;

/**
 * Up to {@link Block#CAPACITY} rows by column; a column is brought into its block when first asked
 * for.
 */
@Internal
public interface Batch {
  int rows();

  Block column(int index);
}
