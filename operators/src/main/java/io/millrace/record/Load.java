// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import java.util.List;

/**
 * The columns that an operand is sure to look at and that may not be read yet; they are read before
 * it is evaluated, so that leaves below it just have their values.
 */
final class Load {
  private final Input<?>[] inputs;

  Load(List<Input<?>> inputs) {
    this.inputs = inputs.toArray(Input<?>[]::new);
  }

  void run() {
    for (Input<?> input : inputs) {
      input.load();
    }
  }
}
