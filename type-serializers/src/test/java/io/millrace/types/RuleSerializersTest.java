// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import static io.millrace.types.Elements.ERROR;
import static io.millrace.types.Elements.EVENT;
import static io.millrace.types.Elements.KEY;
import static io.millrace.types.Elements.PUT;
import static io.millrace.types.Elements.REMOVE;
import static io.millrace.types.Elements.RESULT;
import static io.millrace.types.Elements.ROW;
import static io.millrace.types.Elements.SHARE;
import static io.millrace.types.Elements.SIGNED;
import static io.millrace.types.Elements.TIMELINE;
import static io.millrace.types.Elements.TIMELINES;
import static io.millrace.types.Elements.VERSION;
import static io.millrace.types.Elements.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RuleSerializersTest {
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
          List.of(TIMELINES, new RuleTimelines(List.of(), RuleTimelines.Progress.NONE)));
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
          List.of(ROW, new GroupRow(KEY, 0, 0, 0, 0, SlotValues.EMPTY, null)));
    }
  }

  @Nested
  class OfShares extends Contract<WindowShare> {
    OfShares() {
      super(WindowShareSerializer.INSTANCE, WindowShare.class, List.of(SHARE));
    }
  }

  @Nested
  class OfFailures extends Contract<RevisionFailures> {
    OfFailures() {
      super(
          RevisionFailuresSerializer.INSTANCE,
          RevisionFailures.class,
          List.of(
              new RevisionFailures("a", 7, 1_000, true),
              new RevisionFailures("\u00e4", 1, 0, false),
              RevisionFailures.DAMAGED));
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
