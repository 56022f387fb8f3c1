// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which template is for kernels of which shape. */
final class Shapes {
  private static final Map<Class<? extends Kernel>, Class<? extends Term>> NUMBERS = numbers();
  private static final Map<Class<? extends Kernel>, Class<? extends Term>> OTHERS = others();

  private Shapes() {}

  /** Null if a kernel is not of numbers alone. */
  static Class<? extends Term> ofNumbers(Kernel kernel) {
    return of(kernel, NUMBERS);
  }

  /** Null if a kernel is not of bytes, with numbers or without, and not of truth. */
  static Class<? extends Term> ofOthers(Kernel kernel) {
    return of(kernel, OTHERS);
  }

  private static Class<? extends Term> of(
      Kernel kernel, Map<Class<? extends Kernel>, Class<? extends Term>> templates) {
    for (Map.Entry<Class<? extends Kernel>, Class<? extends Term>> each : templates.entrySet()) {
      if (each.getKey().isInstance(kernel)) {
        return each.getValue();
      }
    }
    return null;
  }

  private static Map<Class<? extends Kernel>, Class<? extends Term>> numbers() {
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

  private static Map<Class<? extends Kernel>, Class<? extends Term>> others() {
    Map<Class<? extends Kernel>, Class<? extends Term>> templates = new LinkedHashMap<>();
    templates.put(Kernel.Bb.class, BytesCalls.Bb.class);
    templates.put(Kernel.Bbb.class, BytesCalls.Bbb.class);
    templates.put(Kernel.Bbbb.class, BytesCalls.Bbbb.class);
    templates.put(Kernel.Blb.class, BytesCalls.Blb.class);
    templates.put(Kernel.Bllb.class, BytesCalls.Bllb.class);
    templates.put(Kernel.Lb.class, BytesCalls.Lb.class);
    templates.put(Kernel.Bl.class, BytesTests.Bl.class);
    templates.put(Kernel.Bbl.class, BytesTests.Bbl.class);
    templates.put(Kernel.Bz.class, BytesTests.Bz.class);
    templates.put(Kernel.Bbz.class, BytesTests.Bbz.class);
    templates.put(Kernel.Zz.class, BytesTests.Zz.class);
    return templates;
  }
}
