// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.expr.Schema;
import io.millrace.types.RuleError;
import io.millrace.types.RuleTypeInfo;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What comes out of rules, as lines of JSON, each behind the id of its rule or null. */
final class JsonLines<T> extends ProcessFunction<T, Tuple2<String, String>> {
  /** How one element is written. */
  interface Form<T> extends Serializable {
    String rule(T element);

    String line(T element, Schema schema);

    /**
     * Another line instead of one that is too long, or none.
     *
     * @param errors take what is to be said of it
     */
    Optional<String> shorter(T element, Schema schema, String problem, Consumer<RuleError> errors);
  }

  static final TypeInformation<Tuple2<String, String>> TYPE =
      Types.TUPLE(Types.STRING, Types.STRING);

  /** Of lines that are too long. */
  static final OutputTag<RuleError> ERRORS = new OutputTag<>("too-long", RuleTypeInfo.ERROR);

  private static final long serialVersionUID = 1L;

  /** Of a character of Java in UTF-8, at most. */
  private static final int BYTES = 3;

  private final Schema schema;
  private final Form<T> form;
  private final int mostBytes;

  JsonLines(Schema schema, Form<T> form, int mostBytes) {
    this.schema = schema;
    this.form = form;
    this.mostBytes = mostBytes;
  }

  @Override
  public void processElement(T element, Context context, Collector<Tuple2<String, String>> output) {
    String line = form.line(element, schema);
    String rule = form.rule(element);
    int length = line.length() <= mostBytes / BYTES ? 0 : bytes(line);
    if (length <= mostBytes) {
      output.collect(Tuple2.of(rule, line));
      return;
    }
    String problem = "%d bytes, expected at most %d".formatted(length, mostBytes);
    form.shorter(element, schema, problem, error -> context.output(ERRORS, error))
        .ifPresent(shorter -> output.collect(Tuple2.of(rule, shorter)));
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }
}
