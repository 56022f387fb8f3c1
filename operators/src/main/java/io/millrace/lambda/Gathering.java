// SPDX-License-Identifier: Apache-2.0
package io.millrace.lambda;

import io.millrace.column.Block;
import io.millrace.column.RowErrors;
import org.apache.flink.annotation.Internal;

/** What a function makes of a lambda's results, for the lists of one block. */
@Internal
public abstract class Gathering {
  final ListRows lists;
  final Block out;

  /**
   * @param out where the results go, of which those of null lists are null already
   */
  Gathering(ListRows lists, Block out) {
    this.lists = lists;
    this.out = out;
  }

  /**
   * Takes the results for the next elements; those for which the lambda has failed are arbitrary.
   *
   * @param results valid for the call only
   * @param errors rows that have failed; may be added to
   */
  public abstract void add(Elements elements, Block results, RowErrors errors);

  /** About how many have been made of results, where these may be of any size; else 0. */
  public long bytes() {
    return 0;
  }

  /** Writes what is not written yet; the results of rows that have failed do not matter. */
  public abstract void finish();
}
