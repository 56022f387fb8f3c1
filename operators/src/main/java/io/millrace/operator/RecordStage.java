// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Answers each row as it comes. */
final class RecordStage<T, U, R> implements Stage<T, U> {
  private final RowAnswers<U, R> answers;
  private final SideErrors<T> errors;
  private final Results<R> results;

  RecordStage(RowAnswers<U, R> answers, SideErrors<T> errors, Results<R> results) {
    this.answers = answers;
    this.errors = errors;
    this.results = results;
  }

  @Override
  public void add(U row, StreamRecord<T> element) {
    errors.at(element);
    results.write(answers.of(row), element);
  }

  @Override
  public int pending() {
    return 0;
  }

  @Override
  public void flush() {}
}
