// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** RESPECT NULLS or IGNORE NULLS; in the order of the wire. */
@PublicEvolving
public enum NullTreatment {
  RESPECT_NULLS,
  IGNORE_NULLS
}
