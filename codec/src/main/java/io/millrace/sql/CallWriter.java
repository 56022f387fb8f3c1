// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.expr.NullTreatment;
import java.util.List;

/** Calls with their clauses, by the function's own name or by another one that it has. */
final class CallWriter {
  private final SqlWriter writer;
  private final StringBuilder out;
  private final CallForms forms;
  private final OrderWriter orders;

  CallWriter(SqlWriter writer, StringBuilder out) {
    this.writer = writer;
    this.out = out;
    this.forms = new CallForms(writer, out);
    this.orders = new OrderWriter(writer, out);
  }

  /** Whether the name is what the parser calls the call inside of it. */
  boolean names(Expr.Alias alias) {
    return NamedCall.of(alias) != null;
  }

  Strength writeNamed(Expr.Alias alias) {
    NamedCall named = NamedCall.of(alias);
    if (named.call() instanceof Expr.AggregateCall call) {
      return write(call, named.name());
    }
    if (named.call() instanceof Expr.WindowCall call) {
      return write(call, named.name());
    }
    return named.call() instanceof Expr.HigherOrderCall call
        ? write(call, named.name())
        : plain(named.name(), named.call().children());
  }

  Strength write(Expr.ScalarCall call) {
    if (call.definition() != null) {
      return plain(Words.identifier(call.function()), call.args());
    }
    Strength form = forms.write(call);
    return form == null ? plain(call.function(), call.args()) : form;
  }

  Strength write(Expr.HigherOrderCall call, String name) {
    return plain(name(name, call.definition()), call.args());
  }

  Strength write(Expr.AggregateCall call, String name) {
    boolean withinGroup =
        call.definition() == null
            && Calls.ORDERED_SET.contains(call.function())
            && call.orderBy().size() == 1
            && !call.args().isEmpty()
            && call.args().get(0).equals(call.orderBy().get(0).expr());
    out.append(name(name, call.definition())).append(call.distinct() ? "(DISTINCT " : "(");
    writer.write(withinGroup ? call.args().subList(1, call.args().size()) : call.args());
    if (!withinGroup && !call.orderBy().isEmpty()) {
      out.append(call.args().isEmpty() ? "" : " ");
      orders.writeOrder(call.orderBy());
    }
    out.append(')');
    if (withinGroup) {
      out.append(" WITHIN GROUP (");
      orders.writeOrder(call.orderBy());
      out.append(')');
    }
    writeSuffixes(call.filter(), call.nullTreatment());
    return Strength.PRIMARY;
  }

  Strength write(Expr.WindowCall call, String name) {
    out.append(name(name, call.definition())).append(call.distinct() ? "(DISTINCT " : "(");
    writer.write(call.args());
    out.append(')');
    writeSuffixes(call.filter(), call.nullTreatment());
    orders.writeOver(call);
    return Strength.PRIMARY;
  }

  private void writeSuffixes(Expr filter, NullTreatment nulls) {
    if (filter != null) {
      out.append(" FILTER (WHERE ");
      writer.write(filter);
      out.append(')');
    }
    if (nulls != null) {
      out.append(' ').append(nulls.name().replace('_', ' '));
    }
  }

  private Strength plain(String name, List<Expr> args) {
    out.append(name).append('(');
    writer.write(args);
    out.append(')');
    return Strength.PRIMARY;
  }

  /** DataFusion's own names are words that the parser knows. */
  private static String name(String name, Definition own) {
    return own == null ? name : Words.identifier(name);
  }
}
