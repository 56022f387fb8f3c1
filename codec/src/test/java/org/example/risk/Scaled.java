// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

abstract class Scaled {
  private final long factor;

  Scaled(long factor) {
    this.factor = factor;
  }

  long factor() {
    return factor;
  }
}
