// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where a method may stay for long.
 *
 * @param loops which of its labels, by their order, a jump goes back to
 * @param locals how many places its variables take
 */
record MethodScan(Set<Integer> loops, int locals) {
  /**
   * @param options with which the class is read again, which decide what labels there are
   * @return by name and descriptor
   */
  static Map<String, MethodScan> of(ClassReader file, int options) {
    Map<String, MethodScan> methods = new HashMap<>();
    file.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            return new Visitor(scan -> methods.put(name + type, scan));
          }
        },
        options);
    return methods;
  }

  boolean hasLoops() {
    return !loops.isEmpty();
  }

  private static final class Visitor extends MethodVisitor {
    private final Consumer<MethodScan> result;
    private final Map<Label, Integer> passed = new HashMap<>();
    private final Set<Integer> loops = new HashSet<>();
    private int locals;

    Visitor(Consumer<MethodScan> result) {
      super(Opcodes.ASM9);
      this.result = result;
    }

    @Override
    public void visitLabel(Label label) {
      passed.put(label, passed.size());
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      jump(label);
    }

    @Override
    public void visitTableSwitchInsn(int low, int high, Label other, Label... labels) {
      jump(other, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      jump(other, labels);
    }

    private void jump(Label first, Label... others) {
      back(first);
      for (Label each : others) {
        back(each);
      }
    }

    private void back(Label label) {
      Integer place = passed.get(label);
      if (place != null) {
        loops.add(place);
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      locals = maxLocals;
    }

    @Override
    public void visitEnd() {
      result.accept(new MethodScan(loops, locals));
    }
  }
}
