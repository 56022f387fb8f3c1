// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.builtin.BuiltIns;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/**
 * The functions of DataFusion 55 in Flink SQL: {@code df_<name>} for each scalar function and
 * aggregate, {@code df_eval} and {@code df_agg} for whole expressions, and {@code df_eval_error}
 * for why an expression that is a value has no answer.
 *
 * <pre>{@code
 * LOAD MODULE millrace;
 * SELECT df_regexp_replace(carrier, '^U', 'X'), df_date_trunc('hour', at),
 *        df_eval('delay > 60 and carrier <> ''UA''', 'delay', dep_delay, 'carrier', carrier)
 * FROM flights;
 * }</pre>
 *
 * <p>Types, NULLs and answers are DataFusion's: {@code df_round} of an INT is a DOUBLE, text is
 * compared by its bytes. A row for which DataFusion has an error is NULL here, and counted in the
 * metric {@code numErrors} of its task. What is wrong for every row, such as a column that is not
 * there, is refused when the query is planned.
 */
@PublicEvolving
public final class MillraceModule implements Module {
  /** By which {@code LOAD MODULE} asks for it. */
  public static final String NAME = "millrace";

  private static final String PREFIX = "df_";
  private static final String EVAL = PREFIX + "eval";
  private static final String AGG = PREFIX + "agg";
  private static final String EVAL_ERROR = PREFIX + "eval_error";

  @Override
  public Set<String> listFunctions() {
    Set<String> names = new TreeSet<>();
    FunctionNames.names(FunctionKind.SCALAR).forEach(name -> names.add(PREFIX + name));
    FunctionNames.names(FunctionKind.AGGREGATE).stream()
        .filter(name -> aggregate(name).isPresent())
        .forEach(name -> names.add(PREFIX + name));
    names.add(EVAL);
    names.add(AGG);
    names.add(EVAL_ERROR);
    return names;
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(EVAL)) {
      return Optional.of(new EvalFunction());
    }
    if (lower.equals(EVAL_ERROR)) {
      return Optional.of(new EvalErrorFunction());
    }
    if (lower.equals(AGG)) {
      return Optional.of(new EvalAggregate());
    }
    if (!lower.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String own = lower.substring(PREFIX.length());
    Optional<FunctionDefinition> scalar =
        FunctionNames.find(own, FunctionKind.SCALAR).map(BuiltInFunction::new);
    return scalar.isPresent() ? scalar : aggregate(own).map(BuiltInAggregate::new);
  }

  /** The own name of what can be computed of the rows of a group. */
  private static Optional<String> aggregate(String name) {
    return FunctionNames.find(name, FunctionKind.AGGREGATE)
        .filter(own -> BuiltIns.aggregate(own).isPresent());
  }
}
