// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.expr.Schema;
import io.millrace.sql.Dialect;
import io.millrace.sql.SqlParser;

/**
 * An expression to be evaluated.
 *
 * @param table its columns; null for one row without columns
 */
record Question(String table, Phrase phrase) {
  private static final String LAMBDA = " -> ";

  /** What its values are of. */
  enum Over {
    /** Each of a row alone. */
    ROW,
    /** One of all rows. */
    TABLE,
    /** One of the rows that have the same {@code g}. */
    GROUPS,
    /** Each of a row among all. */
    WINDOW
  }

  Over over() {
    return switch (phrase.sort()) {
      case Grammar.AGGREGATE -> Over.TABLE;
      case Grammar.GROUPED -> Over.GROUPS;
      case Grammar.WINDOW -> Over.WINDOW;
      default -> Over.ROW;
    };
  }

  /** Of its SQL, which is DuckDB's where there are lambdas. */
  SqlParser parser(Schema schema) {
    return SqlParser.over(schema).withDialect(dialect());
  }

  Dialect dialect() {
    return phrase.sql().contains(LAMBDA) ? Dialect.DUCKDB : Dialect.GENERIC;
  }

  /** Values do not follow from a row alone, so that one row that fails fails all. */
  boolean isOfManyRows() {
    return over() != Over.ROW;
  }

  /** What is made for the whole stays what it is over; a part by itself is over a row. */
  Question with(Phrase other) {
    return new Question(table, other);
  }

  @Override
  public String toString() {
    return table + ": " + phrase.sql();
  }
}
