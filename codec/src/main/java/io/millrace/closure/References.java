// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Collects what the code of one method needs. */
final class References extends MethodVisitor {
  private final Set<Reference> found = new LinkedHashSet<>();

  References(String descriptor) {
    super(Opcodes.ASM9);
    addType(Type.getMethodType(descriptor));
  }

  Set<Reference> found() {
    return found;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW) {
      found.add(Reference.toObjectsOf(type));
    } else {
      addType(Type.getObjectType(type));
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    addField(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    addMethod(owner, name, descriptor);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Type type = Type.getMethodType(descriptor);
    addType(type);
    // What a bootstrap method links is most often an object of an interface that is made here.
    addObjects(type.getReturnType());
    addConstant(bootstrap);
    for (Object each : arguments) {
      addConstant(each);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    addConstant(value);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    addType(Type.getType(descriptor));
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (type != null) {
      addType(Type.getObjectType(type));
    }
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
    addFrame(locals, local);
    addFrame(depth, stack);
  }

  private void addFrame(int count, Object[] types) {
    for (int i = 0; types != null && i < Math.min(count, types.length); i++) {
      if (types[i] instanceof String name) {
        addType(Type.getObjectType(name));
      }
    }
  }

  private void addConstant(Object constant) {
    if (constant instanceof Type type) {
      addType(type);
      if (type.getSort() != Type.METHOD) {
        addObjects(type);
      }
    } else if (constant instanceof Handle handle) {
      addHandle(handle);
    } else if (constant instanceof ConstantDynamic dynamic) {
      addType(Type.getType(dynamic.getDescriptor()));
      addHandle(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        addConstant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void addHandle(Handle handle) {
    switch (handle.getTag()) {
      case Opcodes.H_GETFIELD ->
          addField(Opcodes.GETFIELD, handle.getOwner(), handle.getName(), handle.getDesc());
      case Opcodes.H_PUTFIELD ->
          addField(Opcodes.PUTFIELD, handle.getOwner(), handle.getName(), handle.getDesc());
      case Opcodes.H_GETSTATIC, Opcodes.H_PUTSTATIC ->
          addField(Opcodes.GETSTATIC, handle.getOwner(), handle.getName(), handle.getDesc());
      case Opcodes.H_NEWINVOKESPECIAL -> {
        found.add(Reference.toObjectsOf(handle.getOwner()));
        addMethod(handle.getOwner(), handle.getName(), handle.getDesc());
      }
      default -> addMethod(handle.getOwner(), handle.getName(), handle.getDesc());
    }
  }

  private void addField(int opcode, String owner, String name, String descriptor) {
    addType(Type.getType(descriptor));
    Reference.Kind kind =
        switch (opcode) {
          case Opcodes.GETFIELD -> Reference.Kind.FIELD_READ;
          case Opcodes.PUTFIELD -> Reference.Kind.FIELD_WRITE;
          default -> Reference.Kind.STATIC_FIELD;
        };
    found.add(new Reference(kind, owner, name, descriptor));
  }

  private void addMethod(String owner, String name, String descriptor) {
    addType(Type.getMethodType(descriptor));
    String type = TravelNames.element(Type.getObjectType(owner));
    if (type != null) {
      found.add(Reference.to(type));
      found.add(new Reference(Reference.Kind.METHOD, type, name, descriptor));
    }
  }

  private void addObjects(Type type) {
    String element = TravelNames.element(type);
    if (element != null) {
      found.add(Reference.toObjectsOf(element));
    }
  }

  private void addType(Type type) {
    if (type.getSort() == Type.METHOD) {
      for (Type each : type.getArgumentTypes()) {
        addType(each);
      }
      addType(type.getReturnType());
    } else {
      String element = TravelNames.element(type);
      if (element != null) {
        found.add(Reference.to(element));
      }
    }
  }
}
