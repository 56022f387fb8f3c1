// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DefinitionSource;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.sql.SqlExpressionParser.ArrayLiteralContext;
import io.millrace.sql.SqlExpressionParser.CaseExpressionContext;
import io.millrace.sql.SqlExpressionParser.CastCallContext;
import io.millrace.sql.SqlExpressionParser.ColumnReferenceContext;
import io.millrace.sql.SqlExpressionParser.ExprContext;
import io.millrace.sql.SqlExpressionParser.ExtractCallContext;
import io.millrace.sql.SqlExpressionParser.FunctionCallContext;
import io.millrace.sql.SqlExpressionParser.IntervalLiteralContext;
import io.millrace.sql.SqlExpressionParser.LambdaContext;
import io.millrace.sql.SqlExpressionParser.LiteralPrimaryContext;
import io.millrace.sql.SqlExpressionParser.MapEntryContext;
import io.millrace.sql.SqlExpressionParser.MapLiteralContext;
import io.millrace.sql.SqlExpressionParser.NamedPlaceholderContext;
import io.millrace.sql.SqlExpressionParser.OverlayCallContext;
import io.millrace.sql.SqlExpressionParser.ParenthesizedContext;
import io.millrace.sql.SqlExpressionParser.PlaceholderContext;
import io.millrace.sql.SqlExpressionParser.PositionCallContext;
import io.millrace.sql.SqlExpressionParser.PrimaryContext;
import io.millrace.sql.SqlExpressionParser.StructCallContext;
import io.millrace.sql.SqlExpressionParser.StructLiteralContext;
import io.millrace.sql.SqlExpressionParser.StructMemberContext;
import io.millrace.sql.SqlExpressionParser.SubstringCallContext;
import io.millrace.sql.SqlExpressionParser.TimeCallContext;
import io.millrace.sql.SqlExpressionParser.TrimCallContext;
import io.millrace.sql.SqlExpressionParser.TypedLiteralContext;
import io.millrace.sql.SqlExpressionParser.WhenClauseContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Parse trees to expressions: what operators stand between, literals, calls and names. */
final class PrimaryBuilder extends SqlExpressionBaseVisitor<Expr> {
  /** The parts of EXTRACT that are keywords, and so lose the case they are written in. */
  private static final Set<String> DATE_PARTS =
      Set.of(
          "YEAR YEARS MONTH MONTHS WEEK WEEKS DAY DAYOFWEEK DAYOFYEAR DAYS DATE DATETIME HOUR HOURS"
              .split(" "));

  private static final Set<String> MORE_DATE_PARTS =
      Set.of(
          ("MINUTE MINUTES SECOND SECONDS CENTURY DECADE DOW DOY EPOCH ISODOW ISOWEEK ISOYEAR"
                  + " JULIAN MICROSECOND MICROSECONDS MILLENIUM MILLENNIUM MILLISECOND MILLISECONDS"
                  + " NANOSECOND NANOSECONDS QUARTER TIME TIMEZONE TIMEZONE_ABBR TIMEZONE_HOUR"
                  + " TIMEZONE_MINUTE TIMEZONE_REGION NODATETIME")
              .split(" "));

  private final ExprBuilder builder;
  private final SourceText source;
  private final Names names;
  private final Dialect dialect;
  private final Calls calls;

  PrimaryBuilder(
      ExprBuilder builder,
      SourceText source,
      Names names,
      Dialect dialect,
      DefinitionSource functions) {
    this.builder = builder;
    this.source = source;
    this.names = names;
    this.dialect = dialect;
    this.calls = new Calls(builder, source, dialect, functions);
  }

  /** A minus before a number or an interval is part of it; null for anything else. */
  Expr negative(PrimaryContext primary) {
    if (primary instanceof IntervalLiteralContext interval) {
      return builder.constants().interval(interval, true);
    }
    if (primary instanceof LiteralPrimaryContext literal
        && literal.start.getType() == SqlExpressionParser.NUMBER) {
      return new Expr.Constant(Constants.number(literal.getText(), true));
    }
    return null;
  }

  @Override
  public Expr visitLiteralPrimary(LiteralPrimaryContext literal) {
    if (literal.start.getType() == SqlExpressionParser.ESCAPED_STRING) {
      notInDuckDb(literal, "texts with escapes");
    }
    return builder.constants().of(literal.literal());
  }

