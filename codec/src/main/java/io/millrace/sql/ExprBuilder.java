// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.sql.SqlExpressionParser.ArithmeticExprContext;
import io.millrace.sql.SqlExpressionParser.BetweenExprContext;
import io.millrace.sql.SqlExpressionParser.BoundContext;
import io.millrace.sql.SqlExpressionParser.CastExprContext;
import io.millrace.sql.SqlExpressionParser.ComparisonExprContext;
import io.millrace.sql.SqlExpressionParser.ContainmentExprContext;
import io.millrace.sql.SqlExpressionParser.DistinctExprContext;
import io.millrace.sql.SqlExpressionParser.EscapeExprContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.InExprContext;
import io.millrace.sql.SqlExpressionParser.IsExprContext;
import io.millrace.sql.SqlExpressionParser.LikeExprContext;
import io.millrace.sql.SqlExpressionParser.LiteralContext;
import io.millrace.sql.SqlExpressionParser.LogicalExprContext;
import io.millrace.sql.SqlExpressionParser.NotExprContext;
import io.millrace.sql.SqlExpressionParser.PlaceholderContext;
import io.millrace.sql.SqlExpressionParser.PrimaryExprContext;
import io.millrace.sql.SqlExpressionParser.QuantifiedExprContext;
import io.millrace.sql.SqlExpressionParser.SignedExprContext;
import io.millrace.sql.SqlExpressionParser.StatementContext;
import io.millrace.sql.SqlExpressionParser.SubscriptContext;
import io.millrace.sql.SqlExpressionParser.SubscriptExprContext;
import io.millrace.sql.SqlExpressionParser.WholeContext;
import io.millrace.sql.SqlExpressionParser.ZoneExprContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Parse trees to expressions: the operators. A chain of left-associative operators is a spine of
 * the tree as long as the text, so it is walked, never recursed over.
 */
