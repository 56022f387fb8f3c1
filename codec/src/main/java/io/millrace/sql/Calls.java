// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Definition;
import io.millrace.expr.DefinitionSource;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprPrinter;
import io.millrace.expr.Literal;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.SortKey;
import io.millrace.expr.TableReference;
import io.millrace.expr.WindowFrame;
import io.millrace.function.Closest;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import io.millrace.function.ParameterNames;
import io.millrace.sql.SqlExpressionParser.ArgumentContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.FunctionCallContext;
import io.millrace.sql.SqlExpressionParser.IdentifierContext;
import io.millrace.sql.SqlExpressionParser.NullTreatmentContext;
import io.millrace.sql.SqlExpressionParser.OrderByContext;
import io.millrace.sql.SqlExpressionParser.OverClauseContext;
import io.millrace.sql.SqlExpressionParser.SortKeyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls by name: which kind of function it is, and what the clauses behind it make of it. */
final class Calls {
  /** Aggregates over an order: WITHIN GROUP gives them their first argument. */
  static final Set<String> ORDERED_SET =
      Set.of("percentile_cont", "approx_percentile_cont", "approx_percentile_cont_with_weight");

  /** Aggregates that know what to do with NULLs when told. */
  private static final Set<String> TREATS_NULLS = Set.of("array_agg", "first_value", "last_value");

  private final ExprBuilder builder;
  private final SourceText source;
  private final Frames frames;
  private final Dialect dialect;
  private final DefinitionSource functions;

  Calls(ExprBuilder builder, SourceText source, Dialect dialect, DefinitionSource functions) {
    this.functions = functions;
    this.dialect = dialect;
    this.builder = builder;
    this.source = source;
    this.frames = new Frames(source);
  }

  Expr of(FunctionCallContext call) {
    String name = name(call);
    Definition own = functions.find(name, FunctionKind.SCALAR);
    if (own != null) {
      return new Expr.ScalarCall(name, args(call, List.of()), own);
    }
    boolean over = call.callSuffix().overClause() != null;
    if (functions.find(name, FunctionKind.AGGREGATE) != null) {
      return over ? window(call, name) : aggregate(call, name);
    }
    if (over && functions.find(name, FunctionKind.WINDOW) != null) {
      return window(call, name);
    }
    Optional<String> scalar = FunctionNames.find(name, FunctionKind.SCALAR);
    if (name.equals("make_map") || name.equals("map")) {
      return map(call, name);
    }
    if (scalar.isPresent()) {
      List<Expr> args = args(call, ParameterNames.of(scalar.get()));
      return named(new Expr.ScalarCall(scalar.get(), args), name, scalar.get(), args);
    }
    Optional<String> higherOrder = FunctionNames.find(name, FunctionKind.HIGHER_ORDER);
    if (higherOrder.isPresent()) {
      return builder.lambdas().call(call, name, higherOrder.get());
    }
    if (name.equals("unnest")) {
      return unnest(call);
    }
    return over ? window(call, name) : aggregate(call, name);
  }

  private static String name(FunctionCallContext call) {
    List<IdentifierContext> path = call.qualifiedName().identifier();
    return path.isEmpty()
        ? call.qualifiedName().getText().toLowerCase(Locale.ROOT)
        : path.stream().map(Names::of).collect(Collectors.joining("."));
  }

  /** A call by another than the function's own name keeps it as the name of the result. */
  static Expr named(Expr call, String name, String ownName, List<Expr> args) {
    if (name.equals(ownName)) {
      return call;
    }
    String text = args.stream().map(ExprPrinter::display).collect(Collectors.joining(","));
    return new Expr.Alias(call, name + "(" + text + ")");
  }

  private List<Expr> args(FunctionCallContext call, List<String> parameters) {
    return args(call, call.arguments().argument(), parameters, 0);
  }

  /**
   * @param given how many parameters have their argument already
   */
  private List<Expr> args(
      FunctionCallContext call,
      List<ArgumentContext> arguments,
      List<String> parameters,
      int given) {
    return values(
        call,
        NamedArguments.inOrder(
            arguments, parameters, given, found -> refused(call, name(call), found)));
  }

  /** Whatever their names are. */
  private List<Expr> values(FunctionCallContext call, List<ArgumentContext> arguments) {
    List<Expr> args = new ArrayList<>();
    for (ArgumentContext argument : arguments) {
      if (dialect == Dialect.DUCKDB && NamedArguments.isNamedByEquals(argument)) {
        throw refused(call, name(call), NamedArguments.UNTAKEN);
      }
      if (argument.argumentName() != null && !argument.identifier().isEmpty()) {
        throw refused(call, name(call), "found all columns of a table behind a name");
      }
      args.add(argument(argument));
    }
    return args;
  }

  private Expr argument(ArgumentContext argument) {
    if (argument.expr() != null) {
      return builder.expr(argument.expr());
    }
    if (argument.identifier().isEmpty()) {
      return new Expr.Wildcard(null);
    }
    List<String> path = argument.identifier().stream().map(Names::of).toList();
    int last = path.size() - 1;
    return new Expr.Wildcard(
        new TableReference(
            last > 1 ? path.get(last - 2) : null,
            last > 0 ? path.get(last - 1) : null,
            path.get(last)));
  }

