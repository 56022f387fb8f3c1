// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.kernel.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Puts kernels into the loop of their shape. A loop shared by all kernels of a shape would call
 * them through a megamorphic site, so the loop's own class file is defined once more, as a hidden
 * class, for every class of kernels: the JIT then compiles it with the kernel inside. Kernels that
 * differ only in what they captured are of one class and share the loop, so a new constant defines
 * no class. The copies live as long as the kernel's class.
 */
final class Loops {
  private static final Map<Class<? extends Kernel>, Class<? extends Loop>> SHAPES = shapes();
  private static final ClassValue<Constructor<? extends Loop>> COPIES =
      new ClassValue<>() {
        @Override
        protected Constructor<? extends Loop> computeValue(Class<?> kernel) {
          return copy(template(kernel));
        }
      };

  /** Shapes that run over null rows, too, when their kernel cannot fail. */
  private static final Set<Class<? extends Kernel>> NUMERIC =
      Set.of(
          Kernel.Ll.class,
          Kernel.Lll.class,
          Kernel.Lz.class,
          Kernel.Llz.class,
          Kernel.Ld.class,
          Kernel.Dd.class,
          Kernel.Ddd.class,
          Kernel.Dz.class,
          Kernel.Ddz.class,
          Kernel.Dl.class,
          Kernel.Dld.class);

  private Loops() {}

  static Loop of(Kernel kernel) {
    try {
      return COPIES.get(kernel.getClass()).newInstance(kernel);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isNumeric(Kernel kernel) {
    return NUMERIC.stream().anyMatch(shape -> shape.isInstance(kernel));
  }

  /** Whether a row costs about as much as an addition does. */
  static boolean isCheap(Kernel kernel) {
    Kernel form = kernel instanceof Kernel.Blocks blocks ? blocks.byValue() : kernel;
    return isNumeric(form) || form instanceof Kernel.Zz || form instanceof Kernel.Same;
  }

  /** Whether the shape has loops over native values. */
  static boolean isDirect(Kernel kernel) {
    return kernel instanceof Kernel.Ll
        || kernel instanceof Kernel.Lll
        || kernel instanceof Kernel.Dd
        || kernel instanceof Kernel.Ddd;
  }

  static boolean takesConstant(Kernel kernel) {
    return kernel instanceof Kernel.Lll
        || kernel instanceof Kernel.Llz
        || kernel instanceof Kernel.Ddd
        || kernel instanceof Kernel.Ddz
        || kernel instanceof Kernel.Dld;
  }

  /** The shape of a kernel of numbers. */
  static Class<? extends Kernel> numericShape(Kernel kernel) {
    return NUMERIC.stream().filter(shape -> shape.isInstance(kernel)).findFirst().orElseThrow();
  }

  private static Class<? extends Loop> template(Class<?> kernel) {
    for (Map.Entry<Class<? extends Kernel>, Class<? extends Loop>> each : SHAPES.entrySet()) {
      if (each.getKey().isAssignableFrom(kernel)) {
        return each.getValue();
      }
    }
    throw new AssertionError("kernel of no shape: " + kernel);
  }

  private static Constructor<? extends Loop> copy(Class<? extends Loop> template) {
    String file = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = template.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("class file is missing: " + file);
      }
      return MethodHandles.lookup()
          .defineHiddenClass(in.readAllBytes(), false)
          .lookupClass()
          .asSubclass(Loop.class)
          .getDeclaredConstructor(Kernel.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<Class<? extends Kernel>, Class<? extends Loop>> shapes() {
    Map<Class<? extends Kernel>, Class<? extends Loop>> shapes = new LinkedHashMap<>();
    shapes.put(Kernel.Ll.class, LongLoops.Ll.class);
    shapes.put(Kernel.Lll.class, LongLoops.Lll.class);
    shapes.put(Kernel.Lz.class, LongLoops.Lz.class);
    shapes.put(Kernel.Llz.class, LongLoops.Llz.class);
    shapes.put(Kernel.Ld.class, LongLoops.Ld.class);
    shapes.put(Kernel.Lb.class, LongLoops.Lb.class);
    shapes.put(Kernel.Dd.class, DoubleLoops.Dd.class);
    shapes.put(Kernel.Ddd.class, DoubleLoops.Ddd.class);
    shapes.put(Kernel.Dz.class, DoubleLoops.Dz.class);
    shapes.put(Kernel.Ddz.class, DoubleLoops.Ddz.class);
    shapes.put(Kernel.Dl.class, DoubleLoops.Dl.class);
    shapes.put(Kernel.Dld.class, DoubleLoops.Dld.class);
    shapes.put(Kernel.Bl.class, BytesLoops.Bl.class);
    shapes.put(Kernel.Bz.class, BytesLoops.Bz.class);
    shapes.put(Kernel.Bbz.class, BytesLoops.Bbz.class);
    shapes.put(Kernel.Bbl.class, BytesLoops.Bbl.class);
    shapes.put(Kernel.Bb.class, TextLoops.Bb.class);
    shapes.put(Kernel.Bbb.class, TextLoops.Bbb.class);
    shapes.put(Kernel.Bbbb.class, TextLoops.Bbbb.class);
    shapes.put(Kernel.Blb.class, TextLoops.Blb.class);
    shapes.put(Kernel.Bllb.class, TextLoops.Bllb.class);
    shapes.put(Kernel.Oo.class, ObjectLoops.Oo.class);
    shapes.put(Kernel.Row.class, ObjectLoops.Row.class);
    shapes.put(Kernel.Blocks.class, ObjectLoops.Blocks.class);
    return shapes;
  }
}
