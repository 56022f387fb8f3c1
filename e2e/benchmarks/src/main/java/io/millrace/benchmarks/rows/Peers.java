// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rows;

import com.googlecode.aviator.AviatorEvaluator;
import com.googlecode.aviator.Expression;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.millrace.benchmarks.workload.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.MapContext;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/**
 * Other expression languages for the JVM, each asked in its own way for SQL's answer, nulls
 * included; what a language can not say is left out. Variables go into a map that is used again,
 * only those that the expression needs.
 */
final class Peers {
  private record Peer(String name, Map<String, String> texts, Engine engine) {}

  /** Compiles an expression over variables. */
  private interface Engine {
    Evaluation compile(String text);
  }

  /** Evaluates with the variables in a map. */
  private interface Evaluation {
    Object of(Map<String, Object> variables) throws Exception;
  }

  private static final String MEMBERS =
      "7,42,100,513,777,1001,1500,1999,2048,2500,3001,3333,4096,5000,5555,6007,7000,8192,9000,9999";

  private static final Map<String, Function<Event, Object>> COLUMNS =
      Map.of(
          "a", event -> event.a,
          "b", event -> event.b,
          "x", event -> event.x,
          "y", event -> event.y,
          "s", event -> event.s,
          "d", event -> event.d);

  private static final Map<String, List<String>> NEEDED =
      Map.ofEntries(
          Map.entry("e01", List.of("a", "b")),
          Map.entry("e02", List.of("x", "y")),
          Map.entry("e03", List.of("a", "b", "x")),
          Map.entry("e04", List.of("a", "b", "x", "y")),
          Map.entry("e05", List.of("s")),
          Map.entry("e06", List.of("s")),
          Map.entry("e07", List.of("a")),
          Map.entry("e09", List.of("a", "b")),
          Map.entry("e10", List.of("d")),
          Map.entry("e11", List.of("s")),
          Map.entry("e12", List.of("x", "y", "s")));

  private static final Map<String, String> CEL =
      Map.of(
          "e01", "b == null ? dyn(null) : a + b",
          "e02", "y == null ? dyn(null) : (x * 2.5 + y) / (x + 1.0) - y * y",
          "e03",
              "a > 100 && x >= 0.1 && x <= 0.9"
                  + " ? (b == null ? dyn(null) : dyn(b < 500)) : dyn(false)",
          "e04", "a % 3 == 0 ? x : (b == null || y == null ? y : x + y)",
          "e05",
              "s == null ? dyn(null)"
                  + " : dyn(s.substring(1, s.size() < 6 ? s.size() : 6).upperAscii())",
          "e06", "s == null ? dyn(null) : dyn(s.contains('ab'))",
          "e07", "a in [" + MEMBERS + "]",
          "e09", "b == null ? dyn(null) : dyn(double(a) / double(b))",
          "e11", "s == null ? dyn(null) : dyn(s.matches('^[a-f]+[0-9]*$'))",
          "e12",
              "(y == null ? x : y) > 0.5 ? dyn(true)"
                  + " : (s == null ? dyn(null) : dyn(s == 'needle'))");

  private static final Map<String, String> JEXL =
      Map.ofEntries(
          Map.entry("e01", "b == null ? null : a + b"),
          Map.entry("e02", "y == null ? null : (x * 2.5 + y) / (x + 1.0) - y * y"),
          Map.entry(
              "e03", "a > 100 && x >= 0.1 && x <= 0.9 ? (b == null ? null : b < 500) : false"),
          Map.entry("e04", "a % 3 == 0 ? x : (b == null || y == null ? y : x + y)"),
          Map.entry(
              "e05",
              "s == null ? null : s.substring(1, s.length() < 6 ? s.length() : 6).toUpperCase()"),
          Map.entry("e06", "s == null ? null : s.contains('ab')"),
          Map.entry("e07", "a =~ {" + MEMBERS.replace(",", "L,") + "L}"),
          Map.entry("e10", "d * d + d"),
          Map.entry("e11", "s == null ? null : s =~ '^[a-f]+[0-9]*$'"),
          Map.entry(
              "e12", "(y == null ? x : y) > 0.5 ? true : (s == null ? null : s == 'needle')"));

  private static final Map<String, String> AVIATOR =
      Map.of(
          "e01", "b == nil ? nil : a + b",
          "e02", "y == nil ? nil : (x * 2.5 + y) / (x + 1.0) - y * y",
          "e03", "a > 100 && x >= 0.1 && x <= 0.9 ? (b == nil ? nil : b < 500) : false",
          "e04", "a % 3 == 0 ? x : (b == nil || y == nil ? y : x + y)",
          "e06", "s == nil ? nil : string.contains(s, 'ab')",
          "e07", "include(seq.set(" + MEMBERS + "), a)",
          "e09", "b == nil ? nil : double(a) / double(b)",
          "e10", "d * d + d",
          "e12", "(y == nil ? x : y) > 0.5 ? true : (s == nil ? nil : s == 'needle')");

  private static final List<Peer> ALL =
      List.of(
          new Peer("CEL", CEL, Peers::cel),
          new Peer("JEXL", JEXL, Peers::jexl),
          new Peer("Aviator", AVIATOR, Peers::aviator));

  private Peers() {}

  static List<String> names() {
    return ALL.stream().map(Peer::name).toList();
  }

  /** Empty where the language has no words for it. */
  static Optional<MapFunction<Event, Row>> map(String name, String query) {
    Peer peer = ALL.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    return Optional.ofNullable(peer.texts.get(query))
        .map(text -> map(peer.engine.compile(text), NEEDED.get(query)));
  }

  private static MapFunction<Event, Row> map(Evaluation evaluation, List<String> columns) {
    String[] names = columns.toArray(String[]::new);
    List<Function<Event, Object>> getters = columns.stream().map(COLUMNS::get).toList();
    Map<String, Object> variables = new HashMap<>();
    return event -> {
      for (int i = 0; i < names.length; i++) {
        variables.put(names[i], getters.get(i).apply(event));
      }
      return Row.of(evaluation.of(variables));
    };
  }

  private static Evaluation cel(String text) {
    Cel cel =
        CelFactory.standardCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .addVar("a", SimpleType.DYN)
            .addVar("b", SimpleType.DYN)
            .addVar("x", SimpleType.DYN)
            .addVar("y", SimpleType.DYN)
            .addVar("s", SimpleType.DYN)
            .build();
    try {
      CelRuntime.Program program = cel.createProgram(cel.compile(text).getAst());
      return variables -> {
        variables.replaceAll((name, value) -> value == null ? NullValue.NULL_VALUE : value);
        Object value = program.eval(variables);
        return value == NullValue.NULL_VALUE ? null : value;
      };
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Evaluation jexl(String text) {
    JexlEngine jexl = new JexlBuilder().strict(true).silent(false).create();
    JexlExpression expression = jexl.createExpression(text);
    MapContext[] context = new MapContext[1];
    return variables -> {
      if (context[0] == null) {
        context[0] = new MapContext(variables);
      }
      return expression.evaluate(context[0]);
    };
  }

  private static Evaluation aviator(String text) {
    Expression expression = AviatorEvaluator.newInstance().compile(text);
    return expression::execute;
  }
}
