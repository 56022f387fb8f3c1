// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.MillraceException;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprVisitor;
import io.millrace.expr.Field;
import io.millrace.expr.Operator;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.scalar.Scalar;
import io.millrace.signature.SharedTypes;
import io.millrace.text.Patterns;
import io.millrace.udf.ScalarUdf;
import io.millrace.user.UserScalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One expression being bound: each kind of {@link Expr} to its typed form. */
final class Binding implements ExprVisitor<TypedExpr> {
  /** Over what an expression is evaluated. */
  enum Place {
    ROW,
    GROUP,
    /** Once for a group, which OVER then takes for its only row. */
    GROUP_AS_ROW,
    /** Row by row, beside calls over the rows around. */
    WINDOW
  }

  private final Columns columns;
  private final Clock clock;
  private final Place place;
  private final PlannedTypes planned = new PlannedTypes();

  /** Null where rows stay single. */
  private final UnnestBinding lists;

  Binding(Columns columns, Clock clock, Place place) {
    this(columns, clock, place, null);
  }

  /**
   * @param lists takes those whose elements become rows
   */
  Binding(Columns columns, Clock clock, Place place, UnnestBinding lists) {
    this.columns = columns;
    this.clock = clock;
    this.place = place;
    this.lists = lists;
  }

  /** What is inside of a lambda. */
  Binding within(Field parameter) {
    return new Binding(columns.within(parameter), clock, place);
  }

  /** The same where the parameter is {@code value}. */
  Binding within(Field parameter, TypedExpr value) {
    return new Binding(columns.within(parameter, value), clock, place);
  }

  /** Of the inputs of what is bound. */
  List<Field> inputs() {
    return columns.fields();
  }

  TypedExpr of(Expr expr) {
    return expr.accept(this);
  }

  /** What stands for itself, so that DataFusion plans a type for it. */
  TypedExpr whole(Expr expr) {
    return planned.typed(of(expr));
  }

