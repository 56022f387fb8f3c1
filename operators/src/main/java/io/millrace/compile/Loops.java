// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.kernel.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Set;

/**
 * Puts kernels into the loop of their shape. A loop shared by all kernels of a shape would call
 * them through a megamorphic site, so the loop's own class file is defined once more, as a hidden
 * class, for every class of kernels: the JIT then compiles it with the kernel inside. Kernels that
 * differ only in what they captured are of one class and share the loop, so a new constant defines
 * no class. The copies live as long as the kernel's class.
 */
final class Loops {
  private static final ClassValue<byte[]> CLASS_FILES =
      new ClassValue<>() {
        @Override
        protected byte[] computeValue(Class<?> template) {
          return classFile(template);
        }
      };
  private static final ClassValue<Constructor<? extends Loop>> COPIES =
      new ClassValue<>() {
        @Override
        protected Constructor<? extends Loop> computeValue(Class<?> kernel) {
          return copy(template(name(kernel)));
        }
      };

  /** Shapes that run over null rows, too, when their kernel cannot fail. */
  private static final Set<String> NUMERIC =
      Set.of("Ll", "Lll", "Lz", "Llz", "Ld", "Dd", "Ddd", "Dz", "Ddz", "Dl", "Dld");

  /** Those of them whose loops take a second argument that is the same for all rows. */
  private static final Set<String> WITH_CONSTANT = Set.of("Lll", "Llz", "Ddd", "Ddz", "Dld");

  /** Those of them that have loops over native values. */
  private static final Set<String> DIRECT = Set.of("Ll", "Lll", "Dd", "Ddd");

  private Loops() {}

  static Loop of(Kernel kernel) {
    try {
      return COPIES.get(kernel.getClass()).newInstance(kernel);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isNumeric(Kernel kernel) {
    return NUMERIC.contains(name(kernel.getClass()));
  }

  /** Whether a row costs about as much as an addition does. */
  static boolean isCheap(Kernel kernel) {
    if (kernel instanceof Kernel.Blocks blocks && blocks.isCheap()) {
      return true;
    }
    Kernel form = kernel instanceof Kernel.Blocks blocks ? blocks.byValue() : kernel;
    return isNumeric(form) || form instanceof Kernel.Zz || form == Kernel.Same.SAME;
  }

  /** Whether the shape has loops over native values. */
  static boolean isDirect(Kernel kernel) {
    return DIRECT.contains(name(kernel.getClass()));
  }

  static boolean takesConstant(Kernel kernel) {
    return WITH_CONSTANT.contains(name(kernel.getClass()));
  }

  /** The interface in {@link Kernel} that says what a kernel takes and gives; else Kernel. */
  static Class<? extends Kernel> shape(Class<?> kernel) {
    for (Class<?> each = kernel; each != null; each = each.getSuperclass()) {
      for (Class<?> implemented : each.getInterfaces()) {
        if (implemented != Kernel.class && Kernel.class.isAssignableFrom(implemented)) {
          return implemented.asSubclass(Kernel.class);
        }
      }
    }
    return Kernel.class;
  }

  /**
   * Shapes are told apart by their names, because those that a first expression does not have then
   * need not be loaded.
   */
  private static String name(Class<?> kernel) {
    String name = shape(kernel).getName();
    return name.substring(name.lastIndexOf('$') + 1);
  }

  private static Class<? extends Loop> template(String shape) {
    return switch (shape) {
      case "Ll" -> LongLoops.Ll.class;
      case "Lll" -> LongLoops.Lll.class;
      case "Lz" -> LongLoops.Lz.class;
      case "Llz" -> LongLoops.Llz.class;
      case "Ld" -> LongLoops.Ld.class;
      case "Lb" -> LongLoops.Lb.class;
      case "Dd" -> DoubleLoops.Dd.class;
      case "Ddd" -> DoubleLoops.Ddd.class;
      case "Dz" -> DoubleLoops.Dz.class;
      case "Ddz" -> DoubleLoops.Ddz.class;
      case "Dl" -> DoubleLoops.Dl.class;
      case "Dld" -> DoubleLoops.Dld.class;
      case "Bl" -> BytesLoops.Bl.class;
      case "Bz" -> BytesLoops.Bz.class;
      case "Bbz" -> BytesLoops.Bbz.class;
      case "Bbl" -> BytesLoops.Bbl.class;
      case "Bb" -> TextLoops.Bb.class;
      case "Bbb" -> TextLoops.Bbb.class;
      case "Bbbb" -> TextLoops.Bbbb.class;
      case "Blb" -> TextLoops.Blb.class;
      case "Bllb" -> TextLoops.Bllb.class;
      case "Oo" -> ObjectLoops.Oo.class;
      case "Row" -> ObjectLoops.Row.class;
      case "Blocks" -> ObjectLoops.Blocks.class;
      default -> throw new AssertionError("kernel of no shape: " + shape);
    };
  }

  private static Constructor<? extends Loop> copy(Class<? extends Loop> template) {
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(CLASS_FILES.get(template), false)
          .lookupClass()
          .asSubclass(Loop.class)
          .getDeclaredConstructor(Kernel.class);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] classFile(Class<?> template) {
    String file = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = template.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("class file is missing: " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
