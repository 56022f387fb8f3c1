// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import io.millrace.expr.Schema;
import org.apache.flink.annotation.PublicEvolving;

/** Flink's type of a stream of {@link Event}s of one schema. */
@PublicEvolving
public final class EventTypeInfo extends ElementTypeInfo<Event> {
  private static final long serialVersionUID = 1L;

  private EventTypeInfo(EventSerializer serializer) {
    super(Event.class, serializer, Use.VALUE);
  }

  public static EventTypeInfo of(Schema schema) {
    return new EventTypeInfo(EventSerializer.of(schema));
  }
}
