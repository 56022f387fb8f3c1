// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.List;

/** Writes DataFusion's {@code Display} of an expression. */
class DisplayPrinter implements ExprVisitor<Void> {
  final StringBuilder out;

  DisplayPrinter(StringBuilder out) {
    this.out = out;
  }

  @Override
  public Void visit(Expr.Column column) {
    if (column.relation() != null) {
      out.append(column.relation()).append('.');
    }
    return write(column.name());
  }

  @Override
  public Void visit(Expr.Constant constant) {
    return write(LiteralPrinter.typed(constant.literal()));
  }

  @Override
  public Void visit(Expr.Alias alias) {
    write(alias.expr());
    write(" AS ");
    return write(alias.name());
  }

  /**
   * An operand that binds weaker gets parentheses, one that binds equally never, on either side.
   */
  @Override
  public Void visit(Expr.Binary binary) {
    int precedence = binary.operator().precedence();
    String between = " " + binary.operator().symbol() + " ";
    List<Expr> operands = binary.operands();
    for (int i = 0; i < operands.size(); i++) {
      out.append(i == 0 ? "" : between);
      Expr operand = operands.get(i);
      if (operand instanceof Expr.Binary child && child.operator().precedence() < precedence) {
        out.append('(');
        write(operand);
        out.append(')');
      } else {
        write(operand);
      }
    }
    return null;
  }

  @Override
  public Void visit(Expr.Is is) {
    write(is.expr());
    return write(" IS " + is.test().name().replace('_', ' '));
  }

  @Override
  public Void visit(Expr.Not not) {
    write("NOT ");
    return write(not.expr());
  }

  @Override
  public Void visit(Expr.Negative negative) {
    write("(- ");
    write(negative.expr());
    return write(")");
  }

  @Override
  public Void visit(Expr.Between between) {
    write(between.expr());
    write(between.negated() ? " NOT BETWEEN " : " BETWEEN ");
    write(between.low());
    write(" AND ");
    return write(between.high());
  }

  @Override
  public Void visit(Expr.Like like) {
    write(like.expr());
    write(like.negated() ? " NOT " : " ");
    write(like.kind().name().replace('_', ' '));
    write(" ");
    write(like.pattern());
    if (like.escape() != null) {
      out.append(' ').append(escapeWord()).append(" '").append(like.escape()).append('\'');
    }
    return null;
  }

  String escapeWord() {
    return "ESCAPE";
  }

  @Override
  public Void visit(Expr.Case caseExpr) {
    write("CASE ");
    if (caseExpr.base() != null) {
      write(caseExpr.base());
      write(" ");
    }
    for (Expr.Case.WhenThen branch : caseExpr.branches()) {
      write("WHEN ");
      write(branch.when());
      write(" THEN ");
      write(branch.then());
      write(" ");
    }
    if (caseExpr.otherwise() != null) {
      write("ELSE ");
      write(caseExpr.otherwise());
      write(" ");
    }
    return write("END");
  }

  @Override
  public Void visit(Expr.Cast cast) {
    write(cast.safe() ? "TRY_CAST(" : "CAST(");
    write(cast.expr());
    out.append(" AS ").append(cast.type());
    if (!cast.metadata().isEmpty()) {
      out.append('<').append(Spelling.metadata(cast.metadata())).append('>');
    }
    return write(")");
  }

  @Override
  public Void visit(Expr.InList inList) {
    write(inList.expr());
    write(inList.negated() ? " NOT IN ([" : " IN ([");
    write(inList.list(), ", ");
    return write("])");
  }

  @Override
  public Void visit(Expr.ScalarCall call) {
    return writeCall(call.function(), call.args());
  }

  @Override
  public Void visit(Expr.AggregateCall call) {
    out.append(call.function()).append(call.distinct() ? "(DISTINCT " : "(");
    write(call.args(), ", ");
    write(")");
    writeNullTreatment(" ", call.nullTreatment());
    writeFilter(call.filter());
    return writeOrder(" ORDER BY ", call.orderBy());
  }

  /** DataFusion forgets the space before the null treatment of pure window functions. */
  @Override
  public Void visit(Expr.WindowCall call) {
    out.append(call.function()).append(call.distinct() ? "(DISTINCT " : "(");
    write(call.args(), ", ");
    write(")");
    writeNullTreatment(call.aggregate() ? " " : "", call.nullTreatment());
    writeFilter(call.filter());
    return writeWindow(call);
  }

