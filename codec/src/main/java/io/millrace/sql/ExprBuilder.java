// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.DataType;
import io.millrace.expr.DefinitionSource;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.sql.SqlExpressionParser.ArithmeticExprContext;
import io.millrace.sql.SqlExpressionParser.BoundContext;
import io.millrace.sql.SqlExpressionParser.CastExprContext;
import io.millrace.sql.SqlExpressionParser.ComparisonExprContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.LiteralContext;
import io.millrace.sql.SqlExpressionParser.LogicalExprContext;
import io.millrace.sql.SqlExpressionParser.NotExprContext;
import io.millrace.sql.SqlExpressionParser.PlaceholderContext;
import io.millrace.sql.SqlExpressionParser.PrimaryExprContext;
import io.millrace.sql.SqlExpressionParser.SignedExprContext;
import io.millrace.sql.SqlExpressionParser.StatementContext;
import io.millrace.sql.SqlExpressionParser.SubscriptExprContext;
import io.millrace.sql.SqlExpressionParser.ZoneExprContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Parse trees to expressions. A chain of left-associative operators is a spine of the tree as long
 * as the text, so it is walked, never recursed over.
 */
final class ExprBuilder {
  private final SourceText source;
  private final Names names;
  private final KnownTypes types;
  private final SqlTypes sqlTypes;
  private final Constants constants;
  private final PrimaryBuilder primaries;
  private final Lambdas lambdas;
  private final Arithmetic arithmetic;
  private final Predicates predicates;
  private final Subscripts subscripts;
  private final Limits limits;

  ExprBuilder(
      SourceText source, Names names, Dialect dialect, DefinitionSource functions, Limits limits) {
    this.source = source;
    this.names = names;
    this.types = new KnownTypes(names);
    this.sqlTypes = new SqlTypes(source, limits);
    this.constants = new Constants(source);
    this.primaries = new PrimaryBuilder(this, source, names, dialect, functions);
    this.lambdas = new Lambdas(this, names, source, dialect);
    this.arithmetic = new Arithmetic(this, primaries, source);
    this.predicates = new Predicates(this, source);
    this.subscripts = new Subscripts(this, source);
    this.limits = limits;
  }

  Lambdas lambdas() {
    return lambdas;
  }

  Constants constants() {
    return constants;
  }

  SqlTypes sqlTypes() {
    return sqlTypes;
  }

  Expr statement(StatementContext statement) {
    Expr expr = expr(statement.expr());
    if (statement.alias != null) {
      return new Expr.Alias(expr, Names.of(statement.alias));
    }
    return statement.text == null
        ? expr
        : new Expr.Alias(expr, Names.unquoted(statement.text.getText()));
  }

  Expr bound(BoundContext bound) {
    return expr(bound.expr());
  }

  /** A key of an aggregate's order: a number means the column of that place. */
  Expr orderKey(ExprContext key) {
    Expr expr = expr(key);
    if (!(expr instanceof Expr.Constant constant) || !isLiteral(key)) {
      return expr;
    }
    boolean number = key.start.getType() == SqlExpressionParser.NUMBER;
    if (!number) {
      return expr;
    }
    if (!(constant.literal().value() instanceof Long place)
        || place < 1
        || place > names.columns()) {
      throw source.error(
          ErrorCode.UNKNOWN_NAME,
          key,
          "Cannot order by column " + key.getText() + ": found " + names.columns() + " columns");
    }
    return names.column((int) (place - 1));
  }

  /** True where nothing but a literal or a placeholder stands. */
  boolean isLiteral(ParserRuleContext expr) {
    ParserRuleContext at = expr;
    while (at.getChildCount() == 1 && at.getChild(0) instanceof ParserRuleContext only) {
      if (only instanceof LiteralContext || only instanceof PlaceholderContext) {
        return true;
      }
      at = only;
    }
    return false;
  }

  /** Keys and values of a map, each as a list. */
  static Expr map(List<Expr> keys, List<Expr> values) {
    return new Expr.ScalarCall(
        "map",
        List.of(
            new Expr.ScalarCall("make_array", keys), new Expr.ScalarCall("make_array", values)));
  }

