// SPDX-License-Identifier: Apache-2.0
/** Expressions and aggregates over batches of columns. */
package io.millrace.benchmarks.eval;