  @Override
  public Expr visitTypedLiteral(TypedLiteralContext typed) {
    Expr text = new Expr.Constant(Literal.of(Names.unquoted(typed.STRING().getText())));
    return Expr.Cast.of(text, builder.sqlTypes().of(typed.dataType()));
  }

  @Override
  public Expr visitIntervalLiteral(IntervalLiteralContext interval) {
    return builder.constants().interval(interval, false);
  }

  @Override
  public Expr visitPlaceholder(PlaceholderContext placeholder) {
    String id = placeholder.getText();
    if (id.equals("$0")) {
      throw source.error(
          ErrorCode.SYNTAX, placeholder, "Cannot use placeholder $0: expected $1 or more");
    }
    return new Expr.Placeholder(id, null, null, Map.of());
  }

  @Override
  public Expr visitNamedPlaceholder(NamedPlaceholderContext placeholder) {
    return new Expr.Placeholder(":" + placeholder.getChild(1).getText(), null, null, Map.of());
  }

  @Override
  public Expr visitLambda(LambdaContext lambda) {
    throw refused(source, lambda, dialect);
  }

  static RuntimeException refused(SourceText source, LambdaContext lambda, Dialect dialect) {
    return source.error(
        ErrorCode.SYNTAX,
        lambda,
        dialect == Dialect.DUCKDB
            ? "Cannot use lambda: expected it as the last argument of a function that takes one"
            : "Cannot use lambda: found the dialect GENERIC, expected DUCKDB");
  }

  @Override
  public Expr visitParenthesized(ParenthesizedContext parenthesized) {
    List<Expr> exprs = exprs(parenthesized.expr());
    return exprs.size() == 1 ? exprs.get(0) : call("struct", exprs);
  }

  /** DataFusion plans the elements of a list without the lambdas around it. */
  @Override
  public Expr visitArrayLiteral(ArrayLiteralContext array) {
    List<Expr.LambdaVariable> parameters = names.parameters();
    names.restore(List.of());
    Expr list = call("make_array", exprs(array.expr()));
    names.restore(parameters);
    return list;
  }

  @Override
  public Expr visitStructLiteral(StructLiteralContext struct) {
    List<Expr> args = new ArrayList<>();
    for (StructMemberContext member : struct.structMember()) {
      String name =
          member.name == null ? Names.unquoted(member.key.getText()) : Names.verbatim(member.name);
      args.add(new Expr.Constant(Literal.of(name)));
      args.add(builder.expr(member.expr()));
    }
    return call("named_struct", args);
  }

