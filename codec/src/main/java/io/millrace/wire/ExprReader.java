// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.MessageReader.once;
import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Operator;
import io.millrace.expr.TableReference;
import io.millrace.wire.ExprProto.LogicalExprNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Expressions from their messages; one reader for each expression. */
final class ExprReader {
  private static final Map<String, Operator> OPERATORS = operators();

  private final MessageReader in;
  private final TypeReader types;
  private final LiteralReader literals;
  private final CallReader calls;
  private final QueryReader queries;

  ExprReader(MessageReader message, UnknownNames unknown, DefinitionReader definitions) {
    in = message;
    types = new TypeReader(in);
    literals = new LiteralReader(in, types);
    calls = new CallReader(in, this, types, literals, unknown, definitions);
    queries = new QueryReader(in, this, types);
  }

  private static Map<String, Operator> operators() {
    Map<String, Operator> operators = new HashMap<>();
    for (Operator operator : Operator.values()) {
      operators.put(operator.wireName(), operator);
    }
    return operators;
  }

  /** The whole bytes. */
  Expr read() {
    in.countNode();
    Expr expr = null;
    int unknown = 0;
    while (in.next()) {
      Expr variant = variant(in.field());
      if (variant == null) {
        unknown = Refusal.unknown(unknown, in.field());
        in.skip();
      } else {
        expr = once(expr, variant);
      }
    }
    if (expr == null) {
      throw Refusal.noVariant("LogicalExprNode", unknown);
    }
    return expr;
  }

  /** A field that is a node. */
  Expr node() {
    int outer = in.enter();
    Expr expr = read();
    in.leave(outer);
    return expr;
  }

  /** Null for a field that is not known. */
  private Expr variant(int field) {
    return switch (field) {
      case LogicalExprNode.COLUMN_FIELD_NUMBER -> column();
      case LogicalExprNode.LITERAL_FIELD_NUMBER -> new Expr.Constant(literals.read());
      case LogicalExprNode.ALIAS_FIELD_NUMBER -> alias();
      case LogicalExprNode.BINARY_EXPR_FIELD_NUMBER -> binary();
      case LogicalExprNode.NOT_EXPR_FIELD_NUMBER -> new Expr.Not(operand());
      case LogicalExprNode.NEGATIVE_FIELD_NUMBER -> new Expr.Negative(operand());
      case LogicalExprNode.IS_NULL_EXPR_FIELD_NUMBER -> is(Expr.Is.Test.NULL);
      case LogicalExprNode.IS_NOT_NULL_EXPR_FIELD_NUMBER -> is(Expr.Is.Test.NOT_NULL);
      case LogicalExprNode.IS_TRUE_FIELD_NUMBER -> is(Expr.Is.Test.TRUE);
      case LogicalExprNode.IS_FALSE_FIELD_NUMBER -> is(Expr.Is.Test.FALSE);
      case LogicalExprNode.IS_UNKNOWN_FIELD_NUMBER -> is(Expr.Is.Test.UNKNOWN);
      case LogicalExprNode.IS_NOT_TRUE_FIELD_NUMBER -> is(Expr.Is.Test.NOT_TRUE);
      case LogicalExprNode.IS_NOT_FALSE_FIELD_NUMBER -> is(Expr.Is.Test.NOT_FALSE);
      case LogicalExprNode.IS_NOT_UNKNOWN_FIELD_NUMBER -> is(Expr.Is.Test.NOT_UNKNOWN);
      case LogicalExprNode.BETWEEN_FIELD_NUMBER -> between();
      case LogicalExprNode.LIKE_FIELD_NUMBER -> like(Expr.Like.Kind.LIKE);
      case LogicalExprNode.ILIKE_FIELD_NUMBER -> like(Expr.Like.Kind.ILIKE);
      case LogicalExprNode.SIMILAR_TO_FIELD_NUMBER -> like(Expr.Like.Kind.SIMILAR_TO);
      case LogicalExprNode.CASE__FIELD_NUMBER -> cases();
      case LogicalExprNode.CAST_FIELD_NUMBER -> cast(false);
      case LogicalExprNode.TRY_CAST_FIELD_NUMBER -> cast(true);
      case LogicalExprNode.IN_LIST_FIELD_NUMBER -> inList();
      case LogicalExprNode.SCALAR_UDF_EXPR_FIELD_NUMBER -> calls.scalar();
      case LogicalExprNode.AGGREGATE_UDF_EXPR_FIELD_NUMBER -> calls.aggregate();
      case LogicalExprNode.WINDOW_EXPR_FIELD_NUMBER -> calls.window();
      case LogicalExprNode.HIGHER_ORDER_UDF_EXPR_FIELD_NUMBER -> calls.higherOrder();
      case LogicalExprNode.LAMBDA_FIELD_NUMBER -> calls.lambda();
      case LogicalExprNode.LAMBDA_VARIABLE_FIELD_NUMBER -> calls.lambdaVariable();
      case LogicalExprNode.WILDCARD_FIELD_NUMBER -> queries.wildcard();
      case LogicalExprNode.PLACEHOLDER_FIELD_NUMBER -> queries.placeholder();
      case LogicalExprNode.UNNEST_FIELD_NUMBER -> queries.unnest();
      case LogicalExprNode.GROUPING_SET_FIELD_NUMBER -> queries.groupingSets();
      case LogicalExprNode.CUBE_FIELD_NUMBER -> queries.grouping(Expr.Grouping.Kind.CUBE);
      case LogicalExprNode.ROLLUP_FIELD_NUMBER -> queries.grouping(Expr.Grouping.Kind.ROLLUP);
      case LogicalExprNode.SCALAR_SUBQUERY_EXPR_FIELD_NUMBER -> queries.subquery();
      default -> null;
    };
  }

