// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.List;
import java.util.Set;

/** Writes DataFusion's schema name of an expression, where that differs from its display. */
final class SchemaNamePrinter extends DisplayPrinter {
  /** Aggregates whose first argument is said in a WITHIN GROUP clause. */
  private static final Set<String> ORDERED_SETS =
      Set.of("percentile_cont", "approx_percentile_cont", "approx_percentile_cont_with_weight");

  SchemaNamePrinter(StringBuilder out) {
    super(out);
  }

  @Override
  public Void visit(Expr.Alias alias) {
    return writeQualified(alias.relation(), alias.name());
  }

  @Override
  public Void visit(Expr.Binary binary) {
    write(binary.operands(), " " + binary.operator().symbol() + " ");
    return null;
  }

  @Override
  String escapeWord() {
    return "CHAR";
  }

  @Override
  public Void visit(Expr.Cast cast) {
    return write(cast.expr());
  }

  @Override
  public Void visit(Expr.InList inList) {
    write(inList.expr());
    write(inList.negated() ? " NOT IN " : " IN ");
    write(inList.list(), ", ");
    return null;
  }

  @Override
  public Void visit(Expr.ScalarSubquery subquery) {
    return subquery.column() == null ? super.visit(subquery) : write(subquery.column());
  }

  @Override
  public Void visit(Expr.ScalarCall call) {
    Access access = Access.of(call);
    return access == null ? super.visit(call) : access.write(this, call.args());
  }

  @Override
  public Void visit(Expr.AggregateCall call) {
    boolean orderedSet = ORDERED_SETS.contains(call.function()) && !call.orderBy().isEmpty();
    List<Expr> args = orderedSet ? call.args().subList(1, call.args().size()) : call.args();
    out.append(call.function()).append(call.distinct() ? "(DISTINCT " : "(");
    write(args, separator());
    write(")");
    writeNullTreatment(" ", call.nullTreatment());
    writeFilter(call.filter());
    return writeOrder(orderedSet ? " WITHIN GROUP " : " ORDER BY ", call.orderBy());
  }

  @Override
  public Void visit(Expr.WindowCall call) {
    out.append(call.function()).append(call.distinct() ? "(DISTINCT " : "(");
    write(call.args(), call.aggregate() ? ", " : ",");
    write(")");
    writeNullTreatment(" ", call.nullTreatment());
    writeFilter(call.filter());
    return writeWindow(call);
  }

  @Override
  public Void visit(Expr.Unnest unnest) {
    return writeCall(unnest.outer() ? "UNNEST_OUTER" : "UNNEST", unnest.exprs());
  }

  /** DataFusion names a CUBE as a ROLLUP. */
  @Override
  public Void visit(Expr.Grouping grouping) {
    if (grouping.kind() == Expr.Grouping.Kind.GROUPING_SETS) {
      writeSets(grouping.sets(), "");
      return null;
    }
    write("ROLLUP (");
    write(grouping.children(), ", ");
    return write(")");
  }

  @Override
  String separator() {
    return ",";
  }
}
