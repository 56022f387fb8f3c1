// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.kernel.Kernel;
import java.lang.reflect.Constructor;
import java.util.EnumMap;
import java.util.Map;

/**
 * Classes that all programs share. Terms of kernels of numbers, were they of one class a shape,
 * would call the kernel, and leaves as well as other operands, through megamorphic sites; so there
 * is a copy for every class of kernels and every kind of {@link Operands}. Constants are leaves, so
 * that a new one defines no class. The copies live as long as the kernel's class.
 */
final class SharedClasses implements TermClasses {
  private static final ClassValue<Map<Operands, Constructor<?>>> COPIES =
      new ClassValue<>() {
        @Override
        protected Map<Operands, Constructor<?>> computeValue(Class<?> kernel) {
          return new EnumMap<>(Operands.class);
        }
      };

  private static final ClassValue<Constructor<?>> TEMPLATES =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> template) {
          return template.getDeclaredConstructors()[0];
        }
      };

  @Override
  public Term call(Class<? extends Term> template, Kernel kernel, Term[] args) {
    Map<Operands, Constructor<?>> copies = COPIES.get(kernel.getClass());
    Constructor<?> constructor;
    synchronized (copies) {
      constructor =
          copies.computeIfAbsent(Operands.of(args), operands -> Copies.copy(template, operands));
    }
    return (Term) Copies.make(constructor, kernel, args);
  }

  @Override
  public Object make(Class<?> template, Object... args) {
    return Copies.make(TEMPLATES.get(template), args);
  }

  @Override
  public BlockTerm inBlock(Class<? extends BlockTerm> template, Term term) {
    return (BlockTerm) Copies.make(TEMPLATES.get(template), term);
  }

  @Override
  public int longestChain() {
    return 2;
  }
}
