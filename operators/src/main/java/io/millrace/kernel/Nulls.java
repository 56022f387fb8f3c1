// SPDX-License-Identifier: Apache-2.0
package io.millrace.kernel;

import org.apache.flink.annotation.Internal;

/** What a null argument does to a call. */
@Internal
public enum Nulls {
  /** It makes the result null, and the kernel isn't called. */
  STRICT,
  AS_VALUES
}
