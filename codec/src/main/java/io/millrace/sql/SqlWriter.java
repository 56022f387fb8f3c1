// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.ExprVisitor;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.expr.TableReference;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes one expression, with parentheses only where an operand holds together less than its place
 * needs. Says of each how strong that is.
 */
final class SqlWriter implements ExprVisitor<Strength> {
  /** The types whose names may stand before a text. */
  private static final Set<DataType> TYPED_LITERALS =
      Set.of(
          DataType.DATE32,
          new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND),
          DataType.timestamp(TimeUnit.NANOSECOND));

  private final StringBuilder out = new StringBuilder();
  private final KnownTypes types;
  private final Dialect dialect;
  private final CallWriter calls = new CallWriter(this, out);
  private final Deque<List<String>> parameters = new ArrayDeque<>();

  SqlWriter(Schema schema, Dialect dialect) {
    this.types = new KnownTypes(new Names(schema, new SourceText("")));
    this.dialect = dialect;
  }

  /** An alias that no call brings with it can be said here only, at the end. */
  String statement(Expr expr) {
    boolean named =
        expr instanceof Expr.Alias alias
            && alias.relation() == null
            && alias.metadata().isEmpty()
            && !calls.names(alias);
    if (named) {
      Expr.Alias alias = (Expr.Alias) expr;
      write(alias.expr());
      out.append(" AS ").append(Words.identifier(alias.name()));
    } else {
      write(expr);
    }
    return out.toString();
  }

  /** Where anything may stand. */
  void write(Expr expr) {
    write(expr, Strength.WHOLE);
  }

  void write(Expr expr, Strength least) {
    int start = out.length();
    if (expr.accept(this).compareTo(least) < 0) {
      out.insert(start, '(').append(')');
    }
  }

  /** In DuckDB's dialect an argument that begins as a comparison with a name would have it. */
  void write(List<Expr> exprs) {
    for (int i = 0; i < exprs.size(); i++) {
      Expr expr = exprs.get(i);
      boolean plain = dialect == Dialect.GENERIC || expr instanceof Expr.Lambda;
      out.append(i == 0 ? "" : ", ");
      write(expr, plain ? Strength.WHOLE : Strength.BAR);
    }
  }

  /** The type as far as the parser knows it, or null. */
  DataType typeOf(Expr expr) {
    try {
      return types.of(expr);
    } catch (NoMember unknown) {
      return null;
    }
  }

  boolean inLambda() {
    return !parameters.isEmpty();
  }

  @Override
  public Strength visit(Expr.Column column) {
    boolean hidden = parameters.stream().anyMatch(names -> names.contains(column.name()));
    if (hidden && column.relation() != null) {
      out.append(Words.identifier(column.relation())).append('.');
    }
    out.append(Words.identifier(column.name()));
    return Strength.PRIMARY;
  }

  @Override
  public Strength visit(Expr.Constant constant) {
    return ConstantWriter.write(constant, out);
  }

  @Override
  public Strength visit(Expr.Alias alias) {
    if (!calls.names(alias)) {
      throw Unsayable.because(alias, "it has a name inside of an expression");
    }
    return calls.writeNamed(alias);
  }

  @Override
  public Strength visit(Expr.Binary binary) {
    Operator operator = binary.operator();
    List<Expr> operands = binary.operands();
    String between = " " + (operator == Operator.BITWISE_XOR ? "^" : operator.symbol()) + " ";
    Strength own = Strength.of(operator);
    boolean loose = own == Strength.PREDICATE || own == Strength.WHOLE;
    if (own == Strength.WHOLE) {
      // it takes all that follows for its right side
      out.append("(".repeat(operands.size() - 2));
    }
    for (int i = 0; i < operands.size(); i++) {
      out.append(i == 0 ? "" : between);
      write(operands.get(i), loose ? Strength.BAR : i == 0 ? own : own.next());
      if (own == Strength.WHOLE && i > 0 && i < operands.size() - 1) {
        out.append(')');
      }
    }
    return own;
  }

  @Override
  public Strength visit(Expr.Is is) {
    write(is.expr(), Strength.BAR);
    out.append(" IS ").append(is.test().name().replace('_', ' '));
    return Strength.PREDICATE;
  }

  @Override
  public Strength visit(Expr.Not not) {
    out.append("NOT ");
    write(not.expr(), Strength.NOT);
    return Strength.NOT;
  }

  @Override
  public Strength visit(Expr.Negative negative) {
    out.append('-');
    boolean number =
        negative.expr() instanceof Expr.Constant constant && ConstantWriter.takesSign(constant);
    out.append(number ? "(" : "");
    write(negative.expr(), number ? Strength.WHOLE : Strength.ZONE);
    out.append(number ? ")" : "");
    return Strength.SIGN;
  }

  @Override
  public Strength visit(Expr.Between between) {
    write(between.expr(), Strength.BAR);
    out.append(between.negated() ? " NOT BETWEEN " : " BETWEEN ");
    write(between.low(), Strength.BAR);
    out.append(" AND ");
    write(between.high(), Strength.BAR);
    return Strength.PREDICATE;
  }

  @Override
  public Strength visit(Expr.Like like) {
    write(like.expr(), Strength.BAR);
    out.append(like.negated() ? " NOT " : " ");
    out.append(like.kind().name().replace('_', ' ')).append(' ');
    write(like.pattern(), Strength.BAR);
    if (like.escape() != null) {
      out.append(" ESCAPE ").append(Words.text(like.escape()));
    }
    return Strength.PREDICATE;
  }

  @Override
  public Strength visit(Expr.InList in) {
    write(in.expr(), Strength.BAR);
    out.append(in.negated() ? " NOT IN (" : " IN (");
    write(in.list());
    out.append(')');
    return Strength.PREDICATE;
  }

  @Override
  public Strength visit(Expr.Case choice) {
    Optional<Quantified> quantified = Quantified.said(choice);
    if (quantified.isPresent()) {
      return write(quantified.get());
    }
    out.append("CASE");
    if (choice.base() != null) {
      out.append(' ');
      write(choice.base());
    }
    for (Expr.Case.WhenThen branch : choice.branches()) {
      out.append(" WHEN ");
      write(branch.when());
      out.append(" THEN ");
      write(branch.then());
    }
    if (choice.otherwise() != null) {
      out.append(" ELSE ");
      write(choice.otherwise());
    }
    out.append(" END");
    return Strength.PRIMARY;
  }

  private Strength write(Quantified quantified) {
    write(quantified.needle(), Strength.BAR);
    out.append(' ').append(quantified.operator().symbol());
    out.append(' ').append(quantified.quantifier()).append('(');
    write(quantified.list(), Strength.BAR);
    out.append(')');
    return Strength.PREDICATE;
  }

  @Override
  public Strength visit(Expr.Cast cast) {
    if (!cast.nullable() || !cast.metadata().isEmpty()) {
      throw Unsayable.because(cast, "it casts to a field, not to a type");
    }
    boolean zoned =
        cast.type() instanceof DataType.Timestamp timestamp
            && timestamp.zone() != null
            && timestamp.unit() == TimeUnit.NANOSECOND;
    if (zoned && !cast.safe()) {
      write(cast.expr(), Strength.ZONE);
      out.append(" AT TIME ZONE ");
      out.append(Words.text(((DataType.Timestamp) cast.type()).zone()));
      return Strength.ZONE;
    }
    String type =
        TypeNames.of(cast.type())
            .orElseThrow(
                () -> Unsayable.because(cast, "SQL has no name for the type " + cast.type()));
    if (!cast.safe() && TYPED_LITERALS.contains(cast.type()) && isText(cast.expr())) {
      out.append(type).append(' ');
      write(cast.expr());
    } else {
      out.append(cast.safe() ? "TRY_CAST(" : "CAST(");
      write(cast.expr());
      out.append(" AS ").append(type).append(')');
    }
    return Strength.PRIMARY;
  }

  private static boolean isText(Expr expr) {
    return expr instanceof Expr.Constant constant
        && constant.literal().type().equals(DataType.UTF8)
        && !constant.literal().isNull();
  }

  @Override
  public Strength visit(Expr.ScalarCall call) {
    return calls.write(call);
  }

  @Override
  public Strength visit(Expr.AggregateCall call) {
    return calls.write(call, call.function());
  }

  @Override
  public Strength visit(Expr.WindowCall call) {
    return calls.write(call, call.function());
  }

  @Override
  public Strength visit(Expr.HigherOrderCall call) {
    return calls.write(call, call.function());
  }

  @Override
  public Strength visit(Expr.Lambda lambda) {
    if (dialect != Dialect.DUCKDB) {
      throw Unsayable.because(lambda, "a lambda is no part of the dialect " + dialect);
    }
    String names = lambda.params().stream().map(Words::parameter).collect(Collectors.joining(", "));
    out.append(lambda.params().size() == 1 ? names : "(" + names + ")").append(" -> ");
    parameters.push(lambda.params());
    write(lambda.body());
    parameters.pop();
    return Strength.WHOLE;
  }

  @Override
  public Strength visit(Expr.LambdaVariable variable) {
    out.append(Words.parameter(variable.name()));
    return Strength.PRIMARY;
  }

  @Override
  public Strength visit(Expr.Wildcard wildcard) {
    TableReference table = wildcard.qualifier();
    if (table != null) {
      Stream.of(table.catalog(), table.schema(), table.table())
          .filter(part -> part != null)
          .forEach(part -> out.append(Words.identifier(part)).append('.'));
    }
    out.append('*');
    return Strength.PRIMARY;
  }

  @Override
  public Strength visit(Expr.Placeholder placeholder) {
    out.append(placeholder.id());
    return Strength.PRIMARY;
  }

  @Override
  public Strength visit(Expr.Unnest unnest) {
    if (unnest.outer()) {
      throw Unsayable.because(unnest, "SQL's unnest has no way to keep rows of empty lists");
    }
    out.append("unnest(");
    write(unnest.exprs());
    out.append(')');
    return Strength.PRIMARY;
  }

  @Override
  public Strength visit(Expr.Grouping grouping) {
    throw Unsayable.because(grouping, "it belongs to the GROUP BY of a query");
  }

  @Override
  public Strength visit(Expr.ScalarSubquery subquery) {
    throw Unsayable.because(subquery, "it is a query");
  }
}
