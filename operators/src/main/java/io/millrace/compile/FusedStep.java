// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.column.Block;
import io.millrace.kernel.Kernel;
import java.util.List;

/** The calls of a group in one loop. */
final class FusedStep extends Step {
  private final FusedLoop loop;
  private final List<Integer> nodes;
  private final List<Integer> constantNodes;
  private final Kernel[] kernels;
  private final Block[] inputs;
  private final Block[] constants;

  FusedStep(int slot, int[] inputs, FusedGroup group, FusedLoop loop) {
    super(slot, inputs);
    this.loop = loop;
    nodes = group.nodes();
    constantNodes = group.constants();
    kernels = new Kernel[nodes.size()];
    this.inputs = new Block[inputs.length];
    constants = new Block[constantNodes.size()];
  }

  @Override
  void run(Scope scope, int rows) {
    Block out = scope.blocks[slot];
    out.reset();
    for (int i = 0; i < args.length; i++) {
      inputs[i] = scope.blocks[args[i]];
      out.addNulls(inputs[i], rows);
    }
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = scope.parameters.kernel(nodes.get(i));
    }
    for (int i = 0; i < constants.length; i++) {
      constants[i] = scope.parameters.constant(constantNodes.get(i));
    }
    loop.run(kernels, inputs, constants, out, rows);
  }
}
