// SPDX-License-Identifier: Apache-2.0
/**
 * How values lie in memory: blocks of up to {@link io.millrace.column.Block#CAPACITY} rows in
 * primitive heap arrays, one class for each of six lanes, filled from Arrow vectors or row by row.
 */
package io.millrace.column;
