// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Block;

/** A term whose value is in a block of one row; 128 bits and objects have no other carrier. */
abstract class BlockTerm extends Term {
  /** Value and nullness in row 0, which is filled anew when the term is evaluated again. */
  abstract Block block();

  @Override
  boolean testNull() {
    return block().isNull(0);
  }
}