final class ExprBuilder {
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("=", Operator.EQ),
          Map.entry("==", Operator.EQ),
          Map.entry("<>", Operator.NOT_EQ),
          Map.entry("!=", Operator.NOT_EQ),
          Map.entry("<", Operator.LT),
          Map.entry("<=", Operator.LT_EQ),
          Map.entry(">", Operator.GT),
          Map.entry(">=", Operator.GT_EQ),
          Map.entry("<=>", Operator.IS_NOT_DISTINCT_FROM),
          Map.entry("~", Operator.REGEX_MATCH),
          Map.entry("~*", Operator.REGEX_I_MATCH),
          Map.entry("!~", Operator.REGEX_NOT_MATCH),
          Map.entry("!~*", Operator.REGEX_NOT_I_MATCH),
          Map.entry("~~", Operator.LIKE_MATCH),
          Map.entry("~~*", Operator.I_LIKE_MATCH),
          Map.entry("!~~", Operator.NOT_LIKE_MATCH),
          Map.entry("!~~*", Operator.NOT_I_LIKE_MATCH),
          Map.entry("+", Operator.PLUS),
          Map.entry("-", Operator.MINUS),
          Map.entry("*", Operator.MULTIPLY),
          Map.entry("/", Operator.DIVIDE),
          Map.entry("%", Operator.MODULO),
          Map.entry("||", Operator.STRING_CONCAT),
          Map.entry("&", Operator.BITWISE_AND),
          Map.entry("|", Operator.BITWISE_OR),
          Map.entry("^", Operator.BITWISE_XOR),
          Map.entry("<<", Operator.BITWISE_SHIFT_LEFT),
          Map.entry("@>", Operator.AT_ARROW),
          Map.entry("<@", Operator.ARROW_AT));

  private final SourceText source;
  private final Names names;
  private final KnownTypes types;
  private final SqlTypes sqlTypes;
  private final Constants constants;
  private final PrimaryBuilder primaries;
  private final Lambdas lambdas;
  private final int maxDepth;

  ExprBuilder(SourceText source, Names names, Dialect dialect, int maxDepth) {
    this.source = source;
    this.names = names;
    this.types = new KnownTypes(names);
    this.sqlTypes = new SqlTypes(source, maxDepth);
    this.constants = new Constants(source);
    this.primaries = new PrimaryBuilder(this, source, names, dialect);
    this.lambdas = new Lambdas(this, names, source, dialect);
    this.maxDepth = maxDepth;
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
    Chain chain = new Chain(leaf(at));
    while (!spine.isEmpty()) {
      ExprContext step = spine.pop();
      if (!extend(chain, step)) {
        chain.replace(apply(step, chain.expr()), step);
      }
    }
    return chain.expr();
  }

  private Expr leaf(ExprContext at) {
    if (at instanceof PrimaryExprContext primary) {
      return primaries.visit(primary.primary());
    }
    if (at instanceof SignedExprContext signed) {
      return signed(signed);
    }
    return not((NotExprContext) at);
  }

  /** The operands of one operator are gathered; anything else nests what is there one deeper. */
  private final class Chain {
    private Expr done;
    private Operator operator;
    private List<Expr> operands;
    private int depth;

    Chain(Expr first) {
      this.done = first;
    }

    void add(Operator next, Expr operand, ParserRuleContext at) {
      if (operator != next) {
        Expr left = expr();
        deepen(at);
        operator = next;
        operands = new ArrayList<>();
        if (left instanceof Expr.Binary binary && binary.operator() == next) {
          operands.addAll(binary.operands());
        } else {
          operands.add(left);
        }
      }
      if (operands.size() == 1 && operands.get(0) instanceof Expr.Placeholder first) {
        operands.set(0, Placeholders.typed(first, () -> typeOf(operand, at)));
      }
      operands.add(Placeholders.typed(operand, () -> typeOf(soFar(), at)));
      done = null;
    }

    private Expr soFar() {
      return operands.size() == 1 ? operands.get(0) : new Expr.Binary(operator, operands);
    }

    void replace(Expr expr, ParserRuleContext at) {
      deepen(at);
      done = expr;
      operator = null;
    }

    Expr expr() {
      if (done == null) {
        done = new Expr.Binary(operator, operands);
      }
      return done;
    }

    private void deepen(ParserRuleContext at) {
      if (++depth > maxDepth) {
        throw source.error(
            ErrorCode.LIMIT_EXCEEDED,
            at,
            "Cannot parse SQL: found more than "
                + maxDepth
                + " nested nodes, expected no more (maxDepth)");
      }
    }
  }

  /** Operators that are nothing but a binary expression. */
  private boolean extend(Chain chain, ExprContext step) {
    if (step instanceof LogicalExprContext logical) {
      chain.add(logical.AND() == null ? Operator.OR : Operator.AND, expr(logical.right), step);
      return true;
    }
    if (step instanceof ComparisonExprContext comparison) {
      Operator operator = OPERATORS.get(comparison.comparison().getText());
      chain.add(operator, expr(comparison.right), step);
      return true;
    }
    if (step instanceof ArithmeticExprContext arithmetic) {
      Operator operator = operator(arithmetic);
      Expr right = expr(arithmetic.right);
      if (operator == Operator.STRING_CONCAT) {
        concat(chain, right, step);
      } else {
        chain.add(operator, right, step);
      }
      return true;
    }
    return false;
  }

  private Operator operator(ArithmeticExprContext arithmetic) {
    if (arithmetic.op.getType() == SqlExpressionParser.XOR) {
      return Operator.BITWISE_XOR;
    }
    Operator operator = OPERATORS.get(arithmetic.op.getText());
    if (operator != Operator.GT) {
      return operator;
    }
    int second =
        ((org.antlr.v4.runtime.tree.TerminalNode) arithmetic.getChild(2))
            .getSymbol()
            .getStartIndex();
    if (second != arithmetic.op.getStopIndex() + 1) {
      throw source.error(
          ErrorCode.SYNTAX, arithmetic.op, "Cannot parse SQL: found > >, expected >>");
    }
    return Operator.BITWISE_SHIFT_RIGHT;
  }

  private Expr apply(ExprContext step, Expr left) {
    if (step instanceof CastExprContext cast) {
      return cast(left, sqlTypes.of(cast.dataType()), cast);
    }
    if (step instanceof SubscriptExprContext subscript) {
      return subscript(left, subscript.subscript());
    }
    if (step instanceof ZoneExprContext zone) {
      return zone(left, zone);
    }
    return predicate(step, left);
  }

  private Expr predicate(ExprContext step, Expr left) {
    if (step instanceof BetweenExprContext between) {
      return new Expr.Between(
          left,
          between.NOT() != null,
          Placeholders.typed(bound(between.low), () -> typeOf(left, step)),
          Placeholders.typed(bound(between.high), () -> typeOf(left, step)));
    }
    if (step instanceof InExprContext in) {
      return inList(left, in);
    }
    if (step instanceof LikeExprContext like) {
      return like(left, like);
    }
    if (step instanceof EscapeExprContext escape) {
      return escape(left, escape);
    }
    if (step instanceof IsExprContext is) {
      String test = (is.NOT() == null ? "" : "NOT_") + is.test.getText();
      return new Expr.Is(Expr.Is.Test.valueOf(test.toUpperCase(java.util.Locale.ROOT)), left);
    }
    if (step instanceof DistinctExprContext distinct) {
      Operator operator =
          distinct.NOT() == null ? Operator.IS_DISTINCT_FROM : Operator.IS_NOT_DISTINCT_FROM;
      return binary(left, operator, expr(distinct.right.expr()), step);
    }
    if (step instanceof ContainmentExprContext contains) {
      return containment(left, contains);
    }
    return quantified((QuantifiedExprContext) step, left);
  }

  private Expr inList(Expr left, InExprContext in) {
    List<Expr> list = new ArrayList<>();
    for (WholeContext element : in.whole()) {
      list.add(Placeholders.typed(expr(element.expr()), () -> typeOf(left, in)));
    }
    return new Expr.InList(left, list, in.NOT() != null);
  }

  private Expr like(Expr left, LikeExprContext like) {
    Expr.Like.Kind kind =
        switch (like.kind.getType()) {
          case SqlExpressionParser.LIKE -> Expr.Like.Kind.LIKE;
          case SqlExpressionParser.ILIKE -> Expr.Like.Kind.ILIKE;
          default -> Expr.Like.Kind.SIMILAR_TO;
        };
    Expr pattern = Placeholders.typed(expr(like.right), () -> typeOf(left, like));
    return new Expr.Like(kind, like.NOT() != null, left, pattern, null);
  }

  private Expr quantified(QuantifiedExprContext step, Expr left) {
    Operator operator = OPERATORS.get(step.comparison().getText());
    if (!Quantified.supports(operator) || step.comparison().getText().equals("<=>")) {
      throw source.error(
          ErrorCode.SYNTAX,
          step.comparison(),
          "Cannot use "
              + step.comparison().getText()
              + " with ANY or ALL: expected one of"
              + " =, <>, <, <=, >, >=");
    }
    Expr list = bound(step.operand);
    return step.quantifier.getType() == SqlExpressionParser.ALL
        ? Quantified.all(left, operator, list)
        : Quantified.any(left, operator, list);
  }

  private Expr binary(Expr left, Operator operator, Expr right, ExprContext at) {
    Chain chain = new Chain(left);
    chain.add(operator, right, at);
    return chain.expr();
  }

  private Expr escape(Expr left, EscapeExprContext escape) {
    if (!(escape.left instanceof LikeExprContext) || !(left instanceof Expr.Like like)) {
      throw source.error(
          ErrorCode.SYNTAX, escape.ESCAPE().getSymbol(), "Cannot parse ESCAPE: found no LIKE");
    }
    String text = Names.unquoted(escape.STRING().getText());
    if (text.codePointCount(0, text.length()) != 1) {
      throw source.error(
          ErrorCode.SYNTAX,
          escape.STRING().getSymbol(),
          "Cannot use escape '" + text + "': expected one character");
    }
    return new Expr.Like(like.kind(), like.negated(), like.expr(), like.pattern(), text);
  }

  private Expr containment(Expr left, ContainmentExprContext contains) {
    Expr right = expr(contains.right);
    Operator operator = OPERATORS.get(contains.op.getText());
    boolean lists =
        KnownTypes.dimensions(typeOf(left, contains)) > 0
            && KnownTypes.dimensions(typeOf(right, contains)) > 0;
    if (!lists) {
      return binary(left, operator, right, contains);
    }
    return new Expr.ScalarCall(
        "array_has_all",
        operator == Operator.AT_ARROW ? List.of(left, right) : List.of(right, left));
  }

  /** Texts are joined by the operator, lists by a function. */
  private void concat(Chain chain, Expr right, ParserRuleContext at) {
    boolean texts = chain.operator == Operator.STRING_CONCAT;
    int leftLists = texts ? 0 : KnownTypes.dimensions(typeOf(chain.expr(), at));
    int rightLists = KnownTypes.dimensions(typeOf(right, at));
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

  private Expr subscript(Expr whole, SubscriptContext subscript) {
    boolean slice = subscript.getChildCount() > 1 || opensWithColon(subscript);
    if (slice) {
      if (subscript.lower == null || subscript.upper == null || opensWithColon(subscript)) {
        throw source.error(
            ErrorCode.SYNTAX,
            subscript,
            "Cannot slice: found one bound only, expected both, as in [1:2]");
      }
      Expr stride =
          subscript.stride == null
              ? new Expr.Constant(Literal.of(1L))
              : expr(subscript.stride.expr());
      return new Expr.ScalarCall(
          "array_slice",
          List.of(whole, expr(subscript.lower.expr()), expr(subscript.upper.expr()), stride));
    }
    Expr key = expr(subscript.lower.expr());
    boolean text =
        isLiteral(subscript.lower)
            && key instanceof Expr.Constant constant
            && constant.literal().value() instanceof String;
    if (whole instanceof Expr.AggregateCall call && call.function().equals("array_agg") && !text) {
      List<Expr> args = new ArrayList<>(call.args());
      args.add(key);
      return new Expr.AggregateCall(
          "nth_value",
          args,
          call.distinct(),
          call.filter(),
          call.orderBy(),
          call.nullTreatment(),
          null);
    }
    boolean member = text || isMap(typeOf(whole, subscript));
    return new Expr.ScalarCall(member ? "get_field" : "array_element", List.of(whole, key));
  }

  /** A colon that opens a subscript is that of a slice, not of a placeholder. */
  private static boolean opensWithColon(SubscriptContext subscript) {
    return subscript.start.getText().equals(":");
  }

  private static boolean isMap(DataType type) {
    return type != null && type.id() == TypeId.MAP;
  }

  private Expr signed(SignedExprContext signed) {
    boolean minus = signed.sign.getText().equals("-");
    if (minus && signed.operand instanceof PrimaryExprContext primary) {
      Expr constant = primaries.negative(primary.primary());
      if (constant != null) {
        return constant;
      }
    }
    Expr operand = expr(signed.operand);
    DataType type = typeOf(operand, signed);
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
        || type.id() == TypeId.NULL;
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
    } catch (IllegalArgumentException e) {
      throw source.error(ErrorCode.UNKNOWN_NAME, at, "Cannot read member: found " + e.getMessage());
    }
  }
}