  List<TypedExpr> all(List<Expr> exprs) {
    List<TypedExpr> bound = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      bound.add(of(expr));
    }
    return bound;
  }

  @Override
  public TypedExpr visit(Expr.Column column) {
    if (place == Place.GROUP || place == Place.GROUP_AS_ROW) {
      throw Refusal.notHere(column, "columns only inside aggregates");
    }
    return columns.resolve(column);
  }

  @Override
  public TypedExpr visit(Expr.Constant constant) {
    return new TypedExpr.Constant(constant.literal());
  }

  @Override
  public TypedExpr visit(Expr.Alias alias) {
    return of(alias.expr());
  }

  @Override
  public TypedExpr visit(Expr.Binary binary) {
    Operator operator = binary.operator();
    List<TypedExpr> operands = all(binary.operands());
    if (operator == Operator.AND) {
      return Lowering.and(operands);
    }
    if (operator == Operator.OR) {
      return Lowering.or(operands);
    }
    TypedExpr result = operands.get(0);
    for (int i = 1; i < operands.size(); i++) {
      result = binary(operator, result, operands.get(i));
    }
    return result;
  }

  private TypedExpr binary(Operator operator, TypedExpr left, TypedExpr right) {
    return switch (operator.kind()) {
      case COMPARISON, DISTINCTION, ARITHMETIC, BITWISE ->
          planned.binary(operator, left, right, Coercion.binary(operator, left, right));
      case CONCATENATION -> concat(left, right);
      case PATTERN -> match(operator, left, right);
      case CONTAINMENT ->
          operator == Operator.AT_ARROW ? contains(left, right) : contains(right, left);
      case LOGIC -> throw new AssertionError(operator);
    };
  }

  /** NULL beside anything is unknown, a null list is not. */
  private TypedExpr contains(TypedExpr all, TypedExpr part) {
    boolean unknown =
        Stream.of(all, part).anyMatch(each -> each.type().isNull() && Folding.isNull(each));
    return unknown
        ? Folding.constant(DataType.BOOLEAN, null)
        : function("array_has_all", List.of(all, part));
  }

  private static TypedExpr match(Operator operator, TypedExpr text, TypedExpr pattern) {
    List<TypedExpr> args = List.of(text, pattern);
    boolean positive = operator == Operator.REGEX_MATCH || operator == Operator.REGEX_I_MATCH;
    if (positive && AnyText.isPattern(pattern) && text.type().isText()) {
      return AnyText.isThere(text);
    }
    TypedExpr test = matched(operator, args);
    return args.stream().anyMatch(Folding::isNull)
        ? Folding.constant(DataType.BOOLEAN, null)
        : test;
  }

  private static TypedExpr matched(Operator operator, List<TypedExpr> args) {
    return switch (operator) {
      case REGEX_MATCH -> pattern(Patterns.REGEX, args);
      case REGEX_I_MATCH -> pattern(Patterns.REGEX_I, args);
      case REGEX_NOT_MATCH -> Lowering.not(pattern(Patterns.REGEX, args));
      case REGEX_NOT_I_MATCH -> Lowering.not(pattern(Patterns.REGEX_I, args));
      case LIKE_MATCH -> pattern(Patterns.LIKE, args);
      case I_LIKE_MATCH -> pattern(Patterns.ILIKE, args);
      case NOT_LIKE_MATCH -> Lowering.not(pattern(Patterns.LIKE, args));
      case NOT_I_LIKE_MATCH -> Lowering.not(pattern(Patterns.ILIKE, args));
      default -> throw new AssertionError(operator);
    };
  }

  /** DataFusion reads regular expressions before it looks which branches rows may take. */
  private static TypedExpr pattern(Scalar function, List<TypedExpr> args) {
    return Refused.atOnce(Coercion.call(function, args));
  }

  private TypedExpr concat(TypedExpr left, TypedExpr right) {
    boolean from = SharedTypes.isList(left.type());
    boolean to = SharedTypes.isList(right.type());
    if (!from && !to) {
      Operator concat = Operator.STRING_CONCAT;
      return planned.binary(concat, left, right, Coercion.binary(concat, left, right));
    }
    String name = from && to ? "array_concat" : from ? "array_append" : "array_prepend";
    return function(name, List.of(left, right));
  }

  @Override
  public TypedExpr visit(Expr.Is is) {
    return Lowering.is(is.test(), of(is.expr()));
  }

  @Override
  public TypedExpr visit(Expr.Not not) {
    return Lowering.not(of(not.expr()));
  }

  @Override
  public TypedExpr visit(Expr.Negative negative) {
    TypedExpr operand = of(negative.expr());
    if (operand instanceof TypedExpr.Constant constant
        && operand.type().isSigned()
        && !constant.literal().isNull()
        && (long) constant.literal().value()
            == Long.MIN_VALUE >> (64 - operand.type().id().bits())) {
      throw Refusal.mismatch(
          "-", "the operand is " + constant.literal().value(), "an integer whose negative exists");
    }
    return Lowering.negative(operand);
  }

  @Override
  public TypedExpr visit(Expr.Between between) {
    return Lowering.between(
        of(between.expr()), of(between.low()), of(between.high()), between.negated());
  }

  @Override
  public TypedExpr visit(Expr.Like like) {
    return Lowering.like(like, of(like.expr()), of(like.pattern()));
  }

  @Override
  public TypedExpr visit(Expr.Case cases) {
    TypedExpr base = cases.base() == null ? null : of(cases.base());
    List<TypedExpr> whens = new ArrayList<>();
    List<TypedExpr> thens = new ArrayList<>();
    for (Expr.Case.WhenThen branch : cases.branches()) {
      whens.add(of(branch.when()));
      thens.add(of(branch.then()));
    }
    TypedExpr otherwise = cases.otherwise() == null ? null : of(cases.otherwise());
    return planned.cases(Lowering.cases(base, whens, thens, otherwise), thens, otherwise);
  }

  @Override
  public TypedExpr visit(Expr.Cast cast) {
    TypedExpr operand = of(cast.expr());
    try {
      return planned.cast(Coercion.cast(operand, cast.type(), cast.safe()));
    } catch (MillraceException refusal) {
      if (FirstPass.evaluates(cast.expr())) {
        throw refusal;
      }
      return Refused.cast(new TypedExpr.Cast(operand, cast.type(), cast.safe()), refusal);
    }
  }

  @Override
  public TypedExpr visit(Expr.InList inList) {
    return Lowering.in(of(inList.expr()), all(inList.list()), inList.negated());
  }

  @Override
  public TypedExpr visit(Expr.ScalarCall call) {
    if (call.definition() instanceof ScalarUdf own) {
      return Coercion.call(UserScalars.of(own), all(call.args()));
    }
    if (call.definition() != null) {
      throw Refusal.definition(call.function(), call.definition());
    }
    if (call.function().equals(Membership.FUNCTION)) {
      return Membership.of(call, all(call.args()), this);
    }
    FieldForms ofFields = FieldForms.find(call.function());
    return ofFields == null
        ? function(call.function(), all(call.args()))
        : ofFields.of(call.args(), all(call.args()), fields());
  }

  ResultFields fields() {
    return new ResultFields(columns.fields(), this);
  }

  /** A call as DataFusion plans it, too. */
  TypedExpr planned(Scalar function, List<TypedExpr> args, TypedExpr result) {
    return planned.call(function, args, result);
  }

  private TypedExpr function(String name, List<TypedExpr> args) {
    if (name.equals(Members.FUNCTION)) {
      return Members.of(args);
    }
    if (name.equals(AnyText.FUNCTION)) {
      return AnyText.of(args);
    }
    Optional<Scalar> declared = BuiltIns.scalar(name);
    if (declared.isPresent()) {
      return planned.call(declared.get(), args, Coercion.call(declared.get(), args));
    }
    Conditional conditional = Conditional.find(name);
    if (conditional != null) {
      TypedExpr result = conditional.of(args);
      return conditional == Conditional.COALESCE
          ? planned.coalesce(args, result)
          : planned.asked(args, result);
    }
    Optional<Function<List<TypedExpr>, TypedExpr>> form = TypeForms.find(name);
    if (form.isPresent()) {
      return planned.asked(args, planned.cast(form.get().apply(args)));
    }
    form = clock.find(name);
    form = form.isPresent() ? form : EngineForms.find(name);
    if (form.isEmpty()) {
      throw missing(name, FunctionKind.SCALAR);
    }
    return form.get().apply(args);
  }

  /** What tells of the query or the file that an expression is part of, which is none here. */
  private static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "grouping", "it tells the grouping sets of a query apart, expected no query around it",
          "file_row_index", "it tells of the file that a query reads, expected none",
          "input_file_name", "it tells of the file that a query reads, expected none");

  static RuntimeException missing(String name, FunctionKind kind) {
    if (OUT_OF_REACH.containsKey(name)) {
      return Refusal.unsupported("function '" + name + "'", OUT_OF_REACH.get(name));
    }
    if (FunctionNames.find(name, kind).isPresent()) {
      return Refusal.unsupported("function '" + name + "'", "this release does not evaluate it");
    }
    return Refusal.unknown("function", name, FunctionNames.names(kind));
  }

  @Override
  public TypedExpr visit(Expr.AggregateCall call) {
    if (place != Place.GROUP && place != Place.GROUP_AS_ROW) {
      throw Refusal.notHere(call, "no aggregate in what is evaluated row by row");
    }
    return AggregateBinding.of(call, new Binding(columns.outside(), clock, Place.ROW));
  }

  @Override
  public TypedExpr visit(Expr.WindowCall call) {
    return switch (place) {
      case ROW, GROUP -> throw Refusal.notHere(call, "no window function");
      case WINDOW -> WindowBinding.of(call, new Binding(columns.outside(), clock, Place.ROW));
      case GROUP_AS_ROW ->
          WindowBinding.of(call, new Binding(columns.outside(), clock, Place.GROUP));
    };
  }

  @Override
  public TypedExpr visit(Expr.HigherOrderCall call) {
    return LambdaBinding.of(call, this);
  }

  @Override
  public TypedExpr visit(Expr.Lambda lambda) {
    throw Refusal.notHere(lambda, "it as an argument of a function that takes one");
  }

  @Override
  public TypedExpr visit(Expr.LambdaVariable variable) {
    return columns.resolve(variable);
  }

  @Override
  public TypedExpr visit(Expr.Wildcard wildcard) {
    throw Refusal.notHere(wildcard, "one value");
  }

  @Override
  public TypedExpr visit(Expr.Placeholder placeholder) {
    throw Refusal.notHere(placeholder, "a value in its place");
  }

  @Override
  public TypedExpr visit(Expr.Unnest unnest) {
    if (lists == null) {
      throw Refusal.notHere(unnest, "one value");
    }
    return lists.of(unnest, new Binding(columns, clock, place));
  }

  @Override
  public TypedExpr visit(Expr.Grouping grouping) {
    throw Refusal.notHere(grouping, "one value");
  }

  @Override
  public TypedExpr visit(Expr.ScalarSubquery subquery) {
    throw Refusal.notHere(subquery, "no query");
  }
}
