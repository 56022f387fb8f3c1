// SPDX-License-Identifier: Apache-2.0
/** From the bytes of an expression to its first value. */
package io.millrace.benchmarks.latency;
