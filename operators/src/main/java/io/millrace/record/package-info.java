// SPDX-License-Identifier: Apache-2.0
/**
 * How a typed expression runs a row at a time: a tree of terms, one class for each of five carriers
 * of a result, that call the kernels with single values.
 */
package io.millrace.record;
