// SPDX-License-Identifier: Apache-2.0
/** Expressions over one Java object at a time, as an operator of a stream meets them. */
package io.millrace.benchmarks.rows;
