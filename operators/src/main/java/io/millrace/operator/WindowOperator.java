// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Windows whose open groups (a key in a window each) are kept in slots of a program on the heap. A
 * group's state is read when its first row comes and written before a checkpoint, or when there are
 * too many groups; only then does it get a timer. A group whose window ends while it is here is
 * written out without the state backend having seen it.
 */
abstract sealed class WindowOperator<T, K, R> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<T, R>, Triggerable<K, TimeWindow>
    permits BundledWindows, BundledSessions {
  /** Groups on the heap at a time. */
  static final int MOST_GROUPS = 16_384;

  private static final long serialVersionUID = 1L;

  final WindowParts<T, K, R> parts;
  transient GroupSlots<T, R> slots;
  private transient StreamRecord<R> result;
  private transient Counter lateRows;

  WindowOperator(WindowParts<T, K, R> parts) {
    this.parts = parts;
  }

  @Override
  public void open() throws Exception {
    super.open();
    RowExpressions<T> expressions = parts.expressions();
    SideErrors<T> errors =
        new SideErrors<>(expressions, parts.options().errors(), getMetricGroup(), output);
    boolean reused = getExecutionConfig().isObjectReuseEnabled();
    KeptRows<T> kept = errors.needRows() ? KeptRows.all(parts.rowSerializer(), reused) : null;
    slots = new GroupSlots<>(expressions, parts.output(), errors, kept);
    result = new StreamRecord<>(null);
    lateRows = getMetricGroup().counter("numLateRecordsDropped");
  }

  /** The key is set where state is touched, which is not for every row. */
  @Override
  @SuppressWarnings("rawtypes")
  public void setKeyContextElement1(StreamRecord record) {}

  static long time(StreamRecord<?> element) {
    if (!element.hasTimestamp()) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          "Cannot put a row into a window: no timestamp, expected a watermark strategy before");
    }
    return element.getTimestamp();
  }

  final void late(StreamRecord<T> element) {
    if (parts.options().late() == null) {
      lateRows.inc();
    } else {
      output.collect(parts.options().late(), element);
    }
  }

  final void write(TimeWindow window, int slot) {
    R values = slots.result(slot);
    if (values != null) {
      output.collect(result.replace(values, window.maxTimestamp()));
    }
  }

  @Override
  public final void onProcessingTime(InternalTimer<K, TimeWindow> timer) {
    throw new IllegalStateException("no such timer was set");
  }

  /** Writes what has changed to the state backend, which then has all. */
  abstract void store() throws Exception;

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    store();
  }

  @Override
  public void finish() throws Exception {
    store();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (slots != null) {
      slots.close();
    }
    super.close();
  }
}
