// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which template is for kernels of which shape of numbers. */
final class NumberCalls {
  private static final Map<Class<? extends Kernel>, Class<? extends Term>> TEMPLATES = templates();

  private NumberCalls() {}

  /** Null if a kernel is not of numbers. */
  static Class<? extends Term> template(Kernel kernel) {
    for (Map.Entry<Class<? extends Kernel>, Class<? extends Term>> each : TEMPLATES.entrySet()) {
      if (each.getKey().isInstance(kernel)) {
        return each.getValue();
      }
    }
    return null;
  }

  private static Map<Class<? extends Kernel>, Class<? extends Term>> templates() {
    Map<Class<? extends Kernel>, Class<? extends Term>> templates = new LinkedHashMap<>();
    templates.put(Kernel.Ll.class, LongCalls.Ll.class);
    templates.put(Kernel.Lll.class, LongCalls.Lll.class);
    templates.put(Kernel.Dl.class, LongCalls.Dl.class);
    templates.put(Kernel.Ld.class, DoubleCalls.Ld.class);
    templates.put(Kernel.Dd.class, DoubleCalls.Dd.class);
    templates.put(Kernel.Ddd.class, DoubleCalls.Ddd.class);
    templates.put(Kernel.Dld.class, DoubleCalls.Dld.class);
    templates.put(Kernel.Lz.class, TruthCalls.Lz.class);
    templates.put(Kernel.Llz.class, TruthCalls.Llz.class);
    templates.put(Kernel.Dz.class, TruthCalls.Dz.class);
    templates.put(Kernel.Ddz.class, TruthCalls.Ddz.class);
    return templates;
  }
}
