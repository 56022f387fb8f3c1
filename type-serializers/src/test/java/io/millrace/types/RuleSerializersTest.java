// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSerializersTest {
  private static final RuleText BYTES = new RuleText.Encoded(EncodedExpr.of(new byte[] {1, 2, 3}));
  private static final Rule PUT =
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
  private static final Rule REMOVE =
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
  private static final Rule SIGNED = PUT.signedAs("{\"payload\":\"\"}");
  private static final RuleVersion VERSION = new RuleVersion(PUT, 77, List.of(1, 0));
  private static final RuleTimeline TIMELINE =
      new RuleTimeline(
          List.of(
              new RuleTimeline.Span(Long.MIN_VALUE, VERSION, List.of(0L)),
              new RuleTimeline.Span(5, new RuleVersion(REMOVE, 0, List.of()), List.of(8L, 9L))),
          List.of(new RuleTimeline.Span(9, VERSION, List.of(-3L))));
  private static final RuleTimelines TIMELINES =
      new RuleTimelines(List.of(TIMELINE, shipped("a", 1), shipped("b", 2)));
  private static final Event EVENT =
      new Event(7, new Object[] {"UA", null, -0.5}, 1_000, Long.MIN_VALUE);
  private static final GroupKey KEY =
      GroupKey.of(77, Arrays.asList("UA", null, -0.0, List.of(Double.NaN)));
  private static final GroupRow ROW =
      new GroupRow(KEY, 5, -3, 1_000, 999, Arrays.asList(1L, null), EVENT);
  private static final WindowShare SHARE =
      new WindowShare(-1, 5, new AccumulatorState(List.of(List.of(1L, 2.5), List.of())));
  private static final List<Literal> KEYS =
      List.of(
          Literal.of("UA"),
          new Literal(DataType.timestamp(TimeUnit.MILLISECOND, "UTC"), 5L),
          Literal.NULL);
  private static final RuleResult RESULT =
      new RuleResult("a", 2, KEYS, new RuleResult.Span(0, 10), Literal.of(2.5), EVENT);
  private static final RuleError ERROR =
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
    return RuleTimeline.EMPTY.with(new RuleVersion(rule, 0, List.of()), 3);
  }

  /** What Flink asks of every serializer. */
  abstract static class Contract<T> extends SerializerTestBase<T> {
    private final TypeSerializer<T> serializer;
    private final Class<T> type;
    private final List<T> data;

    Contract(TypeSerializer<T> serializer, Class<T> type, List<T> data) {
      this.serializer = serializer;
      this.type = type;
      this.data = data;
    }

    @Override
    protected TypeSerializer<T> createSerializer() {
      return serializer;
    }

    @Override
    protected int getLength() {
      return -1;
    }

    @Override
    protected Class<T> getTypeClass() {
      return type;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected T[] getTestData() {
      return data.toArray((T[]) java.lang.reflect.Array.newInstance(type, 0));
    }
  }

  @Nested
  class OfRules extends Contract<Rule> {
    OfRules() {
      super(RuleSerializer.INSTANCE, Rule.class, List.of(PUT, REMOVE, SIGNED));
    }
  }

  @Nested
  class OfChanges extends Contract<RuleChange> {
    OfChanges() {
      super(
          RuleChangeSerializer.INSTANCE,
          RuleChange.class,
          List.of(new RuleChange(9, VERSION), RuleChange.startComplete(10)));
    }
  }

  @Nested
  class OfTimelines extends Contract<RuleTimeline> {
    OfTimelines() {
      super(
          RuleTimelineSerializer.INSTANCE,
          RuleTimeline.class,
          List.of(TIMELINE, RuleTimeline.EMPTY));
    }
  }

  @Nested
  class OfAllTimelines extends Contract<RuleTimelines> {
    OfAllTimelines() {
      super(
          RuleTimelinesSerializer.INSTANCE,
          RuleTimelines.class,
          List.of(TIMELINES, new RuleTimelines(List.of())));
    }
  }

  @Nested
  class OfEvents extends Contract<Event> {
    OfEvents() {
      super(EventSerializer.of(schema(DataType.FLOAT64)), Event.class, List.of(EVENT));
    }
  }

  @Nested
  class OfKeys extends Contract<GroupKey> {
    OfKeys() {
      super(GroupKeySerializer.INSTANCE, GroupKey.class, List.of(KEY, GroupKey.of(1, List.of())));
    }
  }

  @Nested
  class OfRows extends Contract<GroupRow> {
    OfRows() {
      super(
          GroupRowSerializer.INSTANCE,
          GroupRow.class,
          List.of(ROW, new GroupRow(KEY, 0, 0, 0, 0, List.of(), null)));
    }
  }

  @Nested
  class OfShares extends Contract<WindowShare> {
    OfShares() {
      super(WindowShareSerializer.INSTANCE, WindowShare.class, List.of(SHARE));
    }
  }

  @Nested
  class OfAcks extends Contract<RuleAck> {
    OfAcks() {
      super(
          RuleAckSerializer.INSTANCE,
          RuleAck.class,
          List.of(new RuleAck("a", 7, Rule.Action.REMOVE, "windows", 1, 2, 1_700_000_000_000L)));
    }
  }

  @Nested
  class OfResults extends Contract<RuleResult> {
    OfResults() {
      super(
          RuleResultSerializer.INSTANCE,
          RuleResult.class,
          List.of(RESULT, new RuleResult("b", 1, List.of(), null, Literal.NULL, null)));
    }
  }

  @Nested
  class OfErrors extends Contract<RuleError> {
    OfErrors() {
      super(
          RuleErrorSerializer.INSTANCE,
          RuleError.class,
          List.of(ERROR, RuleError.ofLine(4, "x", "y")));
    }
  }

  private static Schema schema(DataType last) {
    return Schema.of(
        Field.of("carrier", DataType.UTF8),
        Field.of("delay", DataType.INT64),
        Field.of("ratio", last));
  }

  /** What is kept in state, as a release wrote it first. */
  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(RuleSerializer.INSTANCE, PUT, "PUT"),
        Arguments.of(RuleSerializer.INSTANCE, REMOVE, "REMOVE"),
        Arguments.of(RuleSerializer.INSTANCE, SIGNED, "SIGNED"),
        Arguments.of(RuleTimelineSerializer.INSTANCE, TIMELINE, "TIMELINE"),
        Arguments.of(RuleTimelinesSerializer.INSTANCE, TIMELINES, "TIMELINES"),
        Arguments.of(GroupKeySerializer.INSTANCE, KEY, "KEY"),
        Arguments.of(GroupRowSerializer.INSTANCE, ROW, "ROW"),
        Arguments.of(WindowShareSerializer.INSTANCE, SHARE, "SHARE"),
        Arguments.of(EventSerializer.of(schema(DataType.FLOAT64)), EVENT, "EVENT"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  <T> void whatWasWrittenStaysReadable(TypeSerializer<T> serializer, T value, String name)
      throws IOException {
    String hex = goldenBytes(name);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    assertThat(serializer.deserialize(new DataInputDeserializer(HexFormat.of().parseHex(hex))))
        .isEqualTo(value);
  }

  private static String goldenBytes(String name) throws IOException {
    try (InputStream file = RuleSerializersTest.class.getResourceAsStream("rule-state-1.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void equalKeysHaveEqualBytes() {
    List<Object> values = new ArrayList<>(List.of(0.0, Double.longBitsToDouble(-1L)));
    assertThat(GroupKey.of(1, values)).isEqualTo(GroupKey.of(1, List.of(-0.0, Double.NaN)));
    assertThat(GroupKey.of(1, values)).isNotEqualTo(GroupKey.of(2, values));
    assertThat(GroupKey.of(1, Arrays.asList("a", null)).values()).containsExactly("a", null);
  }

  @Test
  void eventsOfAnotherSchemaAreNotTakenFromState() {
    TypeSerializer<Event> before = EventSerializer.of(schema(DataType.FLOAT64));
    TypeSerializer<Event> after = EventSerializer.of(schema(DataType.INT64));
    TypeSerializerSchemaCompatibility<Event> compatibility =
        after.snapshotConfiguration().resolveSchemaCompatibility(before.snapshotConfiguration());

    assertThat(compatibility.isIncompatible()).isTrue();
  }

  @Test
  void damagedAccumulatorsAreFoundOutWhenTheyAreNeeded() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    WindowShareSerializer.INSTANCE.serialize(SHARE, out);
    byte[] bytes = out.getCopyOfBuffer();
    bytes[bytes.length - 1] ^= 1;
    WindowShare damaged =
        WindowShareSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));

    org.assertj.core.api.Assertions.assertThatThrownBy(damaged::states)
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CORRUPT));
  }
}
