// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** A span of months, days and nanoseconds, none of which is carried into another. */
@PublicEvolving
public record Interval(int months, int days, long nanos) {}
