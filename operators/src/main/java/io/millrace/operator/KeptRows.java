// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The rows of a batch as they came, with their timestamps. */
final class KeptRows<T> {
  private final List<StreamRecord<T>> elements = new ArrayList<>();
  private final UnaryOperator<T> keep;

  private KeptRows(UnaryOperator<T> keep) {
    this.keep = keep;
  }

  /** Only the timestamps: nobody asks for the rows themselves, which are null. */
  static <T> KeptRows<T> timestamps() {
    return new KeptRows<>(row -> null);
  }

  /**
   * @param reused whether rows change as soon as the next comes, so that they have to be copied
   */
  static <T> KeptRows<T> all(TypeSerializer<T> serializer, boolean reused) {
    return new KeptRows<>(reused ? serializer::copy : row -> row);
  }

  void set(int place, StreamRecord<T> element) {
    while (elements.size() <= place) {
      elements.add(new StreamRecord<>(null));
    }
    StreamRecord<T> kept = elements.get(place);
    kept.replace(keep.apply(element.getValue()));
    if (element.hasTimestamp()) {
      kept.setTimestamp(element.getTimestamp());
    } else {
      kept.eraseTimestamp();
    }
  }

  StreamRecord<T> get(int place) {
    return elements.get(place);
  }

  /** Lets go of a row. */
  void forget(int place) {
    elements.get(place).replace(null);
  }
}
