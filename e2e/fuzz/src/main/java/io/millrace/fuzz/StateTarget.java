// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import io.millrace.types.ExprSerializer;
import io.millrace.types.GroupKeySerializer;
import io.millrace.types.GroupRowSerializer;
import io.millrace.types.RuleChangeSerializer;
import io.millrace.types.RuleSerializer;
import io.millrace.types.RuleTimelineSerializer;
import io.millrace.types.RuleTimelinesSerializer;
import io.millrace.types.WindowShareSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Bytes as what is kept in state, the first of them says as what: an {@link IOException} where the
 * stream is at fault, else an element that is written and read as itself; the state of an
 * accumulator is used as that of a call, which it is or which says that it is none.
 */
@Internal
public final class StateTarget {
  static final List<TypeSerializer<?>> SERIALIZERS =
      List.of(
          RuleSerializer.INSTANCE,
          RuleTimelineSerializer.INSTANCE,
          RuleChangeSerializer.INSTANCE,
          new ExprSerializer(),
          GroupKeySerializer.INSTANCE,
          GroupRowSerializer.INSTANCE,
          WindowShareSerializer.INSTANCE,
          AccumulatorStateSerializer.INSTANCE,
          RuleTimelinesSerializer.INSTANCE);

  private StateTarget() {}

  /** Loads what the first inputs would have to wait for. */
  public static void fuzzerInitialize() throws Exception {
    Seeds.warm(Target.STATE);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length > 0) {
      int first = input[0] & 0xff;
      TypeSerializer<?> serializer = SERIALIZERS.get(first % SERIALIZERS.size());
      Allocation.check(
          input.length,
          4 << 20,
          1_024,
          () -> {
            Object element = read(serializer, input);
            if (element instanceof AccumulatorState state) {
              Accumulators.use(first / SERIALIZERS.size(), state);
            }
          });
    }
  }

  /** Null where the stream is at fault. */
  private static <T> T read(TypeSerializer<T> serializer, byte[] input) {
    T element;
    try {
      element = serializer.deserialize(new DataInputDeserializer(input, 1, input.length - 1));
    } catch (IOException atFault) {
      return null;
    }
    String shown = element.toString();
    if (shown == null) {
      throw new AssertionError("an element without text");
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(element, out);
      T again = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
      if (!element.equals(again) || element.hashCode() != again.hashCode()) {
        throw new AssertionError("two readings differ: " + element + " and " + again);
      }
      return element;
    } catch (IOException e) {
      throw new AssertionError("what was read can not be written", e);
    }
  }
}
