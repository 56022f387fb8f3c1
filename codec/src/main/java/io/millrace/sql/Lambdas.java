// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.sql.SqlExpressionParser.ArgumentContext;
import io.millrace.sql.SqlExpressionParser.FunctionCallContext;
import io.millrace.sql.SqlExpressionParser.LambdaContext;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Calls with a lambda: of a list, and of what to do with each element. */
final class Lambdas {
  private final ExprBuilder builder;
  private final Names names;
  private final SourceText source;
  private final Dialect dialect;

  Lambdas(ExprBuilder builder, Names names, SourceText source, Dialect dialect) {
    this.builder = builder;
    this.names = names;
    this.source = source;
    this.dialect = dialect;
  }

  /** The built-in ones all take a list and a lambda of its element. */
  Expr call(FunctionCallContext call, String name, String function) {
    List<ArgumentContext> arguments = call.arguments().argument();
    if (arguments.size() != 2) {
      throw refused(call, name, "found " + arguments.size() + " arguments, expected 2");
    }
    if (lambda(arguments.get(0)) != null) {
      throw refused(arguments.get(0), name, "found a lambda, expected a list");
    }
    LambdaContext lambda =
        arguments.get(1).argumentName() == null ? lambda(arguments.get(1)) : null;
    if (lambda == null) {
      throw refused(arguments.get(1), name, "found a value, expected a lambda such as x -> x + 1");
    }
    if (dialect != Dialect.DUCKDB) {
      throw PrimaryBuilder.refused(source, lambda, dialect);
    }
    List<String> parameters =
        lambda.lambdaParameters().identifier().stream().map(Names::of).toList();
    if (parameters.size() > 1) {
      throw refused(lambda, name, "found " + parameters.size() + " parameters, expected 1");
    }
    Expr list = builder.expr(arguments.get(0).expr());
    List<Expr.LambdaVariable> outer = names.parameters();
    names.enter(parameter(call, name, parameters.get(0), builder.typeOf(list, call)));
    Expr body = builder.expr(lambda.expr());
    names.restore(outer);
    List<Expr> args = List.of(list, new Expr.Lambda(parameters, body));
    return Calls.named(new Expr.HigherOrderCall(function, args, null), name, function, args);
  }

  /** Without a field where the type of the list is unknown: whoever reads it finds out. */
  private Expr.LambdaVariable parameter(
      ParserRuleContext at, String function, String name, DataType listType) {
    if (listType == null) {
      return new Expr.LambdaVariable(name, null);
    }
    if (listType.isNull()) {
      return new Expr.LambdaVariable(name, Field.of(name, DataType.NULL));
    }
    Field element = KnownTypes.element(listType);
    if (element == null) {
      throw refused(at, function, "found " + listType + ", expected a list");
    }
    return new Expr.LambdaVariable(
        name, new Field(name, element.type(), element.nullable(), element.metadata()));
  }

  private static LambdaContext lambda(ArgumentContext argument) {
    ParserRuleContext at = argument.expr();
    while (at != null && !(at instanceof LambdaContext)) {
      at =
          at.getChildCount() == 1 && at.getChild(0) instanceof ParserRuleContext only ? only : null;
    }
    return (LambdaContext) at;
  }

  private RuntimeException refused(ParserRuleContext at, String function, String found) {
    return source.error(ErrorCode.TYPE_MISMATCH, at, "Cannot call " + function + ": " + found);
  }
}
