// SPDX-License-Identifier: Apache-2.0
package io.millrace.index;

import static java.util.stream.Collectors.toSet;

import io.millrace.arithmetic.Operators;
import io.millrace.bind.TypedExpr;
import io.millrace.compile.Graph;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What predicates demand of a row. */
final class Demands {
  private static final Map<Operator, Operator> MIRRORED =
      Map.of(
          Operator.EQ, Operator.EQ,
          Operator.LT, Operator.GT,
          Operator.LT_EQ, Operator.GT_EQ,
          Operator.GT, Operator.LT,
          Operator.GT_EQ, Operator.LT_EQ);

  /** Of a list: more would weigh more than looking at each row does. */
  private static final int MOST_VALUES = 1_000;

  /** Whether a predicate has conjuncts that may fail. */
  private final boolean mayFail;

  private Demands(boolean mayFail) {
    this.mayFail = mayFail;
  }

  /**
   * Of a row for which all predicates, evaluated in that order up to the first that is not true,
   * are true: of each list at least one demand is met. Nothing is demanded behind what may fail,
   * because a row that fails is not one that may be left out.
   */
  static List<List<Demand>> of(List<TypedExpr> predicates) {
    Graph graph = new Graph(Graph.Inputs.SOUND);
    List<List<Demand>> all = new ArrayList<>();
    Map<TypedExpr, Demand.Within> spans = new LinkedHashMap<>();
    for (TypedExpr predicate : predicates) {
      boolean mayFail = graph.node(graph.add(predicate)).fails();
      Demands demands = new Demands(mayFail);
      for (TypedExpr conjunct : conjuncts(predicate)) {
        if (graph.node(graph.add(conjunct)).fails()) {
          break;
        }
        List<Demand> any = demands.anyOf(conjunct);
        if (any.size() == 1 && any.get(0) instanceof Demand.Within span) {
          spans.merge(span.key(), span, Demand.Within::and);
        } else if (!any.isEmpty()) {
          all.add(any);
        }
      }
      if (mayFail) {
        break;
      }
    }
    spans.values().forEach(span -> all.add(List.of(span)));
    return all;
  }

  private static List<TypedExpr> conjuncts(TypedExpr predicate) {
    List<TypedExpr> flat = new ArrayList<>();
    Deque<TypedExpr> open = new ArrayDeque<>(List.of(predicate));
    while (!open.isEmpty()) {
      TypedExpr next = open.pop();
      if (next instanceof TypedExpr.And) {
        List<TypedExpr> operands = new ArrayList<>(next.children());
        Collections.reverse(operands);
        operands.forEach(open::push);
      } else {
        flat.add(next);
      }
    }
    return flat;
  }

  /** Empty where nothing can be said. */
  private List<Demand> anyOf(TypedExpr predicate) {
    if (predicate instanceof TypedExpr.Or or) {
      List<Demand> any = new ArrayList<>();
      for (TypedExpr operand : or.operands()) {
        List<Demand> one = anyOf(operand);
        if (one.isEmpty()) {
          return List.of();
        }
        any.addAll(one);
      }
      return any;
    }
    if (predicate instanceof TypedExpr.And and) {
      return and.operands().stream()
          .map(this::anyOf)
          .filter(each -> !each.isEmpty())
          .findFirst()
          .orElse(List.of());
    }
    Demand one = one(predicate);
    return one == null || one.key().isVolatile() ? List.of() : List.of(one);
  }

  /** Null where nothing can be said. */
  private Demand one(TypedExpr predicate) {
    if (predicate instanceof TypedExpr.InSet set) {
      // What is not among them is NULL then, and what follows is evaluated.
      boolean unknown = (mayFail && set.orNull()) || set.values().isEmpty();
      unknown |= set.values().size() > MOST_VALUES;
      return KeyValues.canBeEqual(set.arg().type()) && !unknown
          ? oneOf(set.arg(), set.values().stream().map(KeyValues::equal).collect(toSet()))
          : null;
    }
    if (predicate instanceof TypedExpr.Call call) {
      if (call.function().equals(Operators.NOT)) {
        return truth(call.args().get(0), false);
      }
      for (Map.Entry<Operator, Operator> each : MIRRORED.entrySet()) {
        if (call.function().equals(Operators.binary(each.getKey()))) {
          Demand demand = compared(call.args().get(0), each.getKey(), call.args().get(1));
          return demand == null
              ? compared(call.args().get(1), each.getValue(), call.args().get(0))
              : demand;
        }
      }
      return null;
    }
    return truth(predicate, true);
  }

  private Demand truth(TypedExpr value, boolean wanted) {
    boolean column = value instanceof TypedExpr.Input && value.type().equals(DataType.BOOLEAN);
    return column ? oneOf(value, Set.of(wanted)) : null;
  }

  private Demand compared(TypedExpr key, Operator operator, TypedExpr with) {
    if (!(with instanceof TypedExpr.Constant constant) || !key.type().equals(with.type())) {
      return null;
    }
    Literal literal = constant.literal();
    if (literal.isNull() || key instanceof TypedExpr.Constant) {
      return null;
    }
    if (operator == Operator.EQ) {
      return KeyValues.canBeEqual(key.type())
          ? oneOf(key, Set.of(KeyValues.equal(literal.value())))
          : null;
    }
    if (!KeyValues.isOrdered(key.type()) || KeyValues.isNaN(literal.value())) {
      return null;
    }
    long ordinal = KeyValues.ordinal(key.type(), literal.value());
    boolean below = operator == Operator.LT || operator == Operator.LT_EQ;
    return below
        ? new Demand.Within(key, Long.MIN_VALUE, ordinal, mayFail)
        : new Demand.Within(key, ordinal, Long.MAX_VALUE, mayFail);
  }

  private Demand oneOf(TypedExpr key, Set<Object> values) {
    return new Demand.OneOf(key, values, mayFail);
  }
}
