// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Which arguments a function takes, in the words of DataFusion's {@code Signature}. */
@Internal
@FunctionalInterface
public interface Signature {
  /**
   * The types to which the given ones are cast before the call, or empty if the call is refused.
   */
  Optional<List<DataType>> coerce(List<DataType> given);
}