  @Override
  public Expr visitMapLiteral(MapLiteralContext map) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (MapEntryContext entry : map.mapEntry()) {
      keys.add(builder.expr(entry.key));
      values.add(builder.expr(entry.entry));
    }
    return ExprBuilder.map(keys, values);
  }

  @Override
  public Expr visitStructCall(StructCallContext struct) {
    boolean named = struct.structField().stream().anyMatch(field -> field.identifier() != null);
    if (named) {
      notInDuckDb(struct, "names of members in struct(…)");
    }
    List<Expr> args = new ArrayList<>();
    for (int i = 0; i < struct.structField().size(); i++) {
      if (named) {
        var name = struct.structField(i).identifier();
        args.add(new Expr.Constant(Literal.of(name == null ? "c" + i : Names.verbatim(name))));
      }
      args.add(builder.expr(struct.structField(i).expr()));
    }
    return call(named ? "named_struct" : "struct", args);
  }

  @Override
  public Expr visitCaseExpression(CaseExpressionContext choice) {
    List<Expr.Case.WhenThen> branches = new ArrayList<>();
    for (WhenClauseContext when : choice.whenClause()) {
      branches.add(new Expr.Case.WhenThen(builder.expr(when.condition), builder.expr(when.result)));
    }
    return new Expr.Case(orNull(choice.base), branches, orNull(choice.otherwise));
  }

  @Override
  public Expr visitCastCall(CastCallContext cast) {
    Expr operand = builder.expr(cast.expr());
    var type = builder.sqlTypes().of(cast.dataType());
    return cast.kind.getType() == SqlExpressionParser.CAST
        ? builder.cast(operand, type, cast)
        : Expr.Cast.safe(operand, type);
  }

  @Override
  public Expr visitExtractCall(ExtractCallContext extract) {
    String written = extract.field.getText();
    int parenthesis =
        extract.field.identifier().size() > 1 ? written.indexOf('(') : written.length();
    String keyword =
        written.substring(0, parenthesis).toUpperCase(Locale.ROOT) + written.substring(parenthesis);
    boolean known = parenthesis < written.length() || isDatePart(keyword);
    Expr part = new Expr.Constant(Literal.of(known ? keyword : written));
    return call("date_part", List.of(part, builder.expr(extract.expr())));
  }

  @Override
  public Expr visitSubstringCall(SubstringCallContext substring) {
    if (substring.start == null && substring.length == null) {
      throw source.error(
          ErrorCode.SYNTAX,
          substring,
          "Cannot call substring: expected where to start or a length");
    }
    List<Expr> args = new ArrayList<>();
    args.add(builder.expr(substring.text));
    args.add(
        substring.start == null
            ? new Expr.Constant(Literal.of(1L))
            : builder.expr(substring.start));
    if (substring.length != null) {
      args.add(builder.expr(substring.length));
    }
    return call("substr", args);
  }

  @Override
  public Expr visitTrimCall(TrimCallContext trim) {
    List<Expr> args = new ArrayList<>();
    args.add(builder.expr(trim.text == null ? trim.first : trim.text));
    if (trim.text != null) {
      args.add(builder.expr(trim.first));
    }
    trim.characters.forEach(characters -> args.add(builder.expr(characters)));
    if (args.size() > 2) {
      args.subList(2, args.size()).clear();
    }
    return call(trimFunction(trim.side), args);
  }

  /** Whether EXTRACT takes it for a keyword, in upper case. */
  static boolean isDatePart(String keyword) {
    return DATE_PARTS.contains(keyword) || MORE_DATE_PARTS.contains(keyword);
  }

  private static String trimFunction(Token side) {
    if (side == null || side.getType() == SqlExpressionParser.BOTH) {
      return "btrim";
    }
    return side.getType() == SqlExpressionParser.LEADING ? "ltrim" : "rtrim";
  }

  @Override
  public Expr visitPositionCall(PositionCallContext position) {
    return call("strpos", List.of(builder.expr(position.text), builder.bound(position.needle)));
  }

  @Override
  public Expr visitOverlayCall(OverlayCallContext overlay) {
    List<Expr> args = new ArrayList<>();
    args.add(builder.expr(overlay.text));
    args.add(builder.expr(overlay.with));
    args.add(builder.expr(overlay.start));
    if (overlay.length != null) {
      args.add(builder.expr(overlay.length));
    }
    return call("overlay", args);
  }

  @Override
  public Expr visitTimeCall(TimeCallContext time) {
    return switch (time.name.getType()) {
      case SqlExpressionParser.CURRENT_DATE -> call("current_date", List.of());
      case SqlExpressionParser.CURRENT_TIME -> call("current_time", List.of());
      default -> Calls.named(call("now", List.of()), "current_timestamp", "now", List.of());
    };
  }

  @Override
  public Expr visitFunctionCall(FunctionCallContext call) {
    return calls.of(call);
  }

  @Override
  public Expr visitColumnReference(ColumnReferenceContext column) {
    if (BareName.isRefused(column, dialect)) {
      throw source.error(
          ErrorCode.SYNTAX,
          column.bareReserved(),
          "Cannot parse SQL: found \""
              + column.bareReserved().getText()
              + "\", expected it in quotes");
    }
    return names.resolve(column);
  }

  private void notInDuckDb(ParserRuleContext at, String what) {
    if (dialect == Dialect.DUCKDB) {
      throw source.error(ErrorCode.SYNTAX, at, "Cannot use " + what + ": found the dialect DUCKDB");
    }
  }

  private List<Expr> exprs(List<ExprContext> contexts) {
    List<Expr> exprs = new ArrayList<>();
    contexts.forEach(context -> exprs.add(builder.expr(context)));
    return exprs;
  }

  private Expr orNull(ExprContext context) {
    return context == null ? null : builder.expr(context);
  }

  private static Expr call(String function, List<Expr> args) {
    return new Expr.ScalarCall(function, args);
  }
}
