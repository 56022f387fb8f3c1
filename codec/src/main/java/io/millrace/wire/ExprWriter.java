// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprVisitor;
import io.millrace.expr.SortKey;
import io.millrace.expr.TableReference;
import io.millrace.wire.ExprProto.LogicalExprNode;
import java.util.List;

/** Messages of expressions; one writer for each expression. */
final class ExprWriter implements ExprVisitor<MessageWriter> {
  private final Limits limits;
  private final TypeWriter types;
  private final LiteralWriter literals;
  private final CallWriter calls;
  private int depth;

  ExprWriter(Limits limits, DefinitionWriter definitions, Separation separation) {
    this.limits = limits;
    this.types = new TypeWriter(limits);
    this.literals = new LiteralWriter(limits, types, separation);
    this.calls = new CallWriter(this, literals, definitions, separation);
  }

  MessageWriter write(Expr expr) {
    if (depth > limits.of(Limit.DEPTH)) {
      throw Refusal.tooDeep(limits, Refusal.ENCODE);
    }
    depth++;
    MessageWriter written = expr.accept(this);
    depth--;
    return written;
  }

  MessageWriter message() {
    return new MessageWriter(limits);
  }

  MessageWriter node(int variant, MessageWriter content) {
    return message().countNode().message(variant, content);
  }

  void addAll(MessageWriter message, int field, List<Expr> exprs) {
    for (Expr expr : exprs) {
      message.message(field, write(expr));
    }
  }

  void addSortKeys(MessageWriter message, int field, List<SortKey> keys) {
    for (SortKey key : keys) {
      message.message(
          field,
          message()
              .message(ExprProto.SortExprNode.EXPR_FIELD_NUMBER, write(key.expr()))
              .flag(ExprProto.SortExprNode.ASC_FIELD_NUMBER, key.ascending())
              .flag(ExprProto.SortExprNode.NULLS_FIRST_FIELD_NUMBER, key.nullsFirst()));
    }
  }

  @Override
  public MessageWriter visit(Expr.Column column) {
    MessageWriter content = message().string(CommonProto.Column.NAME_FIELD_NUMBER, column.name());
    if (column.relation() != null) {
      content.message(
          CommonProto.Column.RELATION_FIELD_NUMBER,
          message().string(CommonProto.ColumnRelation.RELATION_FIELD_NUMBER, column.relation()));
    }
    return node(LogicalExprNode.COLUMN_FIELD_NUMBER, content);
  }

  @Override
  public MessageWriter visit(Expr.Constant constant) {
    return node(LogicalExprNode.LITERAL_FIELD_NUMBER, literals.write(constant.literal()));
  }

  @Override
  public MessageWriter visit(Expr.Alias alias) {
    MessageWriter content =
        message()
            .message(ExprProto.AliasNode.EXPR_FIELD_NUMBER, write(alias.expr()))
            .string(ExprProto.AliasNode.ALIAS_FIELD_NUMBER, alias.name());
    if (alias.relation() != null) {
      content.message(ExprProto.AliasNode.RELATION_FIELD_NUMBER, table(alias.relation()));
    }
    return node(
        LogicalExprNode.ALIAS_FIELD_NUMBER,
        content.map(ExprProto.AliasNode.METADATA_FIELD_NUMBER, alias.metadata()));
  }

  @Override
  public MessageWriter visit(Expr.Binary binary) {
    MessageWriter content = message();
    addAll(content, ExprProto.BinaryExprNode.OPERANDS_FIELD_NUMBER, binary.operands());
    content.string(ExprProto.BinaryExprNode.OP_FIELD_NUMBER, binary.operator().wireName());
    return node(LogicalExprNode.BINARY_EXPR_FIELD_NUMBER, content);
  }

  @Override
  public MessageWriter visit(Expr.Is is) {
    int variant =
        switch (is.test()) {
          case NULL -> LogicalExprNode.IS_NULL_EXPR_FIELD_NUMBER;
          case NOT_NULL -> LogicalExprNode.IS_NOT_NULL_EXPR_FIELD_NUMBER;
          case TRUE -> LogicalExprNode.IS_TRUE_FIELD_NUMBER;
          case FALSE -> LogicalExprNode.IS_FALSE_FIELD_NUMBER;
          case UNKNOWN -> LogicalExprNode.IS_UNKNOWN_FIELD_NUMBER;
          case NOT_TRUE -> LogicalExprNode.IS_NOT_TRUE_FIELD_NUMBER;
          case NOT_FALSE -> LogicalExprNode.IS_NOT_FALSE_FIELD_NUMBER;
          case NOT_UNKNOWN -> LogicalExprNode.IS_NOT_UNKNOWN_FIELD_NUMBER;
        };
    return node(variant, message().message(ExprProto.IsNull.EXPR_FIELD_NUMBER, write(is.expr())));
  }

  @Override
  public MessageWriter visit(Expr.Not not) {
    return node(
        LogicalExprNode.NOT_EXPR_FIELD_NUMBER,
        message().message(ExprProto.Not.EXPR_FIELD_NUMBER, write(not.expr())));
  }

