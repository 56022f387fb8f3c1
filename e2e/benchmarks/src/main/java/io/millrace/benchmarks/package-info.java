// SPDX-License-Identifier: Apache-2.0
/** The command {@code ./millrace bench}; README.md of this module says how it measures. */
package io.millrace.benchmarks;
