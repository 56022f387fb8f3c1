// SPDX-License-Identifier: Apache-2.0
/** Expressions as elements of a stream: written and read again. */
package io.millrace.benchmarks.serde;
