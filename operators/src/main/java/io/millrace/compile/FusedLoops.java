// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DALOAD;
import static org.objectweb.asm.Opcodes.DASTORE;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.V17;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.DoubleBlock;
import io.millrace.column.Lane;
import io.millrace.column.LongBlock;
import io.millrace.kernel.Kernel;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Generates {@link FusedLoop}s. The kernels stay calls of their interface: as the loop of a form
 * only ever sees kernels of one class in each place, the JIT inlines them and vectorises what is
 * left.
 */
final class FusedLoops {
  private static final int KERNELS = 1;
  private static final int INPUTS = 2;
  private static final int CONSTANTS = 3;
  private static final int OUT = 4;
  private static final int ROWS = 5;
  private static final String SUPER = Type.getInternalName(FusedLoop.class);
  private static final String BLOCKS = Type.getDescriptor(Block[].class);
  private static final String RUN =
      "("
          + Type.getDescriptor(Kernel[].class)
          + BLOCKS
          + BLOCKS
          + Type.getDescriptor(Block.class)
          + "I)V";

  private final FusedGroup.Form form;
  private final MethodVisitor code;
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Integer> constants = new ArrayList<>();
  private final List<Integer> kernels = new ArrayList<>();
  private final List<Integer> results = new ArrayList<>();
  private int locals = ROWS + 1;

  private FusedLoops(FusedGroup.Form form, MethodVisitor code) {
    this.form = form;
    this.code = code;
  }

  /** A new class, which lives as long as the loop. */
  static FusedLoop generate(FusedGroup.Form form) {
    ClassWriter type =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
          /** Locals keep their types, so that nothing is ever merged. */
          @Override
          protected String getCommonSuperClass(String one, String other) {
            throw new AssertionError(one + " and " + other + " meet");
          }
        };
    type.visit(V17, ACC_FINAL | ACC_SUPER, SUPER + "Of", null, SUPER, null);
    MethodVisitor constructor = type.visitMethod(0, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor run = type.visitMethod(0, "run", RUN, null, null);
    run.visitCode();
    new FusedLoops(form, run).write();
    run.visitMaxs(0, 0);
    run.visitEnd();
    type.visitEnd();
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(type.toByteArray(), false)
          .lookupClass()
          .asSubclass(FusedLoop.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void write() {
    for (int i = 0; i < form.inputs().size(); i++) {
      load(INPUTS, i);
      inputs.add(values(form.inputs().get(i)));
    }
    for (int i = 0; i < form.constants().size(); i++) {
      load(CONSTANTS, i);
      Lane lane = form.constants().get(i);
      int array = values(lane);
      code.visitVarInsn(ALOAD, array);
      code.visitInsn(ICONST_0);
      code.visitInsn(isDouble(lane) ? DALOAD : LALOAD);
      constants.add(store(isDouble(lane)));
    }
    for (int i = 0; i < form.steps().size(); i++) {
      load(KERNELS, i);
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(form.steps().get(i).shape()));
      kernels.add(locals);
      code.visitVarInsn(ASTORE, locals++);
    }
    code.visitVarInsn(ALOAD, OUT);
    int out = values(form.result());
    int row = locals++;
    code.visitInsn(ICONST_0);
    code.visitVarInsn(ISTORE, row);
    Label next = new Label();
    Label done = new Label();
    code.visitLabel(next);
    code.visitVarInsn(ILOAD, row);
    code.visitVarInsn(ILOAD, ROWS);
    code.visitJumpInsn(IF_ICMPGE, done);
    for (int i = 0; i < form.steps().size(); i++) {
      boolean last = i == form.steps().size() - 1;
      if (last) {
        code.visitVarInsn(ALOAD, out);
        code.visitVarInsn(ILOAD, row);
      }
      Class<?> result = call(form.steps().get(i), kernels.get(i), row);
      if (!last) {
        results.add(store(result == double.class));
      } else if (form.result() == Lane.BOOL) {
        code.visitInsn(L2I);
        code.visitInsn(I2B);
        code.visitInsn(BASTORE);
      } else {
        code.visitInsn(result == double.class ? DASTORE : LASTORE);
      }
    }
    code.visitIincInsn(row, 1);
    code.visitJumpInsn(GOTO, next);
    code.visitLabel(done);
    code.visitInsn(RETURN);
  }

  private Class<?> call(FusedGroup.Step step, int kernel, int row) {
    Method apply = apply(step.shape());
    code.visitVarInsn(ALOAD, kernel);
    for (int i = 0; i < step.args().size(); i++) {
      FusedGroup.Source source = step.args().get(i);
      boolean isDouble = apply.getParameterTypes()[i] == double.class;
      switch (source.from()) {
        case INPUT -> {
          code.visitVarInsn(ALOAD, inputs.get(source.index()));
          code.visitVarInsn(ILOAD, row);
          code.visitInsn(isDouble ? DALOAD : LALOAD);
        }
        case CONSTANT -> code.visitVarInsn(load(isDouble), constants.get(source.index()));
        case CALL -> code.visitVarInsn(load(isDouble), results.get(source.index()));
      }
    }
    code.visitMethodInsn(
        INVOKEINTERFACE,
        Type.getInternalName(step.shape()),
        apply.getName(),
        Type.getMethodDescriptor(apply),
        true);
    return apply.getReturnType();
  }

  /** Puts element {@code index} of an array in a local on the stack. */
  private void load(int array, int index) {
    code.visitVarInsn(ALOAD, array);
    code.visitIntInsn(SIPUSH, index);
    code.visitInsn(AALOAD);
  }

  /** Stores the values of the block on the stack in a new local. */
  private int values(Lane lane) {
    Class<?> block;
    Class<?> values;
    switch (lane) {
      case LONG -> {
        block = LongBlock.class;
        values = long[].class;
      }
      case DOUBLE -> {
        block = DoubleBlock.class;
        values = double[].class;
      }
      case BOOL -> {
        block = BoolBlock.class;
        values = byte[].class;
      }
      case INT128, BYTES, OBJECT, NESTED ->
          throw new AssertionError("not a lane of numbers: " + lane);
      default -> throw new AssertionError(lane);
    }
    code.visitTypeInsn(CHECKCAST, Type.getInternalName(block));
    code.visitFieldInsn(
        GETFIELD, Type.getInternalName(block), "values", Type.getDescriptor(values));
    code.visitVarInsn(ASTORE, locals);
    return locals++;
  }

  private int store(boolean isDouble) {
    int local = locals;
    code.visitVarInsn(isDouble ? DSTORE : LSTORE, local);
    locals += 2;
    return local;
  }

  private static int load(boolean isDouble) {
    return isDouble ? DLOAD : LLOAD;
  }

  private static boolean isDouble(Lane lane) {
    return lane == Lane.DOUBLE;
  }

  /** Tests are asked for masks. */
  private static Method apply(Class<? extends Kernel> shape) {
    Method[] methods = shape.getMethods();
    return Stream.of(methods)
        .filter(each -> methods.length == 1 || each.getName().equals("mask"))
        .findFirst()
        .orElseThrow();
  }
}
