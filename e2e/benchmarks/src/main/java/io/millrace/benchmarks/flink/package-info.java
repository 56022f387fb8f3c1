// SPDX-License-Identifier: Apache-2.0
/** Whole jobs of one task each, on a cluster in this JVM. */
package io.millrace.benchmarks.flink;