  Expr expr(ExprContext top) {
    Deque<ExprContext> spine = new ArrayDeque<>();
    ExprContext at = top;
    while (at.getChild(0) instanceof ExprContext left) {
      spine.push(at);
      at = left;
    }
    Chain chain = new Chain(leaf(at), this);
    while (!spine.isEmpty()) {
      ExprContext step = spine.pop();
      if (!extend(chain, step)) {
        chain.replace(apply(step, chain.expr()), step);
      }
    }
    return chain.expr();
  }

  /** Chains nest without a nesting in the text. */
  void checkDepth(int depth, ParserRuleContext at) {
    if (depth > limits.of(Limit.DEPTH)) {
      throw source.error(
          Limit.DEPTH.code(), at, limits.refusal(Limit.DEPTH, "parse SQL", "nodes nested deeper"));
    }
  }

  private Expr leaf(ExprContext at) {
    if (at instanceof PrimaryExprContext primary) {
      return primaries.visit(primary.primary());
    }
    if (at instanceof SignedExprContext signed) {
      return arithmetic.signed(signed);
    }
    return not((NotExprContext) at);
  }

  /** Operators that are nothing but a binary expression. */
  private boolean extend(Chain chain, ExprContext step) {
    if (step instanceof LogicalExprContext logical) {
      chain.add(logical.AND() == null ? Operator.OR : Operator.AND, expr(logical.right), step);
      return true;
    }
    if (step instanceof ComparisonExprContext comparison) {
      Operator operator = Operator.spelled(comparison.comparison().getText());
      chain.add(operator, expr(comparison.right), step);
      return true;
    }
    if (step instanceof ArithmeticExprContext term) {
      arithmetic.extend(chain, term);
      return true;
    }
    return false;
  }

  private Expr apply(ExprContext step, Expr left) {
    if (step instanceof CastExprContext cast) {
      return cast(left, sqlTypes.of(cast.dataType()), cast);
    }
    if (step instanceof SubscriptExprContext subscript) {
      return subscripts.of(left, subscript.subscript());
    }
    if (step instanceof ZoneExprContext zone) {
      return zone(left, zone);
    }
    return predicates.of(step, left);
  }

  /** Integers become timestamps as seconds, whatever the unit of the timestamp. */
  Expr cast(Expr operand, DataType type, ParserRuleContext at) {
    boolean nanoseconds =
        type instanceof DataType.Timestamp timestamp && timestamp.unit() == TimeUnit.NANOSECOND;
    if (nanoseconds && DataType.INT64.equals(typeOf(operand, at))) {
      String zone = ((DataType.Timestamp) type).zone();
      return Expr.Cast.of(Expr.Cast.of(operand, DataType.timestamp(TimeUnit.SECOND, zone)), type);
    }
    return Expr.Cast.of(operand, type);
  }

  private Expr zone(Expr left, ZoneExprContext zone) {
    Expr name = expr(zone.right);
    boolean constant =
        zone.right instanceof PrimaryExprContext
            && name instanceof Expr.Constant text
            && text.literal().value() instanceof String;
    if (!constant) {
      throw source.error(
          ErrorCode.SYNTAX, zone.right, "Cannot use time zone: expected a text such as 'UTC'");
    }
    String text = (String) ((Expr.Constant) name).literal().value();
    return Expr.Cast.of(left, DataType.timestamp(TimeUnit.NANOSECOND, text));
  }

  private Expr not(NotExprContext not) {
    Expr operand = expr(not.operand);
    DataType type = typeOf(operand, not);
    if (type != null && type.id() != TypeId.BOOLEAN && type.id() != TypeId.NULL) {
      throw source.error(
          ErrorCode.TYPE_MISMATCH, not, "Cannot apply NOT: found " + type + ", expected a Boolean");
    }
    return new Expr.Not(operand);
  }

  /** The type of what was built, or null. */
  DataType typeOf(Expr expr, ParserRuleContext at) {
    try {
      return types.of(expr);
    } catch (NoMember e) {
      throw source.error(ErrorCode.UNKNOWN_NAME, at, "Cannot read member: found " + e.getMessage());
    }
  }
}
