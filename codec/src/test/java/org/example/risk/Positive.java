// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

import java.io.Serializable;

public record Positive(int value) implements Serializable {
  public Positive {
    if (value <= 0) {
      throw new AssertionError(value + " is not positive");
    }
  }
}
