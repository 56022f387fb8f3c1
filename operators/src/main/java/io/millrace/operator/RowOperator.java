// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.Limit;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Unnesting;
import io.millrace.column.BatchValue;
import io.millrace.column.ElementList;
import io.millrace.column.EvaluationError;
import io.millrace.column.RowSource;
import io.millrace.expr.DataType;
import io.millrace.record.RowProgram;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Answers rows one by one, as they come or many at a time. Nothing overtakes a row: gathered ones
 * are answered before a watermark, a status and a barrier go by and before the input ends, so that
 * no state is needed. Latency markers wait as rows do.
 */
final class RowOperator<T, R> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<T, R> {
  private static final long serialVersionUID = 1L;

  private final RowExpressions<T> expressions;
  private final RowKind kind;

  /** Null for a filter, which gives the rows themselves. */
  private final RowOutput<R> row;

  private final TypeSerializer<T> rows;
  private final RowOptions<T> options;

  private transient SideErrors<T> errors;
  private transient Results<R> results;
  private transient Stage<T, ?> stage;
  private transient Consumer<StreamRecord<T>> intake;
  private transient List<LatencyMarker> markers;
  private transient boolean timed;

  RowOperator(
      RowExpressions<T> expressions,
      RowKind kind,
      RowOutput<R> row,
      TypeSerializer<T> rows,
      RowOptions<T> options) {
    this.expressions = expressions;
    this.kind = kind;
    this.row = row;
    this.rows = rows;
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    errors = new SideErrors<>(expressions, options.errors(), getMetricGroup(), output);
    results = new Results<>(output);
    markers = new ArrayList<>();
    switch (kind) {
      case FILTER, MAP -> {
        Stage<T, T> own = stage(expressions.bind(), expressions.input(), expressions.inputTypes());
        stage = own;
        intake = element -> own.add(element.getValue(), element);
      }
      case UNNEST -> openElements(expressions.bindUnnest());
    }
    getMetricGroup().gauge("pendingBatchRows", stage::pending);
  }

  private void openElements(Unnesting unnesting) {
    List<DataType> types = new ArrayList<>(expressions.inputTypes());
    int columns = types.size();
    unnesting.lists().forEach(list -> types.add(ElementList.element(list.type().unwrapped())));
    Stage<T, Element<T>> own =
        stage(unnesting.results(), new ElementColumns<>(expressions.input(), columns), types);
    Elements<T> elements = new Elements<>(expressions, unnesting.lists(), errors);
    stage = own;
    intake =
        element -> {
          errors.at(element);
          elements.of(element.getValue()).forEach(each -> own.add(each, element));
        };
  }

  /**
   * @param types of all columns of the source
   */
  private <U> Stage<T, U> stage(List<TypedExpr> bound, RowSource<U> source, List<DataType> types) {
    RowProgram<U> program = expressions.rowProgram(bound, source);
    Stage<T, U> single = new RecordStage<>(answers(program), errors, results);
    boolean hasDeadline = expressions.session().limits().of(Limit.BATCH_MILLIS) != Long.MAX_VALUE;
    if (!options.inBatches() || hasDeadline) {
      return single;
    }
    return new BatchStage<>(
        bound, source, types, this::answer, kept(), options.most(), single, errors, results);
  }

  @SuppressWarnings("unchecked") // a filter gives the rows themselves
  private <U> RowAnswers<U, R> answers(RowProgram<U> program) {
    return kind == RowKind.FILTER
        ? (RowAnswers<U, R>) RowAnswers.filter(program, errors)
        : RowAnswers.map(program, row, errors);
  }

  private BatchStage.Answer<T, R> answer(List<BatchValue> values) {
    if (kind == RowKind.FILTER) {
      return element -> passed(element, values.get(0));
    }
    RowWriter<R> writer = row.writer(values, errors);
    return element -> writer.write();
  }

  @SuppressWarnings("unchecked") // a filter gives the rows themselves
  private R passed(StreamRecord<T> element, BatchValue value) {
    try {
      return value.isTrue() ? (R) element.getValue() : null;
    } catch (EvaluationError e) {
      errors.accept(e.getMessage());
      return null;
    }
  }

  private KeptRows<T> kept() {
    return kind == RowKind.FILTER || errors.needRows()
        ? KeptRows.all(rows, getExecutionConfig().isObjectReuseEnabled())
        : KeptRows.timestamps();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    intake.accept(element);
    if (stage.pending() == 0) {
      forwardMarkers();
    } else if (!timed) {
      timed = true;
      long now = getProcessingTimeService().getCurrentProcessingTime();
      getProcessingTimeService().registerTimer(now + options.delayMillis(), this::onDeadline);
    }
  }

  private void onDeadline(long time) {
    timed = false;
    flush();
  }

  private void flush() {
    stage.flush();
    forwardMarkers();
  }

  private void forwardMarkers() {
    markers.forEach(this::reportOrForwardLatencyMarker);
    markers.clear();
  }

  @Override
  public void processLatencyMarker(LatencyMarker marker) {
    markers.add(marker);
    if (stage.pending() == 0) {
      forwardMarkers();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void processWatermark(WatermarkEvent mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    flush();
    super.processWatermarkStatus(status);
  }

  @Override
  public void processRecordAttributes(RecordAttributes attributes) throws Exception {
    flush();
    super.processRecordAttributes(attributes);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }
}
