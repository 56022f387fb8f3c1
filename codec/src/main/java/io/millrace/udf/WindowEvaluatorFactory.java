// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** Makes a {@link WindowEvaluator} for each partition. */
@PublicEvolving
@FunctionalInterface
public interface WindowEvaluatorFactory extends Serializable {
  WindowEvaluator create() throws Exception;
}
