// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.MessageReader.once;
import static io.millrace.wire.Refusal.lacks;
import static io.millrace.wire.Refusal.malformed;

import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.TableReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What only queries can make something of, from its messages; and tables by name. */
final class QueryReader {
  private final MessageReader in;
  private final ExprReader exprs;
  private final TypeReader types;

  QueryReader(MessageReader in, ExprReader exprs, TypeReader types) {
    this.in = in;
    this.exprs = exprs;
    this.types = types;
  }

  Expr wildcard() {
    int outer = in.enter();
    TableReference qualifier = null;
    while (in.next()) {
      if (in.field() == ExprProto.Wildcard.QUALIFIER_FIELD_NUMBER) {
        qualifier = once(qualifier, table());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Wildcard(qualifier);
  }

  /** DataFusion keeps nothing but the name where there is no type. */
  Expr placeholder() {
    int outer = in.enter();
    String id = "";
    DataType type = null;
    boolean nullable = true;
    Map<String, String> metadata = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.PlaceholderNode.ID_FIELD_NUMBER -> id = in.string();
        case ExprProto.PlaceholderNode.DATA_TYPE_FIELD_NUMBER -> type = once(type, types.read());
        case ExprProto.PlaceholderNode.NULLABLE_FIELD_NUMBER -> nullable = in.flag();
        case ExprProto.PlaceholderNode.METADATA_FIELD_NUMBER -> in.entry(metadata);
        default -> in.skip();
      }
    }
    in.leave(outer);
    return type == null
        ? new Expr.Placeholder(id, null, null, Map.of())
        : new Expr.Placeholder(id, type, nullable, metadata);
  }

  Expr unnest() {
    int outer = in.enter();
    List<Expr> operands = new ArrayList<>(1);
    boolean preserve = false;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.Unnest.EXPRS_FIELD_NUMBER -> operands.add(exprs.node());
        case ExprProto.Unnest.OUTER_FIELD_NUMBER -> preserve = in.flag();
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (operands.size() != 1) {
      throw malformed(operands.size() + " expressions to unnest", "one");
    }
    return new Expr.Unnest(operands, preserve);
  }

  Expr groupingSets() {
    int outer = in.enter();
    List<List<Expr>> sets = new ArrayList<>();
    while (in.next()) {
      if (in.field() == ExprProto.GroupingSetNode.EXPR_FIELD_NUMBER) {
        sets.add(list());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return new Expr.Grouping(Expr.Grouping.Kind.GROUPING_SETS, sets);
  }

  /** CUBE and ROLLUP have the field of a list of nodes. */
  Expr grouping(Expr.Grouping.Kind kind) {
    List<List<Expr>> singles = new ArrayList<>();
    for (Expr expr : list()) {
      singles.add(List.of(expr));
    }
    return new Expr.Grouping(kind, singles);
  }

  private List<Expr> list() {
    int outer = in.enter();
    List<Expr> operands = new ArrayList<>();
    while (in.next()) {
      if (in.field() == ExprProto.LogicalExprList.EXPR_FIELD_NUMBER) {
        operands.add(exprs.node());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return operands;
  }

  Expr subquery() {
    int outer = in.enter();
    Expr subquery = null;
    while (in.next()) {
      if (in.field() == ExprProto.ScalarSubqueryExprNode.SUBQUERY_FIELD_NUMBER) {
        subquery = once(subquery, query());
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    if (subquery == null) {
      throw lacks("ScalarSubqueryExprNode", "subquery");
    }
    return subquery;
  }

  private Expr query() {
    int outer = in.enter();
    byte[] plan = null;
    List<Expr> outerColumns = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.SubqueryNode.SUBQUERY_FIELD_NUMBER -> plan = once(plan, in.opaque());
        case ExprProto.SubqueryNode.OUTER_REF_COLUMNS_FIELD_NUMBER ->
            outerColumns.add(exprs.node());
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (plan == null || plan.length == 0) {
      throw lacks("SubqueryNode", "subquery");
    }
    return new Expr.ScalarSubquery(
        Bytes.wrap(plan), outerColumns, PlanColumn.nameOf(in.inPlan(plan)));
  }

  TableReference table() {
    int outer = in.enter();
    TableReference table = null;
    int unknown = 0;
    while (in.next()) {
      switch (in.field()) {
        case ExprProto.TableReference.BARE_FIELD_NUMBER -> table = once(table, names(1));
        case ExprProto.TableReference.PARTIAL_FIELD_NUMBER -> table = once(table, names(2));
        case ExprProto.TableReference.FULL_FIELD_NUMBER -> table = once(table, names(3));
        default -> {
          unknown = Refusal.unknown(unknown, in.field());
          in.skip();
        }
      }
    }
    in.leave(outer);
    if (table == null) {
      throw Refusal.noVariant("TableReference", unknown);
    }
    return table;
  }

  /** So many names, the table's own in the last field. */
  private TableReference names(int count) {
    int outer = in.enter();
    String[] names = {null, "", "", ""};
    while (in.next()) {
      if (in.field() <= count) {
        names[in.field()] = in.string();
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return new TableReference(
        count == 3 ? names[1] : null, count == 1 ? null : names[count - 1], names[count]);
  }
}
