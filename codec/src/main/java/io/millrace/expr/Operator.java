// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The binary operators of DataFusion: how the wire names them, how they are printed, how SQL spells
 * them, and of which kind they are. Its place in the grammar, and its meaning in the switches over
 * its kind, are all that another one needs.
 */
@PublicEvolving
public enum Operator {
  EQ("Eq", Kind.COMPARISON, 15, "=", "=="),
  NOT_EQ("NotEq", Kind.COMPARISON, 15, "!=", "<>"),
  LT("Lt", Kind.COMPARISON, 18, "<"),
  LT_EQ("LtEq", Kind.COMPARISON, 15, "<="),
  GT("Gt", Kind.COMPARISON, 18, ">"),
  GT_EQ("GtEq", Kind.COMPARISON, 15, ">="),
  PLUS("Plus", Kind.ARITHMETIC, 30, "+"),
  MINUS("Minus", Kind.ARITHMETIC, 30, "-"),
  MULTIPLY("Multiply", Kind.ARITHMETIC, 40, "*"),
  DIVIDE("Divide", Kind.ARITHMETIC, 40, "/"),
  MODULO("Modulo", Kind.ARITHMETIC, 40, "%"),
  AND("And", Kind.LOGIC, 10, "AND"),
  OR("Or", Kind.LOGIC, 5, "OR"),
  IS_DISTINCT_FROM("IsDistinctFrom", Kind.DISTINCTION, 20, "IS DISTINCT FROM"),
  IS_NOT_DISTINCT_FROM("IsNotDistinctFrom", Kind.DISTINCTION, 20, "IS NOT DISTINCT FROM", "<=>"),
  REGEX_MATCH("RegexMatch", Kind.PATTERN, 20, "~"),
  REGEX_I_MATCH("RegexIMatch", Kind.PATTERN, 20, "~*"),
  REGEX_NOT_MATCH("RegexNotMatch", Kind.PATTERN, 20, "!~"),
  REGEX_NOT_I_MATCH("RegexNotIMatch", Kind.PATTERN, 20, "!~*"),
  LIKE_MATCH("LikeMatch", Kind.PATTERN, 19, "~~"),
  I_LIKE_MATCH("ILikeMatch", Kind.PATTERN, 19, "~~*"),
  NOT_LIKE_MATCH("NotLikeMatch", Kind.PATTERN, 19, "!~~"),
  NOT_I_LIKE_MATCH("NotILikeMatch", Kind.PATTERN, 19, "!~~*"),
  BITWISE_AND("BitwiseAnd", Kind.BITWISE, 20, "&"),
  BITWISE_OR("BitwiseOr", Kind.BITWISE, 20, "|"),
  BITWISE_XOR("BitwiseXor", Kind.BITWISE, 20, "BIT_XOR", "^", "XOR"),
  BITWISE_SHIFT_RIGHT("BitwiseShiftRight", Kind.BITWISE, 20, ">>"),
  BITWISE_SHIFT_LEFT("BitwiseShiftLeft", Kind.BITWISE, 20, "<<"),
  STRING_CONCAT("StringConcat", Kind.CONCATENATION, 20, "||"),
  AT_ARROW("AtArrow", Kind.CONTAINMENT, 20, "@>"),
  ARROW_AT("ArrowAt", Kind.CONTAINMENT, 20, "<@");

  /** Operators of one kind take and give types in the same way. */
  public enum Kind {
    COMPARISON,
    /** Comparisons for which nulls are values. */
    DISTINCTION,
    LOGIC,
    ARITHMETIC,
    BITWISE,
    PATTERN,
    CONCATENATION,
    CONTAINMENT
  }

  private static final Map<String, Operator> BY_SPELLING = new HashMap<>();

  static {
    for (Operator operator : values()) {
      for (String spelling : operator.spellings) {
        if (BY_SPELLING.put(spelling, operator) != null) {
          throw new AssertionError("spelling of two operators: " + spelling);
        }
      }
    }
  }

  private final String wireName;
  private final Kind kind;
  private final int precedence;
  private final List<String> spellings;

  Operator(String wireName, Kind kind, int precedence, String... spellings) {
    this.wireName = wireName;
    this.kind = kind;
    this.precedence = precedence;
    this.spellings = List.of(spellings);
  }

  /**
   * The operator of a spelling in SQL, words in upper case. Throws IllegalArgumentException where
   * there is none.
   */
  public static Operator spelled(String sql) {
    Operator operator = BY_SPELLING.get(sql);
    if (operator == null) {
      throw new IllegalArgumentException("no operator: " + sql);
    }
    return operator;
  }

  public String wireName() {
    return wireName;
  }

  public Kind kind() {
    return kind;
  }

  /** How DataFusion prints the operator, which is also SQL but for BIT_XOR. */
  public String symbol() {
    return spellings.get(0);
  }

  /** The symbol, and the other spellings that SQL has. */
  public List<String> spellings() {
    return spellings;
  }

  /** DataFusion's binding strength for printing: an operand that binds weaker gets parentheses. */
  public int precedence() {
    return precedence;
  }
}
