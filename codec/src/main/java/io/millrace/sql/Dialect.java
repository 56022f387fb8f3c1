// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import org.apache.flink.annotation.PublicEvolving;

/** Whose SQL is read; lambdas {@code x -> …} exist in DuckDB's only. */
@PublicEvolving
public enum Dialect {
  GENERIC,
  DUCKDB
}
