// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Operator;
import io.millrace.expr.SortKey;
import io.millrace.expr.TableReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Expressions from their messages, whose depth {@link WireScan} has bounded. */
final class ExprReader {
  private static final Map<String, Operator> OPERATORS =
      Arrays.stream(Operator.values())
          .collect(Collectors.toUnmodifiableMap(Operator::wireName, Function.identity()));

  private final CallReader calls = new CallReader(this);

  Expr read(ExprProto.LogicalExprNode node) {
    return switch (node.getExprTypeCase()) {
      case COLUMN -> column(node.getColumn());
      case LITERAL -> new Expr.Constant(LiteralReader.read(node.getLiteral()));
      case ALIAS -> alias(node.getAlias());
      case BINARY_EXPR -> binary(node.getBinaryExpr());
      case NOT_EXPR ->
          new Expr.Not(child(node.getNotExpr().getExpr(), node.getNotExpr().hasExpr()));
      case NEGATIVE ->
          new Expr.Negative(child(node.getNegative().getExpr(), node.getNegative().hasExpr()));
      case IS_NULL_EXPR,
          IS_NOT_NULL_EXPR,
          IS_TRUE,
          IS_FALSE,
          IS_UNKNOWN,
          IS_NOT_TRUE,
          IS_NOT_FALSE,
          IS_NOT_UNKNOWN ->
          is(node);
      case BETWEEN -> between(node.getBetween());
      case LIKE, ILIKE, SIMILAR_TO -> like(node);
      case CASE_ -> caseExpr(node.getCase());
      case CAST -> cast(node.getCast());
      case TRY_CAST -> tryCast(node.getTryCast());
      case IN_LIST -> inList(node.getInList());
      case SCALAR_UDF_EXPR -> calls.scalar(node.getScalarUdfExpr());
      case AGGREGATE_UDF_EXPR -> calls.aggregate(node.getAggregateUdfExpr());
      case WINDOW_EXPR -> calls.window(node.getWindowExpr());
      case HIGHER_ORDER_UDF_EXPR -> calls.higherOrder(node.getHigherOrderUdfExpr());
      case LAMBDA -> lambda(node.getLambda());
      case LAMBDA_VARIABLE -> lambdaVariable(node.getLambdaVariable());
      case WILDCARD ->
          new Expr.Wildcard(
              node.getWildcard().hasQualifier() ? table(node.getWildcard().getQualifier()) : null);
      case PLACEHOLDER -> placeholder(node.getPlaceholder());
      case UNNEST -> unnest(node.getUnnest());
      case GROUPING_SET, CUBE, ROLLUP -> grouping(node);
      case SCALAR_SUBQUERY_EXPR -> subquery(node.getScalarSubqueryExpr());
      case EXPRTYPE_NOT_SET -> throw Refusal.noVariant("LogicalExprNode", node.getUnknownFields());
    };
  }

  List<Expr> all(List<ExprProto.LogicalExprNode> nodes) {
    List<Expr> exprs = new ArrayList<>(nodes.size());
    for (ExprProto.LogicalExprNode node : nodes) {
      exprs.add(read(node));
    }
    return exprs;
  }

  List<SortKey> sortKeys(List<ExprProto.SortExprNode> nodes) {
    List<SortKey> keys = new ArrayList<>(nodes.size());
    for (ExprProto.SortExprNode node : nodes) {
      keys.add(
          new SortKey(child(node.getExpr(), node.hasExpr()), node.getAsc(), node.getNullsFirst()));
    }
    return keys;
  }

  private Expr child(ExprProto.LogicalExprNode node, boolean present) {
    return child(node, present, "expr");
  }

  private Expr child(ExprProto.LogicalExprNode node, boolean present, String field) {
    if (!present) {
      throw lacks("a node", field);
    }
    return read(node);
  }

  private static Expr column(CommonProto.Column node) {
    return new Expr.Column(
        node.hasRelation() ? node.getRelation().getRelation() : null, node.getName());
  }

  private Expr alias(ExprProto.AliasNode node) {
    TableReference relation = node.getRelationCount() == 0 ? null : table(node.getRelation(0));
    return new Expr.Alias(
        child(node.getExpr(), node.hasExpr()), node.getAlias(), relation, node.getMetadataMap());
  }