  @Override
  public MessageWriter visit(Expr.Negative negative) {
    return node(
        LogicalExprNode.NEGATIVE_FIELD_NUMBER,
        message().message(ExprProto.NegativeNode.EXPR_FIELD_NUMBER, write(negative.expr())));
  }

  @Override
  public MessageWriter visit(Expr.Between between) {
    return node(
        LogicalExprNode.BETWEEN_FIELD_NUMBER,
        message()
            .message(ExprProto.BetweenNode.EXPR_FIELD_NUMBER, write(between.expr()))
            .flag(ExprProto.BetweenNode.NEGATED_FIELD_NUMBER, between.negated())
            .message(ExprProto.BetweenNode.LOW_FIELD_NUMBER, write(between.low()))
            .message(ExprProto.BetweenNode.HIGH_FIELD_NUMBER, write(between.high())));
  }

  /** The three kinds have the same fields. */
  @Override
  public MessageWriter visit(Expr.Like like) {
    String escape = like.escape() == null ? "" : like.escape();
    if (escape.length() > 1 || (!escape.isEmpty() && escape.charAt(0) > 0x7f)) {
      throw Refusal.unwritable("escape '" + escape + "'", "one ASCII character");
    }
    int variant =
        switch (like.kind()) {
          case LIKE -> LogicalExprNode.LIKE_FIELD_NUMBER;
          case ILIKE -> LogicalExprNode.ILIKE_FIELD_NUMBER;
          case SIMILAR_TO -> LogicalExprNode.SIMILAR_TO_FIELD_NUMBER;
        };
    return node(
        variant,
        message()
            .flag(ExprProto.LikeNode.NEGATED_FIELD_NUMBER, like.negated())
            .message(ExprProto.LikeNode.EXPR_FIELD_NUMBER, write(like.expr()))
            .message(ExprProto.LikeNode.PATTERN_FIELD_NUMBER, write(like.pattern()))
            .string(ExprProto.LikeNode.ESCAPE_CHAR_FIELD_NUMBER, escape));
  }

  @Override
  public MessageWriter visit(Expr.Case caseExpr) {
    MessageWriter content = message();
    if (caseExpr.base() != null) {
      content.message(ExprProto.CaseNode.EXPR_FIELD_NUMBER, write(caseExpr.base()));
    }
    for (Expr.Case.WhenThen branch : caseExpr.branches()) {
      content.message(
          ExprProto.CaseNode.WHEN_THEN_EXPR_FIELD_NUMBER,
          message()
              .message(ExprProto.WhenThen.WHEN_EXPR_FIELD_NUMBER, write(branch.when()))
              .message(ExprProto.WhenThen.THEN_EXPR_FIELD_NUMBER, write(branch.then())));
    }
    if (caseExpr.otherwise() != null) {
      content.message(ExprProto.CaseNode.ELSE_EXPR_FIELD_NUMBER, write(caseExpr.otherwise()));
    }
    return node(LogicalExprNode.CASE__FIELD_NUMBER, content);
  }

  /** CAST and TRY_CAST have the same fields. */
  @Override
  public MessageWriter visit(Expr.Cast cast) {
    return node(
        cast.safe() ? LogicalExprNode.TRY_CAST_FIELD_NUMBER : LogicalExprNode.CAST_FIELD_NUMBER,
        message()
            .message(ExprProto.CastNode.EXPR_FIELD_NUMBER, write(cast.expr()))
            .message(ExprProto.CastNode.ARROW_TYPE_FIELD_NUMBER, types.write(cast.type()))
            .map(ExprProto.CastNode.METADATA_FIELD_NUMBER, cast.metadata())
            .integerMember(ExprProto.CastNode.NULLABLE_FIELD_NUMBER, cast.nullable() ? 1 : 0));
  }

  @Override
  public MessageWriter visit(Expr.InList inList) {
    limits.check(Limit.LIST_ITEMS, Refusal.ENCODE, inList.list().size(), "items");
    MessageWriter content =
        message().message(ExprProto.InListNode.EXPR_FIELD_NUMBER, write(inList.expr()));
    addAll(content, ExprProto.InListNode.LIST_FIELD_NUMBER, inList.list());
    return node(
        LogicalExprNode.IN_LIST_FIELD_NUMBER,
        content.flag(ExprProto.InListNode.NEGATED_FIELD_NUMBER, inList.negated()));
  }

  @Override
  public MessageWriter visit(Expr.ScalarCall call) {
    return calls.write(call);
  }

  @Override
  public MessageWriter visit(Expr.AggregateCall call) {
    return calls.write(call);
  }

  @Override
  public MessageWriter visit(Expr.WindowCall call) {
    return calls.write(call);
  }

  @Override
  public MessageWriter visit(Expr.HigherOrderCall call) {
    return calls.write(call);
  }