  static Expr present(Expr expr, String field) {
    if (expr == null) {
      throw lacks("a node", field);
    }
    return expr;
  }

  /** A message whose one field is a node. */
  private Expr operand() {
    int outer = in.enter();
    Expr expr = null;
    while (in.next()) {
      if (in.field() == ExprProto.IsNull.EXPR_FIELD_NUMBER) {
        expr = once(expr, node());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return present(expr, "expr");
  }

  private Expr is(Expr.Is.Test test) {
    return new Expr.Is(test, operand());
  }

  private Expr column() {
    int outer = in.enter();
    String relation = null;
    String name = "";
    while (in.next()) {
      switch (in.field()) {
        case CommonProto.Column.NAME_FIELD_NUMBER -> name = in.string();
        case CommonProto.Column.RELATION_FIELD_NUMBER -> relation = once(relation, relation());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Column(relation, name);
  }

  private String relation() {
    int outer = in.enter();
    String relation = "";
    while (in.next()) {
      if (in.field() == CommonProto.ColumnRelation.RELATION_FIELD_NUMBER) {
        relation = in.string();
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return relation;
  }

  /** Of several relations the first counts. */
  private Expr alias() {
    int outer = in.enter();
    Expr expr = null;
    String name = "";
    List<TableReference> relations = new ArrayList<>(1);
    Map<String, String> metadata = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.AliasNode.EXPR_FIELD_NUMBER -> expr = once(expr, node());
        case ExprProto.AliasNode.ALIAS_FIELD_NUMBER -> name = in.string();
        case ExprProto.AliasNode.RELATION_FIELD_NUMBER -> relations.add(queries.table());
        case ExprProto.AliasNode.METADATA_FIELD_NUMBER -> in.entry(metadata);
        default -> in.skip();
      }
    }
    in.leave(outer);
    TableReference relation = relations.isEmpty() ? null : relations.get(0);
    return new Expr.Alias(present(expr, "expr"), name, relation, metadata);
  }

  private Expr binary() {
    int outer = in.enter();
    List<Expr> operands = new ArrayList<>(4);
    String name = "";
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.BinaryExprNode.OPERANDS_FIELD_NUMBER -> operands.add(node());
        case ExprProto.BinaryExprNode.OP_FIELD_NUMBER -> name = in.string();
        default -> in.skip();
      }
    }
    in.leave(outer);
    Operator operator = OPERATORS.get(name);
    if (operator == null) {
      throw Refusal.unsupported(
          "operator '" + name + "'",
          "one of " + String.join(" ", new TreeSet<>(OPERATORS.keySet())));
    }
    if (operands.size() < 2) {
      throw malformed(operands.size() + " operands of " + name, "two at least");
    }
    return new Expr.Binary(operator, operands);
  }

  private Expr between() {
    int outer = in.enter();
    Expr expr = null;
    boolean negated = false;
    Expr low = null;
    Expr high = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.BetweenNode.EXPR_FIELD_NUMBER -> expr = once(expr, node());
        case ExprProto.BetweenNode.NEGATED_FIELD_NUMBER -> negated = in.flag();
        case ExprProto.BetweenNode.LOW_FIELD_NUMBER -> low = once(low, node());
        case ExprProto.BetweenNode.HIGH_FIELD_NUMBER -> high = once(high, node());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Between(
        present(expr, "expr"), negated, present(low, "low"), present(high, "high"));
  }

  /** The three kinds have the same fields. */
  private Expr like(Expr.Like.Kind kind) {
    int outer = in.enter();
    boolean negated = false;
    Expr expr = null;
    Expr pattern = null;
    String escape = "";
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.LikeNode.NEGATED_FIELD_NUMBER -> negated = in.flag();
        case ExprProto.LikeNode.EXPR_FIELD_NUMBER -> expr = once(expr, node());
        case ExprProto.LikeNode.PATTERN_FIELD_NUMBER -> pattern = once(pattern, node());
        case ExprProto.LikeNode.ESCAPE_CHAR_FIELD_NUMBER -> escape = in.string();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Like(
        kind, negated, present(expr, "expr"), present(pattern, "pattern"), escape(escape));
  }

  /** DataFusion reads one byte only. */
  private static String escape(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() != 1 || text.charAt(0) > 0x7f) {
      throw malformed("escape_char '" + text + "'", "one ASCII character");
    }
    return text;
  }

  private Expr cases() {
    int outer = in.enter();
    Expr base = null;
    List<Expr.Case.WhenThen> branches = new ArrayList<>(2);
    Expr otherwise = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.CaseNode.EXPR_FIELD_NUMBER -> base = once(base, node());
        case ExprProto.CaseNode.WHEN_THEN_EXPR_FIELD_NUMBER -> branches.add(branch());
        case ExprProto.CaseNode.ELSE_EXPR_FIELD_NUMBER -> otherwise = once(otherwise, node());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Case(base, branches, otherwise);
  }

  private Expr.Case.WhenThen branch() {
    int outer = in.enter();
    Expr when = null;
    Expr then = null;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.WhenThen.WHEN_EXPR_FIELD_NUMBER -> when = once(when, node());
        case ExprProto.WhenThen.THEN_EXPR_FIELD_NUMBER -> then = once(then, node());
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Case.WhenThen(present(when, "when_expr"), present(then, "then_expr"));
  }

  /** CAST and TRY_CAST have the same fields. */
  private Expr cast(boolean safe) {
    int outer = in.enter();
    Expr expr = null;
    DataType type = null;
    Map<String, String> metadata = new LinkedHashMap<>();
    boolean nullable = true;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.CastNode.EXPR_FIELD_NUMBER -> expr = once(expr, node());
        case ExprProto.CastNode.ARROW_TYPE_FIELD_NUMBER -> type = once(type, types.read());
        case ExprProto.CastNode.METADATA_FIELD_NUMBER -> in.entry(metadata);
        case ExprProto.CastNode.NULLABLE_FIELD_NUMBER -> nullable = in.flag();
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (type == null) {
      throw lacks(safe ? "TryCastNode" : "CastNode", "arrow_type");
    }
    return new Expr.Cast(present(expr, "expr"), type, safe, nullable, metadata);
  }

  private Expr inList() {
    int outer = in.enter();
    Expr expr = null;
    List<Expr> list = new ArrayList<>();
    boolean negated = false;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.InListNode.EXPR_FIELD_NUMBER -> expr = once(expr, node());
        case ExprProto.InListNode.LIST_FIELD_NUMBER -> {
          in.checkListItems(list.size());
          list.add(node());
        }
        case ExprProto.InListNode.NEGATED_FIELD_NUMBER -> negated = in.flag();
        default -> in.skip();
      }
    }
    in.leave(outer);
    return new Expr.InList(present(expr, "expr"), list, negated);
  }
}
