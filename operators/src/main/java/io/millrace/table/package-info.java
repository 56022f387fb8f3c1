// SPDX-License-Identifier: Apache-2.0
/** Expressions and functions of DataFusion in the Table API and in Flink SQL. */
package io.millrace.table;
