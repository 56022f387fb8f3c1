// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** The binary operators of DataFusion: how the wire names them and how they are printed. */
@PublicEvolving
public enum Operator {
  EQ("Eq", "=", 15),
  NOT_EQ("NotEq", "!=", 15),
  LT("Lt", "<", 18),
  LT_EQ("LtEq", "<=", 15),
  GT("Gt", ">", 18),
  GT_EQ("GtEq", ">=", 15),
  PLUS("Plus", "+", 30),
  MINUS("Minus", "-", 30),
  MULTIPLY("Multiply", "*", 40),
  DIVIDE("Divide", "/", 40),
  MODULO("Modulo", "%", 40),
  AND("And", "AND", 10),
  OR("Or", "OR", 5),
  IS_DISTINCT_FROM("IsDistinctFrom", "IS DISTINCT FROM", 20),
  IS_NOT_DISTINCT_FROM("IsNotDistinctFrom", "IS NOT DISTINCT FROM", 20),
  REGEX_MATCH("RegexMatch", "~", 20),
  REGEX_I_MATCH("RegexIMatch", "~*", 20),
  REGEX_NOT_MATCH("RegexNotMatch", "!~", 20),
  REGEX_NOT_I_MATCH("RegexNotIMatch", "!~*", 20),
  LIKE_MATCH("LikeMatch", "~~", 19),
  I_LIKE_MATCH("ILikeMatch", "~~*", 19),
  NOT_LIKE_MATCH("NotLikeMatch", "!~~", 19),
  NOT_I_LIKE_MATCH("NotILikeMatch", "!~~*", 19),
  BITWISE_AND("BitwiseAnd", "&", 20),
  BITWISE_OR("BitwiseOr", "|", 20),
  BITWISE_XOR("BitwiseXor", "BIT_XOR", 20),
  BITWISE_SHIFT_RIGHT("BitwiseShiftRight", ">>", 20),
  BITWISE_SHIFT_LEFT("BitwiseShiftLeft", "<<", 20),
  STRING_CONCAT("StringConcat", "||", 20),
  AT_ARROW("AtArrow", "@>", 20),
  ARROW_AT("ArrowAt", "<@", 20);

  private final String wireName;
  private final String symbol;
  private final int precedence;

  Operator(String wireName, String symbol, int precedence) {
    this.wireName = wireName;
    this.symbol = symbol;
    this.precedence = precedence;
  }

  public String wireName() {
    return wireName;
  }

  public String symbol() {
    return symbol;
  }

  /** DataFusion's binding strength for printing: an operand that binds weaker gets parentheses. */
  public int precedence() {
    return precedence;
  }
}
