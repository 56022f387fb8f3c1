// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import org.apache.flink.annotation.PublicEvolving;

/** Whether equal arguments give equal results; as in DataFusion. */
@PublicEvolving
public enum Volatility {
  /** Always: a call over constants is evaluated once, when it is bound. */
  IMMUTABLE,
  /** Within one query, here one task. */
  STABLE,
  /** Never: every row is evaluated, and results of a replay may differ. */
  VOLATILE
}
