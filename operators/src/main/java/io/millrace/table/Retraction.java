// SPDX-License-Identifier: Apache-2.0
package io.millrace.table;

import org.apache.flink.annotation.PublicEvolving;

/** From which aggregates rows can be taken back; Flink does not say whether they will be. */
@PublicEvolving
public enum Retraction {
  /** From those of which DataFusion's can. */
  OF_DATAFUSION,
  /** From all: those that can not keep their rows. */
  KEEPING_ROWS;

  /** Behind the name of a function. */
  String suffix() {
    return switch (this) {
      case OF_DATAFUSION -> "";
      case KEEPING_ROWS -> "_with_retract";
    };
  }

  AggregateQuery of(AggregateQuery query) {
    return switch (this) {
      case OF_DATAFUSION -> query;
      case KEEPING_ROWS -> query.keepingRows();
    };
  }
}
