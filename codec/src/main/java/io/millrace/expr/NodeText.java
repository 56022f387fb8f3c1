// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.List;

/** What {@link ExprTree} says of one node, and the nodes below it. */
final class NodeText implements ExprVisitor<NodeText.Node> {
  /** A line of the tree. */
  record Node(String text, List<Part> parts) {}

  /** A node below, and what it is to the one above; empty where its place says so. */
  record Part(String label, Expr expr) {}

  @Override
  public Node visit(Expr.Column column) {
    return leaf("Column " + ExprPrinter.display(column));
  }

  @Override
  public Node visit(Expr.Constant constant) {
    return leaf("Constant " + LiteralPrinter.typed(constant.literal()));
  }

  @Override
  public Node visit(Expr.Alias alias) {
    String relation = alias.relation() == null ? "" : alias.relation().qualifiedName() + ".";
    String metadata = alias.metadata().isEmpty() ? "" : " " + Spelling.metadata(alias.metadata());
    return node("Alias " + relation + alias.name() + metadata, alias.children());
  }

  @Override
  public Node visit(Expr.Binary binary) {
    int size = binary.operands().size();
    String chain = size == 2 ? "" : " (" + size + " operands)";
    return node("Binary " + binary.operator().symbol() + chain, binary.operands());
  }

  @Override
  public Node visit(Expr.Is is) {
    return node("Is " + words(is.test()), is.children());
  }

  @Override
  public Node visit(Expr.Not not) {
    return node("Not", not.children());
  }

  @Override
  public Node visit(Expr.Negative negative) {
    return node("Negative", negative.children());
  }

  @Override
  public Node visit(Expr.Between between) {
    return new Node(
        not(between.negated()) + "Between",
        List.of(
            new Part("", between.expr()),
            new Part("low: ", between.low()),
            new Part("high: ", between.high())));
  }

  @Override
  public Node visit(Expr.Like like) {
    String escape = like.escape() == null ? "" : " escape '" + like.escape() + "'";
    return new Node(
        not(like.negated()) + "Like " + words(like.kind()) + escape,
        List.of(new Part("", like.expr()), new Part("pattern: ", like.pattern())));
  }

  @Override
  public Node visit(Expr.Case caseExpr) {
    List<Part> parts = new ArrayList<>();
    add(parts, "of: ", caseExpr.base());
    for (Expr.Case.WhenThen branch : caseExpr.branches()) {
      add(parts, "when: ", branch.when());
      add(parts, "then: ", branch.then());
    }
    add(parts, "else: ", caseExpr.otherwise());
    return new Node("Case", parts);
  }

  @Override
  public Node visit(Expr.Cast cast) {
    String metadata = cast.metadata().isEmpty() ? "" : " " + Spelling.metadata(cast.metadata());
    String nullability = cast.nullable() ? "" : "non-null ";
    return node(
        (cast.safe() ? "TryCast to " : "Cast to ") + nullability + cast.type() + metadata,
        cast.children());
  }

  @Override
  public Node visit(Expr.InList inList) {
    List<Part> parts = new ArrayList<>();
    add(parts, "", inList.expr());
    inList.list().forEach(item -> add(parts, "item: ", item));
    return new Node(not(inList.negated()) + "InList", parts);
  }

  @Override
  public Node visit(Expr.ScalarCall call) {
    return node("ScalarCall " + call.function() + definition(call.definition()), call.args());
  }

  @Override
  public Node visit(Expr.AggregateCall call) {
    List<Part> parts = new ArrayList<>();
    call.args().forEach(arg -> add(parts, "", arg));
    add(parts, "filter: ", call.filter());
    addKeys(parts, call.orderBy());
    return new Node(
        "AggregateCall "
            + call.function()
            + (call.distinct() ? " DISTINCT" : "")
            + treatment(call.nullTreatment())
            + definition(call.definition()),
        parts);
  }

  @Override
  public Node visit(Expr.WindowCall call) {
    List<Part> parts = new ArrayList<>();
    call.args().forEach(arg -> add(parts, "", arg));
    add(parts, "filter: ", call.filter());
    call.partitionBy().forEach(key -> add(parts, "partition by: ", key));
    addKeys(parts, call.orderBy());
    StringBuilder text = new StringBuilder("WindowCall ").append(call.function());
    text.append(call.aggregate() ? " (aggregate)" : "");
    text.append(call.distinct() ? " DISTINCT" : "");
    text.append(treatment(call.nullTreatment()));
    new DisplayPrinter(text).writeFrame(call.frame());
    return new Node(text.append(definition(call.definition())).toString(), parts);
  }

  @Override
  public Node visit(Expr.HigherOrderCall call) {
    return node("HigherOrderCall " + call.function() + definition(call.definition()), call.args());
  }

  @Override
  public Node visit(Expr.Lambda lambda) {
    return node("Lambda (" + String.join(", ", lambda.params()) + ")", lambda.children());
  }

  @Override
  public Node visit(Expr.LambdaVariable variable) {
    Field field = variable.field();
    return leaf("LambdaVariable " + variable.name() + (field == null ? "" : ": " + field.type()));
  }

  @Override
  public Node visit(Expr.Wildcard wildcard) {
    return leaf("Wildcard " + ExprPrinter.display(wildcard));
  }

  @Override
  public Node visit(Expr.Placeholder placeholder) {
    DataType type = placeholder.type();
    return leaf("Placeholder " + placeholder.id() + (type == null ? "" : ": " + type));
  }

  @Override
  public Node visit(Expr.Unnest unnest) {
    return node(unnest.outer() ? "Unnest outer" : "Unnest", unnest.exprs());
  }

  @Override
  public Node visit(Expr.Grouping grouping) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < grouping.sets().size(); i++) {
      String label = "set " + (i + 1) + ": ";
      grouping.sets().get(i).forEach(expr -> add(parts, label, expr));
    }
    return new Node("Grouping " + words(grouping.kind()), parts);
  }

  @Override
  public Node visit(Expr.ScalarSubquery subquery) {
    return node("ScalarSubquery of " + subquery.plan().length() + " bytes", subquery.children());
  }

  private static Node leaf(String text) {
    return new Node(text, List.of());
  }

  private static Node node(String text, List<Expr> children) {
    return new Node(text, children.stream().map(child -> new Part("", child)).toList());
  }

  private static void add(List<Part> parts, String label, Expr expr) {
    if (expr != null) {
      parts.add(new Part(label, expr));
    }
  }

  private static void addKeys(List<Part> parts, List<SortKey> keys) {
    for (SortKey key : keys) {
      String direction = key.ascending() ? "asc" : "desc";
      String nulls = key.nullsFirst() ? "nulls first" : "nulls last";
      add(parts, "order by " + direction + " " + nulls + ": ", key.expr());
    }
  }

  private static String words(Enum<?> constant) {
    return constant.name().replace('_', ' ');
  }

  private static String not(boolean negated) {
    return negated ? "Not" : "";
  }

  private static String treatment(NullTreatment treatment) {
    return treatment == null ? "" : " " + words(treatment);
  }

  private static String definition(Definition definition) {
    if (definition == null) {
      return "";
    }
    return definition instanceof Payload payload
        ? " with a payload of " + payload.bytes().length() + " bytes"
        : " with its function";
  }
}
