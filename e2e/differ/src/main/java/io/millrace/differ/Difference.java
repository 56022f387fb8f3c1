// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

/**
 * That two answers to a question are not the same.
 *
 * @param row at which; null if it is not about a row
 * @param there what DataFusion says
 * @param here what this library says
 */
record Difference(Kind kind, Integer row, String there, String here) {
  /** In what. */
  enum Kind {
    /** This library fails otherwise than by a refusal, or its modes differ. */
    DEFECT,
    /** The text is read otherwise, or by one of both only. */
    READING,
    /** What is printed here is read otherwise there. */
    PRINTED,
    NAME,
    TYPE,
    /** In the metadata of the column of results. */
    METADATA,
    VALUE,
    /** Refused as a whole here, answered there. */
    REFUSED,
    /** Fails for a row here, answered there. */
    FAILS,
    /** Answered here, fails there. */
    ANSWERS
  }
}
