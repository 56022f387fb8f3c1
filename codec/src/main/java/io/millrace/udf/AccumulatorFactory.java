// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** Makes an empty {@link Accumulator} for each group. */
@PublicEvolving
@FunctionalInterface
public interface AccumulatorFactory extends Serializable {
  Accumulator create() throws Exception;
}
