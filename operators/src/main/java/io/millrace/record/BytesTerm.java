// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.BytesView;

/** A term whose value is text or binary. */
abstract class BytesTerm extends Term {
  /** The bytes, until the term is evaluated again; null for an SQL null. */
  abstract BytesView view();

  @Override
  boolean testNull() {
    return view() == null;
  }
}
