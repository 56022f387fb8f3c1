// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import static io.millrace.closure.ClassModel.has;

import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a lambda or method reference needs. */
final class LambdaReach {
  private final Reach reach;
  private final LambdaForm form;

  LambdaReach(Reach reach, LambdaForm form) {
    this.reach = reach;
    this.form = form;
  }

  void follow() {
    reach.reach(Reference.toObjectsOf(form.functionalInterface()));
    mention(form.methodType());
    mention(form.instantiated());
    mention(form.type());
    String owner = TravelNames.element(Type.getObjectType(form.owner()));
    if (owner == null) {
      return;
    }
    if (!TravelNames.travels(owner)) {
      requirePublic(owner);
      return;
    }
    if (form.kind() == MethodHandleInfo.REF_newInvokeSpecial) {
      reach.reach(Reference.toObjectsOf(owner));
    }
    reach.reach(new Reference(Reference.Kind.METHOD, owner, form.name(), form.type()));
  }

  /** The body of a lambda in a class that does not travel would not be found. */
  private void requirePublic(String owner) {
    ClassModel model = reach.model(owner);
    ClassModel.Method method =
        model == null ? null : model.methods().get(form.name() + form.type());
    if (method != null
        && !(has(model.access(), Opcodes.ACC_PUBLIC) && has(method.access(), Opcodes.ACC_PUBLIC))) {
      throw Reach.refused(
          "its code is in "
              + TravelNames.dotted(owner)
              + "."
              + form.name()
              + ", which does not travel, expected a class of your own or a public method");
    }
  }

  private void mention(String descriptor) {
    Type type = Type.getMethodType(descriptor);
    for (Type each : type.getArgumentTypes()) {
      mention(each);
    }
    mention(type.getReturnType());
  }

  private void mention(Type type) {
    String element = TravelNames.element(type);
    if (element != null) {
      reach.reach(Reference.to(element));
    }
  }

  /** What the source calls a captured value, where the class file says so. */
  static String variable(Reach reach, LambdaForm form, int index) {
    boolean isStatic = form.kind() == MethodHandleInfo.REF_invokeStatic;
    if (index == 0 && !isStatic) {
      return "variable this";
    }
    Type[] types = Type.getArgumentTypes(form.type());
    int parameter = isStatic ? index : index - 1;
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < parameter; i++) {
      slot += types[i].getSize();
    }
    String name = nameOf(reach, form, slot);
    return name == null
        ? "captured value " + index + " of " + types[parameter].getClassName()
        : "variable " + name;
  }

  private static String nameOf(Reach reach, LambdaForm form, int slot) {
    ClassModel model = reach.model(form.owner());
    if (model == null) {
      return null;
    }
    String[] found = new String[1];
    ClassVisitor names =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            if (!name.equals(form.name()) || !type.equals(form.type())) {
              return null;
            }
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitLocalVariable(
                  String variable, String of, String generic, Label start, Label end, int index) {
                if (index == slot && found[0] == null) {
                  found[0] = variable;
                }
              }
            };
          }
        };
    new ClassReader(model.file()).accept(names, ClassReader.SKIP_FRAMES);
    return found[0];
  }
}
