// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import java.io.Serializable;
import java.util.function.Function;

/** A function as users write them: in a package of their own. */
public interface Score extends Function<Long, Object>, Serializable {
  default Score times(long factor) {
    return amount -> (Long) apply(amount) * factor;
  }
}
