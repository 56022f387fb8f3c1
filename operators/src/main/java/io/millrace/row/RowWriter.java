// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import org.apache.flink.annotation.Internal;

/** Makes rows of a user's type of results, each a new object. Confined to one thread. */
@Internal
public interface RowWriter<R> {
  /** Of the results as they are now; null where a primitive property has no value. */
  R write();
}