  @Override
  public MessageWriter visit(Expr.Lambda lambda) {
    MessageWriter content = message();
    for (String param : lambda.params()) {
      content.stringMember(ExprProto.Lambda.PARAMS_FIELD_NUMBER, param);
    }
    return node(
        LogicalExprNode.LAMBDA_FIELD_NUMBER,
        content.message(ExprProto.Lambda.BODY_FIELD_NUMBER, write(lambda.body())));
  }

  @Override
  public MessageWriter visit(Expr.LambdaVariable variable) {
    MessageWriter content =
        message().string(ExprProto.LambdaVariable.NAME_FIELD_NUMBER, variable.name());
    if (variable.field() != null) {
      content.message(ExprProto.LambdaVariable.FIELD_FIELD_NUMBER, types.field(variable.field()));
    }
    return node(LogicalExprNode.LAMBDA_VARIABLE_FIELD_NUMBER, content);
  }

  @Override
  public MessageWriter visit(Expr.Wildcard wildcard) {
    MessageWriter content = message();
    if (wildcard.qualifier() != null) {
      content.message(ExprProto.Wildcard.QUALIFIER_FIELD_NUMBER, table(wildcard.qualifier()));
    }
    return node(LogicalExprNode.WILDCARD_FIELD_NUMBER, content);
  }

  @Override
  public MessageWriter visit(Expr.Placeholder placeholder) {
    MessageWriter content =
        message().string(ExprProto.PlaceholderNode.ID_FIELD_NUMBER, placeholder.id());
    if (placeholder.type() != null) {
      content.message(
          ExprProto.PlaceholderNode.DATA_TYPE_FIELD_NUMBER, types.write(placeholder.type()));
    }
    if (placeholder.nullable() != null) {
      content.integerMember(
          ExprProto.PlaceholderNode.NULLABLE_FIELD_NUMBER, placeholder.nullable() ? 1 : 0);
    }
    return node(
        LogicalExprNode.PLACEHOLDER_FIELD_NUMBER,
        content.map(ExprProto.PlaceholderNode.METADATA_FIELD_NUMBER, placeholder.metadata()));
  }

  @Override
  public MessageWriter visit(Expr.Unnest unnest) {
    MessageWriter content = message();
    addAll(content, ExprProto.Unnest.EXPRS_FIELD_NUMBER, unnest.exprs());
    return node(
        LogicalExprNode.UNNEST_FIELD_NUMBER,
        content.flag(ExprProto.Unnest.OUTER_FIELD_NUMBER, unnest.outer()));
  }

  @Override
  public MessageWriter visit(Expr.Grouping grouping) {
    MessageWriter content = message();
    for (List<Expr> set : grouping.sets()) {
      if (grouping.kind() == Expr.Grouping.Kind.GROUPING_SETS) {
        MessageWriter list = message();
        addAll(list, ExprProto.LogicalExprList.EXPR_FIELD_NUMBER, set);
        content.message(ExprProto.GroupingSetNode.EXPR_FIELD_NUMBER, list);
      } else {
        addAll(content, ExprProto.CubeNode.EXPR_FIELD_NUMBER, set);
      }
    }
    int variant =
        switch (grouping.kind()) {
          case GROUPING_SETS -> LogicalExprNode.GROUPING_SET_FIELD_NUMBER;
          case CUBE -> LogicalExprNode.CUBE_FIELD_NUMBER;
          case ROLLUP -> LogicalExprNode.ROLLUP_FIELD_NUMBER;
        };
    return node(variant, content);
  }

  @Override
  public MessageWriter visit(Expr.ScalarSubquery subquery) {
    MessageWriter query =
        message()
            .message(
                ExprProto.SubqueryNode.SUBQUERY_FIELD_NUMBER,
                message().content(subquery.plan().toArray()));
    addAll(query, ExprProto.SubqueryNode.OUTER_REF_COLUMNS_FIELD_NUMBER, subquery.outerColumns());
    return node(
        LogicalExprNode.SCALAR_SUBQUERY_EXPR_FIELD_NUMBER,
        message().message(ExprProto.ScalarSubqueryExprNode.SUBQUERY_FIELD_NUMBER, query));
  }

  private MessageWriter table(TableReference table) {
    if (table.schema() == null) {
      return message()
          .message(
              ExprProto.TableReference.BARE_FIELD_NUMBER,
              message().string(ExprProto.BareTableReference.TABLE_FIELD_NUMBER, table.table()));
    }
    if (table.catalog() == null) {
      return message()
          .message(
              ExprProto.TableReference.PARTIAL_FIELD_NUMBER,
              message()
                  .string(ExprProto.PartialTableReference.SCHEMA_FIELD_NUMBER, table.schema())
                  .string(ExprProto.PartialTableReference.TABLE_FIELD_NUMBER, table.table()));
    }
    return message()
        .message(
            ExprProto.TableReference.FULL_FIELD_NUMBER,
            message()
                .string(ExprProto.FullTableReference.CATALOG_FIELD_NUMBER, table.catalog())
                .string(ExprProto.FullTableReference.SCHEMA_FIELD_NUMBER, table.schema())
                .string(ExprProto.FullTableReference.TABLE_FIELD_NUMBER, table.table()));
  }
}