  /** {@code map} takes two lists, or like {@code make_map} keys and values in turn. */
  private Expr map(FunctionCallContext call, String name) {
    List<Expr> args = values(call, call.arguments().argument());
    if (name.equals("map")
        && args.size() == 2
        && args.stream().allMatch(arg -> mayBeList(arg, call))) {
      if (NamedArguments.areIn(call.arguments().argument())) {
        throw refused(call, name, NamedArguments.UNTAKEN);
      }
      return new Expr.ScalarCall(name, args);
    }
    if (args.size() % 2 != 0) {
      throw source.error(
          ErrorCode.TYPE_MISMATCH, call, "Cannot make a map: found a key without a value");
    }
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i < args.size(); i += 2) {
      keys.add(args.get(i));
      values.add(args.get(i + 1));
    }
    return ExprBuilder.map(keys, values);
  }

  private boolean mayBeList(Expr expr, FunctionCallContext call) {
    DataType type = builder.typeOf(expr, call);
    return type == null || KnownTypes.element(type) != null;
  }

  private Expr unnest(FunctionCallContext call) {
    List<Expr> args = values(call, call.arguments().argument());
    DataType type = args.size() == 1 ? builder.typeOf(args.get(0), call) : DataType.BOOLEAN;
    boolean fits =
        type == null
            || type.equals(DataType.NULL)
            || type instanceof DataType.Struct
            || KnownTypes.element(type) != null;
    if (!fits) {
      throw source.error(
          ErrorCode.TYPE_MISMATCH, call, "Cannot call unnest: expected one list or struct");
    }
    return new Expr.Unnest(args, false);
  }

  private Expr aggregate(FunctionCallContext call, String name) {
    Definition own = functions.find(name, FunctionKind.AGGREGATE);
    String function =
        own != null
            ? name
            : FunctionNames.find(name, FunctionKind.AGGREGATE)
                .orElseThrow(
                    () -> unknown(call, name, FunctionKind.SCALAR, FunctionKind.AGGREGATE));
    NullTreatment nulls = nullTreatment(call);
    if (nulls != null && !TREATS_NULLS.contains(function)) {
      throw refused(call, function, "found IGNORE or RESPECT NULLS, which it does not take");
    }
    List<ArgumentContext> arguments = call.arguments().argument();
    List<SortKey> orderBy = order(call.arguments().orderBy(), builder::orderKey);
    boolean ofOrder = true;
    if (call.callSuffix().withinGroup() != null) {
      if (!ORDERED_SET.contains(function)) {
        throw refused(call, function, "found WITHIN GROUP, which only ordered sets take");
      }
      if (!orderBy.isEmpty()) {
        throw refused(call, function, "found ORDER BY beside WITHIN GROUP");
      }
      orderBy = order(call.callSuffix().withinGroup().orderBy(), builder::expr);
      if (orderBy.size() != 1) {
        throw refused(call, function, "found more than one key in WITHIN GROUP");
      }
    } else if (own == null && ORDERED_SET.contains(function) && !orderBy.isEmpty()) {
      arguments = besideOrder(call, function, orderBy);
    } else {
      ofOrder = false;
    }
    List<String> parameters = own == null ? ParameterNames.of(function) : List.of();
    List<Expr> args = args(call, arguments, parameters, ofOrder ? 1 : 0);
    if (ofOrder) {
      args.add(0, orderBy.get(0).expr());
    }
    boolean distinct = isDistinct(call);
    Expr filter = filter(call);
    if (own == null && isCountOfRows(function, args)) {
      return countOfRows(
          args,
          counted ->
              new Expr.AggregateCall(name, counted, distinct, filter, List.of(), nulls, null));
    }
    return named(
        new Expr.AggregateCall(function, args, distinct, filter, orderBy, nulls, own),
        name,
        function,
        args);
  }

  /** What an ordered set is ordered by is its first argument, whatever else is given as that. */
  private List<ArgumentContext> besideOrder(
      FunctionCallContext call, String function, List<SortKey> orderBy) {
    if (orderBy.size() != 1) {
      throw refused(call, function, "found more than one key in ORDER BY");
    }
    List<ArgumentContext> all = call.arguments().argument();
    int first = all.size() > 1 ? 1 : 0;
    values(call, all.subList(0, first));
    return all.subList(first, all.size());
  }

  /** {@code count(*)} and {@code count()} count a constant and keep their own name. */
  private static boolean isCountOfRows(String function, List<Expr> args) {
    return function.equals("count")
        && (args.isEmpty() || (args.size() == 1 && args.get(0) instanceof Expr.Wildcard));
  }

  private static Expr countOfRows(List<Expr> args, Function<List<Expr>, Expr> call) {
    Expr counted = call.apply(List.of(new Expr.Constant(Literal.of(1L))));
    return new Expr.Alias(counted, ExprPrinter.schemaName(call.apply(args)));
  }

  private Expr window(FunctionCallContext call, String name) {
    OverClauseContext over = call.callSuffix().overClause();
    if (call.callSuffix().withinGroup() != null) {
      throw refused(call, name, "found OVER beside WITHIN GROUP");
    }
    if (call.arguments().orderBy() != null) {
      throw refused(call, name, "found ORDER BY among its arguments beside OVER");
    }
    if (over.name != null) {
      return aggregate(call, name);
    }
    Definition ownWindow = functions.find(name, FunctionKind.WINDOW);
    Definition own = ownWindow == null ? functions.find(name, FunctionKind.AGGREGATE) : ownWindow;
    Optional<String> pure =
        own == null ? FunctionNames.find(name, FunctionKind.WINDOW) : Optional.empty();
    String function =
        own != null
            ? name
            : pure.or(() -> FunctionNames.find(name, FunctionKind.AGGREGATE))
                .orElseThrow(
                    () -> unknown(call, name, FunctionKind.AGGREGATE, FunctionKind.WINDOW));
    List<Expr> partitionBy = partitionBy(over);
    List<SortKey> orderBy = order(over.orderBy(), builder::expr);
    WindowFrame frame = over.frame() == null ? Frames.unsaid(orderBy) : frames.of(over.frame());
    List<SortKey> ordered =
        over.frame() == null ? orderBy : frames.order(over.frame(), frame, orderBy);
    List<Expr> args = args(call, own == null ? ParameterNames.of(function) : List.of());
    boolean aggregate = pure.isEmpty() && ownWindow == null;
    boolean distinct = isDistinct(call);
    Expr filter = filter(call);
    NullTreatment nulls = nullTreatment(call);
    Function<List<Expr>, Expr> of =
        given ->
            new Expr.WindowCall(
                function,
                aggregate,
                given,
                partitionBy,
                ordered,
                frame,
                nulls,
                distinct,
                filter,
                own);
    return own == null && isCountOfRows(function, args)
        ? countOfRows(args, of)
        : named(of.apply(args), name, function, args);
  }

  /** Constants do not part rows, so DataFusion leaves them out. */
  private List<Expr> partitionBy(OverClauseContext over) {
    List<Expr> keys = new ArrayList<>();
    for (ExprContext key : over.expr()) {
      if (!builder.isLiteral(key)) {
        keys.add(builder.expr(key));
      }
    }
    return keys;
  }

  private static boolean isDistinct(FunctionCallContext call) {
    return call.arguments().quantity != null
        && call.arguments().quantity.getType() == SqlExpressionParser.DISTINCT;
  }

  private Expr filter(FunctionCallContext call) {
    return call.callSuffix().filterClause() == null
        ? null
        : builder.expr(call.callSuffix().filterClause().expr());
  }

  private NullTreatment nullTreatment(FunctionCallContext call) {
    NullTreatmentContext behind = call.callSuffix().nullTreatment();
    List<NullTreatmentContext> inside = call.arguments().nullTreatment();
    if (inside.size() + (behind == null ? 0 : 1) > 1) {
      throw refused(call, name(call), "found more than one IGNORE or RESPECT NULLS");
    }
    NullTreatmentContext said = behind == null && !inside.isEmpty() ? inside.get(0) : behind;
    if (said == null) {
      return null;
    }
    return said.kind.getType() == SqlExpressionParser.IGNORE
        ? NullTreatment.IGNORE_NULLS
        : NullTreatment.RESPECT_NULLS;
  }

  private static List<SortKey> order(OrderByContext orderBy, Function<ExprContext, Expr> key) {
    List<SortKey> keys = new ArrayList<>();
    if (orderBy != null) {
      for (SortKeyContext each : orderBy.sortKey()) {
        boolean ascending =
            each.direction == null || each.direction.getType() == SqlExpressionParser.ASC;
        boolean nullsFirst =
            each.nulls == null ? !ascending : each.nulls.getType() == SqlExpressionParser.FIRST;
        keys.add(new SortKey(key.apply(each.expr()), ascending, nullsFirst));
      }
    }
    return keys;
  }

  private RuntimeException refused(FunctionCallContext call, String function, String found) {
    return source.error(
        ErrorCode.TYPE_MISMATCH, call.start, "Cannot call " + function + ": " + found);
  }

  private RuntimeException unknown(FunctionCallContext call, String name, FunctionKind... kinds) {
    String hint =
        Closest.to(name, FunctionNames.names(kinds))
            .map(closest -> "did you mean \"" + closest + "\"?")
            .orElse("no such function");
    boolean onlyWindow = FunctionNames.find(name, FunctionKind.WINDOW).isPresent();
    return source.error(
        ErrorCode.UNKNOWN_NAME,
        call.qualifiedName().start,
        call.qualifiedName().stop,
        "Cannot resolve function: found \"" + name + "\", expected one that DataFusion has",
        onlyWindow ? "a window function, which needs OVER" : hint,
        "");
  }
}
