// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where results of rows go, with the timestamps of the rows. */
final class Results<R> {
  private final Output<StreamRecord<R>> output;
  private final StreamRecord<R> result = new StreamRecord<>(null);

  Results(Output<StreamRecord<R>> output) {
    this.output = output;
  }

  /**
   * @param value null if there is none
   */
  void write(R value, StreamRecord<?> element) {
    if (value == null) {
      return;
    }
    if (element.hasTimestamp()) {
      output.collect(result.replace(value, element.getTimestamp()));
    } else {
      result.eraseTimestamp();
      output.collect(result.replace(value));
    }
  }
}
