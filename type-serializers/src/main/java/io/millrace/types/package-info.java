// SPDX-License-Identifier: Apache-2.0
/**
 * How expressions, rules, rows and accumulators live in Flink's state and travel between its tasks.
 */
package io.millrace.types;
