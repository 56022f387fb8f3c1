// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprVisitor;
import io.millrace.expr.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts in the place of what SQL has no words for something that it has, of the same type and value:
 * {@code arrow_cast} for constants and casts, and for names inside of an expression nothing.
 */
final class Equivalents implements ExprVisitor<Expr> {
  private Equivalents() {}

  /** The name of the whole stays. */
  static Expr of(Expr expr) {
    Equivalents equivalents = new Equivalents();
    return expr instanceof Expr.Alias alias
        ? new Expr.Alias(
            alias.expr().accept(equivalents), alias.name(), alias.relation(), alias.metadata())
        : expr.accept(equivalents);
  }

  private Expr orNull(Expr expr) {
    return expr == null ? null : expr.accept(this);
  }

  private List<Expr> all(List<Expr> exprs) {
    List<Expr> all = new ArrayList<>(exprs.size());
    exprs.forEach(expr -> all.add(expr.accept(this)));
    return all;
  }

  private List<SortKey> keys(List<SortKey> keys) {
    return keys.stream()
        .map(key -> new SortKey(key.expr().accept(this), key.ascending(), key.nullsFirst()))
        .toList();
  }

  @Override
  public Expr visit(Expr.Column column) {
    return column;
  }

  @Override
  public Expr visit(Expr.Constant constant) {
    return CastConstants.of(constant);
  }

  /** A name that a call brings is part of how it is said. */
  @Override
  public Expr visit(Expr.Alias alias) {
    Expr inner = alias.expr().accept(this);
    return NamedCall.of(alias) != null && inner.equals(alias.expr()) ? alias : inner;
  }

  @Override
  public Expr visit(Expr.Binary binary) {
    List<Expr> operands = all(binary.operands());
    Expr chain = operands.get(0);
    for (Expr operand : operands.subList(1, operands.size())) {
      chain = Expr.Binary.of(chain, binary.operator(), operand);
    }
    return chain;
  }

  @Override
  public Expr visit(Expr.Is is) {
    return new Expr.Is(is.test(), is.expr().accept(this));
  }

  @Override
  public Expr visit(Expr.Not not) {
    return new Expr.Not(not.expr().accept(this));
  }

  @Override
  public Expr visit(Expr.Negative negative) {
    return new Expr.Negative(negative.expr().accept(this));
  }

  @Override
  public Expr visit(Expr.Between between) {
    return new Expr.Between(
        between.expr().accept(this),
        between.negated(),
        between.low().accept(this),
        between.high().accept(this));
  }

  @Override
  public Expr visit(Expr.Like like) {
    return new Expr.Like(
        like.kind(),
        like.negated(),
        like.expr().accept(this),
        like.pattern().accept(this),
        like.escape());
  }

  @Override
  public Expr visit(Expr.Case choice) {
    if (Quantified.said(choice).isPresent()) {
      return choice;
    }
    return new Expr.Case(
        orNull(choice.base()),
        choice.branches().stream()
            .map(
                branch ->
                    new Expr.Case.WhenThen(branch.when().accept(this), branch.then().accept(this)))
            .toList(),
        orNull(choice.otherwise()));
  }

  /** What a cast says of the field besides its type is no part of a value. */
  @Override
  public Expr visit(Expr.Cast cast) {
    Expr operand = cast.expr().accept(this);
    boolean zoned = cast.type() instanceof DataType.Timestamp at && at.zone() != null;
    if (TypeNames.of(cast.type()).isPresent() || (zoned && !cast.safe())) {
      return cast.safe()
          ? Expr.Cast.safe(operand, cast.type())
          : Expr.Cast.of(operand, cast.type());
    }
    return CastConstants.to(operand, cast.type(), cast.safe());
  }

  @Override
  public Expr visit(Expr.InList in) {
    return new Expr.InList(in.expr().accept(this), all(in.list()), in.negated());
  }

  @Override
  public Expr visit(Expr.ScalarCall call) {
    return new Expr.ScalarCall(call.function(), all(call.args()), call.definition());
  }

  @Override
  public Expr visit(Expr.AggregateCall call) {
    return new Expr.AggregateCall(
        call.function(),
        all(call.args()),
        call.distinct(),
        orNull(call.filter()),
        keys(call.orderBy()),
        call.nullTreatment(),
        call.definition());
  }

  @Override
  public Expr visit(Expr.WindowCall call) {
    return new Expr.WindowCall(
        call.function(),
        call.aggregate(),
        all(call.args()),
        all(call.partitionBy()),
        Frames.isUnordered(call.orderBy(), call.frame()) ? call.orderBy() : keys(call.orderBy()),
        call.frame(),
        call.nullTreatment(),
        call.distinct(),
        orNull(call.filter()),
        call.definition());
  }

  @Override
  public Expr visit(Expr.HigherOrderCall call) {
    return new Expr.HigherOrderCall(call.function(), all(call.args()), call.definition());
  }

  @Override
  public Expr visit(Expr.Lambda lambda) {
    return new Expr.Lambda(lambda.params(), lambda.body().accept(this));
  }

  @Override
  public Expr visit(Expr.LambdaVariable variable) {
    return variable;
  }

  @Override
  public Expr visit(Expr.Wildcard wildcard) {
    return wildcard;
  }

  @Override
  public Expr visit(Expr.Placeholder placeholder) {
    return placeholder;
  }

  @Override
  public Expr visit(Expr.Unnest unnest) {
    return new Expr.Unnest(all(unnest.exprs()), unnest.outer());
  }

  @Override
  public Expr visit(Expr.Grouping grouping) {
    return grouping;
  }

  @Override
  public Expr visit(Expr.ScalarSubquery subquery) {
    return subquery;
  }
}
