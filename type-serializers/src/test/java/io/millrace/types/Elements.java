// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** One element of each kind that is kept, for tests; public, as Flink's upgrade tests load them. */
public final class Elements {
  private static final RuleText BYTES = new RuleText.Encoded(EncodedExpr.of(new byte[] {1, 2, 3}));
  public static final Rule PUT =
      new Rule(
          "späte",
          3,
          Rule.Action.PUT,
          new RuleText.Sql("max(delay) > 1"),
          BYTES,
          List.of(new RuleText.Sql("carrier"), BYTES),
          RuleWindow.hop(3_600_000, 600_000),
          new RuleText.Sql("count(*) > 1"),
          Rule.Emit.ALL,
          1_000L,
          Rule.OnError.NULL);
  public static final Rule REMOVE =
      new Rule(
          "a",
          Long.MAX_VALUE,
          Rule.Action.REMOVE,
          null,
          null,
          List.of(),
          null,
          null,
          null,
          null,
          Rule.OnError.SKIP);
  public static final Rule SIGNED = PUT.signedAs("{\"payload\":\"\"}");
  public static final RuleVersion VERSION =
      new RuleVersion(PUT, 77, List.of(9L, 3L), List.of(-1L, 7L));
  public static final RuleTimeline TIMELINE =
      new RuleTimeline(
          List.of(
              new RuleTimeline.Span(Long.MIN_VALUE, VERSION, List.of(0L)),
              new RuleTimeline.Span(5, new RuleVersion(REMOVE), List.of(8L, 9L))),
          List.of(new RuleTimeline.Span(9, VERSION, List.of(-3L))));
  public static final RuleTimelines TIMELINES =
      new RuleTimelines(
          List.of(TIMELINE, shipped("a", 1), shipped("b", 2)),
          new RuleTimelines.Progress(9, true, 1_000, 4));
  public static final Event EVENT =
      new Event(7, new Object[] {"UA", null, -0.5}, 1_000, Long.MIN_VALUE);
  public static final GroupKey KEY =
      GroupKey.of(77, Arrays.asList("UA", null, -0.0, List.of(Double.NaN)));
  public static final GroupRow ROW =
      new GroupRow(KEY, 5, -3, 1_000, 999, slots(Arrays.asList(1L, null)), EVENT);
  public static final WindowShare SHARE =
      new WindowShare(-1, 5, SlotValues.EMPTY)
          .with(
              slots(List.of(1L, 2.5), List.of()),
              List.of(new WindowShare.Chunk(-77, 2_000), new WindowShare.Chunk(1L << 40, 512)));
  private static final List<Literal> KEYS =
      List.of(
          Literal.of("UA"),
          new Literal(DataType.timestamp(TimeUnit.MILLISECOND, "UTC"), 5L),
          Literal.NULL);
  public static final RuleResult RESULT =
      new RuleResult("a", 2, KEYS, new RuleResult.Span(0, 10), Literal.of(2.5), EVENT);
  public static final RuleError ERROR =
      new RuleError(
          "a",
          2,
          ErrorCode.SYNTAX,
          "Cannot",
          new MillraceException.Position(1, 2),
          3,
          "text",
          EVENT,
          KEYS,
          new RuleResult.Span(0, 10));

  @SafeVarargs
  private static SlotValues slots(List<Object>... values) {
    SlotValues.Builder slots = new SlotValues.Builder(values.length);
    for (int i = 0; i < values.length; i++) {
      slots.add(3 + 400L * i, values[i]);
    }
    return slots.build();
  }

  /** Of a rule with what looks like a function, which its envelope has once more. */
  private static RuleTimeline shipped(String id, int captured) {
    byte[] bytes = new byte[600];
    byte[] head =
        "before DFJVUDF, of which more is said here MLJC".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    bytes[head.length] = 1;
    bytes[head.length + 1] = (byte) 0xf4;
    bytes[head.length + 2] = 3;
    bytes[599] = (byte) captured;
    String text = Base64.getEncoder().encodeToString(bytes);
    Rule rule =
        new Rule(
                id,
                1,
                Rule.Action.PUT,
                new RuleText.Encoded(EncodedExpr.of(bytes)),
                null,
                List.of(),
                null,
                null,
                Rule.Emit.TRUE,
                null,
                Rule.OnError.SKIP)
            .signedAs("{\"payload\":\"" + text + "\"}");
    return RuleTimeline.EMPTY.with(new RuleVersion(rule), 3);
  }

  public static Schema schema(DataType last) {
    return Schema.of(
        Field.of("carrier", DataType.UTF8),
        Field.of("delay", DataType.INT64),
        Field.of("ratio", last));
  }

  private Elements() {}
}
