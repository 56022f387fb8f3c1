// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

/**
 * An expression to be evaluated.
 *
 * @param table its columns; null for one row without columns
 */
record Question(String table, Phrase phrase) {
  boolean isAggregate() {
    return phrase.sort().equals(Grammar.AGGREGATE);
  }

  Question with(Phrase other) {
    return new Question(table, other);
  }

  @Override
  public String toString() {
    return table + ": " + phrase.sql();
  }
}
