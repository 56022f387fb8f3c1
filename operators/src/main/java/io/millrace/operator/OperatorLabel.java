// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.bind.TypedExpr;
import io.millrace.expr.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How operators are called where people look at a job and where its state is found. The uid follows
 * from what an operator computes, so that it is the same when the same job is made again; a second
 * one of the same gets a number. Users may set another one.
 */
final class OperatorLabel {
  private static final int LONGEST = 2_000;

  private OperatorLabel() {}

  /**
   * @param kind the name, such as {@code filter}
   * @param detail what besides the expressions makes it what it is, for people; may be empty
   * @param bound the expressions, and behind them what else reads columns
   */
  static <R> SingleOutputStreamOperator<R> put(
      SingleOutputStreamOperator<R> operator,
      String kind,
      String detail,
      RowExpressions<?> expressions,
      List<TypedExpr> bound) {
    return operator
        .uid(uid(operator.getExecutionEnvironment(), kind + "-" + fingerprint(detail, expressions)))
        .name(kind)
        .setDescription(description(kind, detail, expressions, bound));
  }

  private static String description(
      String kind, String detail, RowExpressions<?> expressions, List<TypedExpr> bound) {
    List<String> shown = expressions.displays();
    String all =
        IntStream.range(0, shown.size())
            .mapToObj(i -> shown.get(i) + ": " + bound.get(i).type())
            .collect(Collectors.joining(", "));
    List<Field> columns = expressions.schema().fields();
    String read =
        IntStream.of(RowExpressions.columns(bound))
            .filter(column -> column < columns.size())
            .mapToObj(column -> columns.get(column).name() + ": " + columns.get(column).type())
            .collect(Collectors.joining(", "));
    String text =
        kind
            + (detail.isEmpty() ? "" : " " + detail)
            + " ["
            + all
            + (read.isEmpty() ? "]" : "] of [" + read + "]");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String fingerprint(String detail, RowExpressions<?> expressions) {
    CRC32 sum = new CRC32();
    sum.update(detail.getBytes(StandardCharsets.UTF_8));
    expressions.encoded().forEach(sum::update);
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  private static String uid(StreamExecutionEnvironment env, String wanted) {
    Set<String> taken =
        env.getTransformations().stream()
            .map(Transformation::getUid)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(HashSet::new));
    String uid = wanted;
    for (int i = 2; taken.contains(uid); i++) {
      uid = wanted + "-" + i;
    }
    return uid;
  }
}
