// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.sql.SqlExpressionParser.ArithmeticExprContext;
import io.millrace.sql.SqlExpressionParser.PrimaryExprContext;
import io.millrace.sql.SqlExpressionParser.SignedExprContext;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Signs, and the operators that bind stronger than comparisons. */
final class Arithmetic {
  private final ExprBuilder builder;
  private final PrimaryBuilder primaries;
  private final SourceText source;

  Arithmetic(ExprBuilder builder, PrimaryBuilder primaries, SourceText source) {
    this.builder = builder;
    this.primaries = primaries;
    this.source = source;
  }

  void extend(Chain chain, ArithmeticExprContext arithmetic) {
    Operator operator = operator(arithmetic);
    Expr right = builder.expr(arithmetic.right);
    if (operator == Operator.STRING_CONCAT) {
      concat(chain, right, arithmetic);
    } else {
      chain.add(operator, right, arithmetic);
    }
  }

  /** Two tokens make one operator only if nothing stands between them. */
  private Operator operator(ArithmeticExprContext arithmetic) {
    Operator operator = Operator.spelled(arithmetic.op.getText().toUpperCase(Locale.ROOT));
    if (operator != Operator.GT) {
      return operator;
    }
    int second = ((TerminalNode) arithmetic.getChild(2)).getSymbol().getStartIndex();
    if (second != arithmetic.op.getStopIndex() + 1) {
      throw source.error(
          ErrorCode.SYNTAX, arithmetic.op, "Cannot parse SQL: found > >, expected >>");
    }
    return Operator.BITWISE_SHIFT_RIGHT;
  }

  /** Texts are joined by the operator, lists by a function. */
  private void concat(Chain chain, Expr right, ParserRuleContext at) {
    boolean texts = chain.isOf(Operator.STRING_CONCAT);
    int leftLists = texts ? 0 : KnownTypes.dimensions(builder.typeOf(chain.expr(), at));
    int rightLists = KnownTypes.dimensions(builder.typeOf(right, at));
    if (leftLists == 0 && rightLists == 0) {
      chain.add(Operator.STRING_CONCAT, right, at);
      return;
    }
    String function =
        leftLists == rightLists
            ? "array_concat"
            : leftLists > rightLists ? "array_append" : "array_prepend";
    chain.replace(new Expr.ScalarCall(function, List.of(chain.expr(), right)), at);
  }

  Expr signed(SignedExprContext signed) {
    boolean minus = signed.sign.getText().equals("-");
    if (minus && signed.operand instanceof PrimaryExprContext primary) {
      Expr constant = primaries.negative(primary.primary());
      if (constant != null) {
        return constant;
      }
    }
    Expr operand = builder.expr(signed.operand);
    DataType type = builder.typeOf(operand, signed);
    if (type != null && !admitsSign(type, minus)) {
      throw source.error(
          ErrorCode.TYPE_MISMATCH,
          signed,
          "Cannot apply unary "
              + signed.sign.getText()
              + ": found "
              + type
              + ", expected a"
              + (minus ? " signed" : "")
              + " number, interval or timestamp");
    }
    return minus ? new Expr.Negative(operand) : operand;
  }

  private static boolean admitsSign(DataType type, boolean minus) {
    if (type.isNumeric()) {
      return !minus || type.isSigned() || type.isFloat() || type.isDecimal();
    }
    return type.id() == TypeId.INTERVAL
        || type.id() == TypeId.TIMESTAMP
        || (minus && type.id() == TypeId.NULL);
  }
}