  @Override
  public Void visit(Expr.HigherOrderCall call) {
    return writeCall(call.function(), call.args());
  }

  @Override
  public Void visit(Expr.Lambda lambda) {
    out.append('(').append(String.join(", ", lambda.params())).append(") -> ");
    return write(lambda.body());
  }

  @Override
  public Void visit(Expr.LambdaVariable variable) {
    return write(variable.name());
  }

  @Override
  public Void visit(Expr.Wildcard wildcard) {
    return writeQualified(wildcard.qualifier(), "*");
  }

  @Override
  public Void visit(Expr.Placeholder placeholder) {
    return write(placeholder.id());
  }

  @Override
  public Void visit(Expr.Unnest unnest) {
    return writeCall("UNNEST", unnest.exprs());
  }

  @Override
  public Void visit(Expr.Grouping grouping) {
    switch (grouping.kind()) {
      case CUBE -> writeCall("CUBE ", grouping.children());
      case ROLLUP -> writeCall("ROLLUP ", grouping.children());
      case GROUPING_SETS -> writeSets(grouping.sets(), ", ");
    }
    return null;
  }

  @Override
  public Void visit(Expr.ScalarSubquery subquery) {
    return write("(<subquery>)");
  }

  /** What stands between the arguments of a call. */
  String separator() {
    return ", ";
  }

  final Void writeCall(String function, List<Expr> args) {
    out.append(function).append('(');
    write(args, separator());
    return write(")");
  }

  final void writeSets(List<List<Expr>> sets, String separator) {
    write("GROUPING SETS (");
    for (int i = 0; i < sets.size(); i++) {
      out.append(i == 0 ? "" : separator).append('(');
      write(sets.get(i), ", ");
      out.append(')');
    }
    write(")");
  }

  final void writeNullTreatment(String before, NullTreatment treatment) {
    if (treatment != null) {
      out.append(before).append(treatment.name().replace('_', ' '));
    }
  }

  final void writeFilter(Expr filter) {
    if (filter != null) {
      write(" FILTER (WHERE ");
      filter.accept(new DisplayPrinter(out));
      write(")");
    }
  }

  /** Keys are always displayed, never named. */
  final Void writeOrder(String clause, List<SortKey> keys) {
    if (keys.isEmpty()) {
      return null;
    }
    out.append(clause).append('[');
    DisplayPrinter display = new DisplayPrinter(out);
    for (int i = 0; i < keys.size(); i++) {
      SortKey key = keys.get(i);
      out.append(i == 0 ? "" : ", ");
      key.expr().accept(display);
      out.append(key.ascending() ? " ASC" : " DESC");
      out.append(key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
    return write("]");
  }

  final Void writeWindow(Expr.WindowCall call) {
    if (!call.partitionBy().isEmpty()) {
      write(" PARTITION BY [");
      write(call.partitionBy(), ", ");
      write("]");
    }
    writeOrder(" ORDER BY ", call.orderBy());
    return writeFrame(call.frame());
  }

  final Void writeFrame(WindowFrame frame) {
    out.append(' ').append(frame.units()).append(" BETWEEN ");
    writeBound(frame.start());
    write(" AND ");
    writeBound(frame.end());
    return null;
  }

  private void writeBound(WindowFrame.Bound bound) {
    if (bound.direction() == WindowFrame.Direction.CURRENT_ROW) {
      write("CURRENT ROW");
      return;
    }
    boolean unbounded = bound.offset() == null || bound.offset().isNull();
    out.append(unbounded ? "UNBOUNDED" : LiteralPrinter.plain(bound.offset()));
    out.append(' ').append(bound.direction());
  }

  final Void writeQualified(TableReference relation, String name) {
    if (relation != null) {
      out.append(relation.qualifiedName()).append('.');
    }
    return write(name);
  }

  final Void write(String text) {
    out.append(text);
    return null;
  }

  final Void write(Expr expr) {
    return expr.accept(this);
  }

  final void write(List<Expr> exprs, String separator) {
    for (int i = 0; i < exprs.size(); i++) {
      out.append(i == 0 ? "" : separator);
      write(exprs.get(i));
    }
  }
}
