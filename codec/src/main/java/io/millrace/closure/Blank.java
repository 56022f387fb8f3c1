// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import org.apache.flink.annotation.Internal;

/**
 * Marks the constructor that classes of functions get where they are defined: it leaves every field
 * empty, to be filled with the values that came. Has no instances.
 */
@Internal
public final class Blank {
  private Blank() {}
}
