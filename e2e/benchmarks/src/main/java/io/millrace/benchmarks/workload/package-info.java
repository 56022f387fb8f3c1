// SPDX-License-Identifier: Apache-2.0
/** What is computed, over which rows: the same for all contestants, from one seed. */
package io.millrace.benchmarks.workload;
