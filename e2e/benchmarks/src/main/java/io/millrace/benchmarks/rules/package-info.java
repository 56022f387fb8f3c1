// SPDX-License-Identifier: Apache-2.0
/** Many expressions over the same rows, and very many that are only there. */
package io.millrace.benchmarks.rules;
