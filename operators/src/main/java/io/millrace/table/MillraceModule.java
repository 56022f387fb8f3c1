// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import io.millrace.builtin.BuiltIns;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/**
 * The functions of DataFusion 55 in Flink SQL: {@code df_<name>} for each scalar function and
 * aggregate, {@code df_eval} and {@code df_agg} for whole expressions, and {@code df_eval_error}
 * for why an expression that is a value has no answer. An aggregate has a second name, {@code
 * df_<name>_with_retract}, under which any rows can be taken back from it: where DataFusion's can
 * not, it keeps them.
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

  private static final Map<String, Supplier<FunctionDefinition>> FUNCTIONS = functions();

  /** Where a name is that of a scalar function and of an aggregate, it is the former. */
  private static Map<String, Supplier<FunctionDefinition>> functions() {
    Map<String, Supplier<FunctionDefinition>> functions = new TreeMap<>();
    forEach(
        FunctionKind.AGGREGATE,
        (name, own) -> {
          if (BuiltIns.aggregate(own).isPresent()) {
            for (Retraction each : Retraction.values()) {
              functions.put(PREFIX + name + each.suffix(), () -> new BuiltInAggregate(own, each));
            }
          }
        });
    forEach(
        FunctionKind.SCALAR,
        (name, own) -> functions.put(PREFIX + name, () -> new BuiltInFunction(own)));
    functions.put(PREFIX + "eval", EvalFunction::new);
    functions.put(PREFIX + "eval_error", EvalErrorFunction::new);
    functions.put(PREFIX + "agg", EvalAggregate::new);
    functions.put(PREFIX + "agg" + Retraction.KEEPING_ROWS.suffix(), EvalAggregateWithRetract::new);
    return Collections.unmodifiableMap(functions);
  }

  private static void forEach(FunctionKind kind, BiConsumer<String, String> nameAndOwn) {
    FunctionNames.names(kind)
        .forEach(name -> nameAndOwn.accept(name, FunctionNames.find(name, kind).orElseThrow()));
  }

  @Override
  public Set<String> listFunctions() {
    return FUNCTIONS.keySet();
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT))).map(Supplier::get);
  }
}
