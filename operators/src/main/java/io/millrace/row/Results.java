// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import java.util.function.Consumer;

/** Row 0 of what expressions gave, and who hears of what has no answer. */
final class Results {
  private final RowErrors[] errors;
  private final Consumer<String> failed;
  private Block[] blocks;

  Results(RowErrors[] errors, Consumer<String> failed) {
    this.errors = errors;
    this.failed = failed;
  }

  Results of(Block[] given) {
    // A store of a reference may cost a fence, so what is there already is not stored again.
    if (blocks != given) {
      blocks = given;
    }
    return this;
  }

  /** Whether there is a value; tells if that is for want of an answer. */
  boolean has(int column) {
    if (errors[column].failed(0)) {
      failed.accept(errors[column].message(0));
      return false;
    }
    return !blocks[column].isNull(0);
  }

  /** Why there is no value. */
  String absence(int column) {
    return errors[column].failed(0) ? errors[column].message(0) : "the result is NULL";
  }

  void failed(String message) {
    failed.accept(message);
  }

  Block block(int column) {
    return blocks[column];
  }
}
