// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class file as far as it decides what else is needed. Members are keyed by name and descriptor.
 *
 * @param file its bytes
 * @param ancestors superclass and interfaces
 * @param nestHost null if it is its own
 */
record ClassModel(
    byte[] file,
    String name,
    int access,
    List<String> ancestors,
    String nestHost,
    Map<String, Method> methods,
    Map<String, Integer> fields) {

  /** A method: its access flags and what its code needs. */
  record Method(int access, Set<Reference> references) {
    boolean isOnlyCalledByName(String member) {
      return member.startsWith("<") || has(access, Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE);
    }
  }

  static ClassModel of(byte[] file) {
    Visitor visitor = new Visitor();
    new ClassReader(file).accept(visitor, 0);
    return new ClassModel(
        file,
        visitor.name,
        visitor.access,
        List.copyOf(visitor.ancestors),
        visitor.nestHost,
        visitor.methods,
        visitor.fields);
  }

  boolean isEnum() {
    return has(access, Opcodes.ACC_ENUM);
  }

  /** Whether one of the flags is set. */
  static boolean has(int access, int flags) {
    return (access & flags) != 0;
  }

  private static final class Visitor extends ClassVisitor {
    private final List<String> ancestors = new ArrayList<>();
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    private String name;
    private int access;
    private String nestHost;

    Visitor() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int flags, String own, String signature, String parent, String[] interfaces) {
      name = own;
      access = flags;
      if (parent != null) {
        ancestors.add(parent);
      }
      ancestors.addAll(List.of(interfaces));
    }

    @Override
    public void visitNestHost(String host) {
      nestHost = host;
    }

    @Override
    public FieldVisitor visitField(
        int flags, String field, String descriptor, String signature, Object value) {
      fields.put(field + descriptor, flags);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int flags, String method, String descriptor, String signature, String[] exceptions) {
      References references = new References(descriptor);
      methods.put(method + descriptor, new Method(flags, references.found()));
      return references;
    }
  }
}
