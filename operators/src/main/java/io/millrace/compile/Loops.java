// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.kernel.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Objects;
import java.util.Set;

/**
 * Puts kernels into the loop of their shape. A loop shared by all kernels of a shape would call
 * them through a megamorphic site, so the loop's own class file is defined once more, as a hidden
 * class, for every class of kernels: the JIT then compiles it with the kernel inside. Kernels that
 * differ only in what they captured are of one class and share the loop, so a new constant defines
 * no class. The copies live as long as the kernel's class.
 */
final class Loops {
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
    return numericShapeOrNull(kernel) != null;
  }

  /** Whether a row costs about as much as an addition does. */
  static boolean isCheap(Kernel kernel) {
    if (kernel instanceof Kernel.Blocks blocks && blocks.isCheap()) {
      return true;
    }
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
    return Objects.requireNonNull(numericShapeOrNull(kernel));
  }

  private static Class<? extends Kernel> numericShapeOrNull(Kernel kernel) {
    for (Class<? extends Kernel> shape : NUMERIC) {
      if (shape.isInstance(kernel)) {
        return shape;
      }
    }
    return null;
  }

  /** A chain of tests, so that only the one class that is needed is loaded. */
  private static Class<? extends Loop> template(Class<?> kernel) {
    Class<? extends Loop> template = ofNumbers(kernel);
    template = template == null ? ofBytes(kernel) : template;
    template = template == null ? ofObjects(kernel) : template;
    if (template == null) {
      throw new AssertionError("kernel of no shape: " + kernel);
    }
    return template;
  }

  private static Class<? extends Loop> ofNumbers(Class<?> kernel) {
    if (Kernel.Ll.class.isAssignableFrom(kernel)) {
      return LongLoops.Ll.class;
    } else if (Kernel.Lll.class.isAssignableFrom(kernel)) {
      return LongLoops.Lll.class;
    } else if (Kernel.Lz.class.isAssignableFrom(kernel)) {
      return LongLoops.Lz.class;
    } else if (Kernel.Llz.class.isAssignableFrom(kernel)) {
      return LongLoops.Llz.class;
    } else if (Kernel.Ld.class.isAssignableFrom(kernel)) {
      return LongLoops.Ld.class;
    } else if (Kernel.Lb.class.isAssignableFrom(kernel)) {
      return LongLoops.Lb.class;
    } else if (Kernel.Dd.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Dd.class;
    } else if (Kernel.Ddd.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Ddd.class;
    } else if (Kernel.Dz.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Dz.class;
    } else if (Kernel.Ddz.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Ddz.class;
    } else if (Kernel.Dl.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Dl.class;
    } else if (Kernel.Dld.class.isAssignableFrom(kernel)) {
      return DoubleLoops.Dld.class;
    }
    return null;
  }

  private static Class<? extends Loop> ofBytes(Class<?> kernel) {
    if (Kernel.Bl.class.isAssignableFrom(kernel)) {
      return BytesLoops.Bl.class;
    } else if (Kernel.Bz.class.isAssignableFrom(kernel)) {
      return BytesLoops.Bz.class;
    } else if (Kernel.Bbz.class.isAssignableFrom(kernel)) {
      return BytesLoops.Bbz.class;
    } else if (Kernel.Bbl.class.isAssignableFrom(kernel)) {
      return BytesLoops.Bbl.class;
    } else if (Kernel.Bb.class.isAssignableFrom(kernel)) {
      return TextLoops.Bb.class;
    } else if (Kernel.Bbb.class.isAssignableFrom(kernel)) {
      return TextLoops.Bbb.class;
    } else if (Kernel.Bbbb.class.isAssignableFrom(kernel)) {
      return TextLoops.Bbbb.class;
    } else if (Kernel.Blb.class.isAssignableFrom(kernel)) {
      return TextLoops.Blb.class;
    } else if (Kernel.Bllb.class.isAssignableFrom(kernel)) {
      return TextLoops.Bllb.class;
    }
    return null;
  }

  private static Class<? extends Loop> ofObjects(Class<?> kernel) {
    if (Kernel.Oo.class.isAssignableFrom(kernel)) {
      return ObjectLoops.Oo.class;
    } else if (Kernel.Row.class.isAssignableFrom(kernel)) {
      return ObjectLoops.Row.class;
    } else if (Kernel.Blocks.class.isAssignableFrom(kernel)) {
      return ObjectLoops.Blocks.class;
    }
    return null;
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
}
