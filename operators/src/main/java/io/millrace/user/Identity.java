// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.Limits;
import io.millrace.udf.UserFunction;

/**
 * What tells a user's function from all others, of the same name, too. As text it is the same in
 * every task: the name, and for one that came with bytes their digest.
 */
record Identity(UserFunction function, Limits limits) {
  /** Calls within other limits are other calls. */
  Identity(UserFunction function) {
    this(function, function.limits());
  }

  @Override
  public String toString() {
    return function
        .source()
        .map(bytes -> function.name() + '#' + bytes.sha256())
        .orElse(function.name());
  }
}
