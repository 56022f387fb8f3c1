// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sub-expressions of a node, being gathered. */
final class Parts {
  private final List<Expr> all = new ArrayList<>();

  /** Nothing for null. */
  Parts add(Expr part) {
    if (part != null) {
      all.add(part);
    }
    return this;
  }

  Parts addAll(List<Expr> parts) {
    all.addAll(parts);
    return this;
  }

  Parts addKeys(List<SortKey> keys) {
    keys.forEach(key -> all.add(key.expr()));
    return this;
  }

  List<Expr> list() {
    return Collections.unmodifiableList(all);
  }
}