  private Expr binary(ExprProto.BinaryExprNode node) {
    Operator operator = OPERATORS.get(node.getOp());
    if (operator == null) {
      throw Refusal.unsupported("operator '" + node.getOp() + "'", "one of " + sortedOperators());
    }
    if (node.getOperandsCount() < 2) {
      throw malformed(node.getOperandsCount() + " operands of " + node.getOp(), "two at least");
    }
    return new Expr.Binary(operator, all(node.getOperandsList()));
  }

  private static String sortedOperators() {
    return OPERATORS.keySet().stream().sorted().collect(Collectors.joining(" "));
  }

  private Expr is(ExprProto.LogicalExprNode node) {
    return switch (node.getExprTypeCase()) {
      case IS_NULL_EXPR ->
          is(Expr.Is.Test.NULL, node.getIsNullExpr().getExpr(), node.getIsNullExpr().hasExpr());
      case IS_NOT_NULL_EXPR ->
          is(
              Expr.Is.Test.NOT_NULL,
              node.getIsNotNullExpr().getExpr(),
              node.getIsNotNullExpr().hasExpr());
      case IS_TRUE -> is(Expr.Is.Test.TRUE, node.getIsTrue().getExpr(), node.getIsTrue().hasExpr());
      case IS_FALSE ->
          is(Expr.Is.Test.FALSE, node.getIsFalse().getExpr(), node.getIsFalse().hasExpr());
      case IS_UNKNOWN ->
          is(Expr.Is.Test.UNKNOWN, node.getIsUnknown().getExpr(), node.getIsUnknown().hasExpr());
      case IS_NOT_TRUE ->
          is(Expr.Is.Test.NOT_TRUE, node.getIsNotTrue().getExpr(), node.getIsNotTrue().hasExpr());
      case IS_NOT_FALSE ->
          is(
              Expr.Is.Test.NOT_FALSE,
              node.getIsNotFalse().getExpr(),
              node.getIsNotFalse().hasExpr());
      default ->
          is(
              Expr.Is.Test.NOT_UNKNOWN,
              node.getIsNotUnknown().getExpr(),
              node.getIsNotUnknown().hasExpr());
    };
  }

  private Expr is(Expr.Is.Test test, ExprProto.LogicalExprNode node, boolean present) {
    return new Expr.Is(test, child(node, present));
  }

  private Expr between(ExprProto.BetweenNode node) {
    return new Expr.Between(
        child(node.getExpr(), node.hasExpr()),
        node.getNegated(),
        child(node.getLow(), node.hasLow(), "low"),
        child(node.getHigh(), node.hasHigh(), "high"));
  }

