// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Operator;

/**
 * How strong what is written holds together, the weakest first. All predicates are one: the grammar
 * ranks them, but nobody reads {@code a = b IS NULL} without looking it up.
 */
enum Strength {
  /** Takes whatever follows: lambdas, IS DISTINCT FROM. */
  WHOLE,
  OR,
  AND,
  NOT,
  PREDICATE,
  BAR,
  SHIFT,
  AMPERSAND,
  SUM,
  PRODUCT,
  SIGN,
  ZONE,
  SUBSCRIPT,
  PRIMARY;

  static Strength of(Operator operator) {
    return switch (operator) {
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> WHOLE;
      case OR -> OR;
      case AND -> AND;
      case EQ,
          NOT_EQ,
          LT,
          LT_EQ,
          GT,
          GT_EQ,
          REGEX_MATCH,
          REGEX_I_MATCH,
          REGEX_NOT_MATCH,
          REGEX_NOT_I_MATCH,
          LIKE_MATCH,
          I_LIKE_MATCH,
          NOT_LIKE_MATCH,
          NOT_I_LIKE_MATCH,
          AT_ARROW,
          ARROW_AT ->
          PREDICATE;
      case BITWISE_OR -> BAR;
      case BITWISE_XOR, BITWISE_SHIFT_RIGHT, BITWISE_SHIFT_LEFT -> SHIFT;
      case BITWISE_AND -> AMPERSAND;
      case PLUS, MINUS -> SUM;
      case MULTIPLY, DIVIDE, MODULO, STRING_CONCAT -> PRODUCT;
    };
  }

  /** What an operand needs that may not be of this strength itself. */
  Strength next() {
    return values()[ordinal() + 1];
  }
}
