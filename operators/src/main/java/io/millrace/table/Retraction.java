// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

/** From which aggregates rows can be taken back. Flink does not say whether it will ask for that. */
enum Retraction {
  /** From those of which DataFusion's can. */
  OF_DATAFUSION,
  /** From all: those that can not keep their rows. */
  KEEPING_ROWS;

  AggregateQuery of(AggregateQuery query) {
    return switch (this) {
      case OF_DATAFUSION -> query;
      case KEEPING_ROWS -> query.keepingRows();
    };
  }
}