  private Expr like(ExprProto.LogicalExprNode node) {
    return switch (node.getExprTypeCase()) {
      case ILIKE -> {
        ExprProto.ILikeNode like = node.getIlike();
        yield new Expr.Like(
            Expr.Like.Kind.ILIKE,
            like.getNegated(),
            child(like.getExpr(), like.hasExpr()),
            child(like.getPattern(), like.hasPattern(), "pattern"),
            escape(like.getEscapeChar()));
      }
      case SIMILAR_TO -> {
        ExprProto.SimilarToNode like = node.getSimilarTo();
        yield new Expr.Like(
            Expr.Like.Kind.SIMILAR_TO,
            like.getNegated(),
            child(like.getExpr(), like.hasExpr()),
            child(like.getPattern(), like.hasPattern(), "pattern"),
            escape(like.getEscapeChar()));
      }
      default -> {
        ExprProto.LikeNode like = node.getLike();
        yield new Expr.Like(
            Expr.Like.Kind.LIKE,
            like.getNegated(),
            child(like.getExpr(), like.hasExpr()),
            child(like.getPattern(), like.hasPattern(), "pattern"),
            escape(like.getEscapeChar()));
      }
    };
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

  private Expr caseExpr(ExprProto.CaseNode node) {
    List<Expr.Case.WhenThen> branches = new ArrayList<>(node.getWhenThenExprCount());
    for (ExprProto.WhenThen branch : node.getWhenThenExprList()) {
      branches.add(
          new Expr.Case.WhenThen(
              child(branch.getWhenExpr(), branch.hasWhenExpr(), "when_expr"),
              child(branch.getThenExpr(), branch.hasThenExpr(), "then_expr")));
    }
    return new Expr.Case(
        node.hasExpr() ? read(node.getExpr()) : null,
        branches,
        node.hasElseExpr() ? read(node.getElseExpr()) : null);
  }

  private Expr cast(ExprProto.CastNode node) {
    if (!node.hasArrowType()) {
      throw lacks("CastNode", "arrow_type");
    }
    return new Expr.Cast(
        child(node.getExpr(), node.hasExpr()),
        TypeReader.read(node.getArrowType()),
        false,
        !node.hasNullable() || node.getNullable(),
        node.getMetadataMap());
  }

  private Expr tryCast(ExprProto.TryCastNode node) {
    if (!node.hasArrowType()) {
      throw lacks("TryCastNode", "arrow_type");
    }
    return new Expr.Cast(
        child(node.getExpr(), node.hasExpr()),
        TypeReader.read(node.getArrowType()),
        true,
        !node.hasNullable() || node.getNullable(),
        node.getMetadataMap());
  }

  private Expr inList(ExprProto.InListNode node) {
    return new Expr.InList(
        child(node.getExpr(), node.hasExpr()), all(node.getListList()), node.getNegated());
  }

  private Expr lambda(ExprProto.Lambda node) {
    return new Expr.Lambda(
        List.copyOf(node.getParamsList()), child(node.getBody(), node.hasBody(), "body"));
  }

  private static Expr lambdaVariable(ExprProto.LambdaVariable node) {
    Field field = node.hasField() ? TypeReader.field(node.getField()) : null;
    return new Expr.LambdaVariable(node.getName(), field);
  }

  /** DataFusion keeps nothing but the name where there is no type. */
  private static Expr placeholder(ExprProto.PlaceholderNode node) {
    if (!node.hasDataType()) {
      return new Expr.Placeholder(node.getId(), null, null, Map.of());
    }
    DataType type = TypeReader.read(node.getDataType());
    boolean nullable = !node.hasNullable() || node.getNullable();
    return new Expr.Placeholder(node.getId(), type, nullable, node.getMetadataMap());
  }

  private Expr unnest(ExprProto.Unnest node) {
    if (node.getExprsCount() != 1) {
      throw malformed(node.getExprsCount() + " expressions to unnest", "one");
    }
    return new Expr.Unnest(all(node.getExprsList()), node.getOuter());
  }

  private Expr grouping(ExprProto.LogicalExprNode node) {
    return switch (node.getExprTypeCase()) {
      case CUBE ->
          new Expr.Grouping(Expr.Grouping.Kind.CUBE, singles(node.getCube().getExprList()));
      case ROLLUP ->
          new Expr.Grouping(Expr.Grouping.Kind.ROLLUP, singles(node.getRollup().getExprList()));
      default ->
          new Expr.Grouping(
              Expr.Grouping.Kind.GROUPING_SETS,
              node.getGroupingSet().getExprList().stream()
                  .map(set -> all(set.getExprList()))
                  .toList());
    };
  }

  private List<List<Expr>> singles(List<ExprProto.LogicalExprNode> nodes) {
    return all(nodes).stream().map(List::of).toList();
  }

  private Expr subquery(ExprProto.ScalarSubqueryExprNode node) {
    if (!node.hasSubquery()) {
      throw lacks("ScalarSubqueryExprNode", "subquery");
    }
    byte[] plan = node.getSubquery().getSubquery().toByteArray();
    if (plan.length == 0) {
      throw lacks("SubqueryNode", "subquery");
    }
    return new Expr.ScalarSubquery(
        Bytes.wrap(plan), all(node.getSubquery().getOuterRefColumnsList()));
  }

  static TableReference table(ExprProto.TableReference node) {
    return switch (node.getTableReferenceEnumCase()) {
      case BARE -> TableReference.bare(node.getBare().getTable());
      case PARTIAL ->
          new TableReference(null, node.getPartial().getSchema(), node.getPartial().getTable());
      case FULL ->
          new TableReference(
              node.getFull().getCatalog(), node.getFull().getSchema(), node.getFull().getTable());
      case TABLEREFERENCEENUM_NOT_SET ->
          throw Refusal.noVariant("TableReference", node.getUnknownFields());
    };
  }
}
