// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.MillraceException;
import io.millrace.expr.Bytes;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A lambda or method reference without what it captured: the method of an interface, and the method
 * that does its work. Class names are internal ones.
 *
 * @param kind a kind of reference of {@link MethodHandleInfo}
 * @param instantiated the method's type with the type arguments of the interface
 */
record LambdaForm(
    String functionalInterface,
    String method,
    String methodType,
    int kind,
    String owner,
    String name,
    String type,
    String instantiated) {

  static LambdaForm of(SerializedLambda lambda) {
    return new LambdaForm(
        lambda.getFunctionalInterfaceClass(),
        lambda.getFunctionalInterfaceMethodName(),
        lambda.getFunctionalInterfaceMethodSignature(),
        lambda.getImplMethodKind(),
        lambda.getImplClass(),
        lambda.getImplMethodName(),
        lambda.getImplMethodSignature(),
        lambda.getInstantiatedMethodType());
  }

  /**
   * What a lambda or method reference says of itself; empty if the object is neither. One that is
   * not serializable says nothing, which is an error.
   */
  static Optional<SerializedLambda> serialized(Object object) {
    Class<?> type = object.getClass();
    if (!type.isHidden()) {
      return Optional.empty();
    }
    try {
      Method replace = type.getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      if (replace.invoke(object) instanceof SerializedLambda lambda) {
        return Optional.of(lambda);
      }
    } catch (NoSuchMethodException e) {
      throw Reach.refused(
          "a lambda of "
              + interfaces(type)
              + " that is not serializable, expected an interface that extends Serializable");
    } catch (InvocationTargetException | IllegalAccessException | RuntimeException e) {
      throw Reach.refused("a lambda of " + interfaces(type) + " does not show its parts: " + e);
    }
    throw Reach.refused("an object of the hidden class " + type.getName());
  }

  private static String interfaces(Class<?> type) {
    return type.getInterfaces().length == 0 ? "no interface" : type.getInterfaces()[0].getName();
  }

  void write(ByteWriter out) {
    out.putText(functionalInterface);
    out.putText(method);
    out.putText(methodType);
    out.putByte(kind);
    out.putText(owner);
    out.putText(name);
    out.putText(type);
    out.putText(instantiated);
  }

  /** How many bytes at the start of captured values say which lambda they are of; 0 if none do. */
  static int length(Bytes values) {
    ByteReader in = new ByteReader(values.toBuffer());
    try {
      if (in.takeByte() == ValueTag.LAMBDA.ordinal()) {
        read(in);
        return values.length() - in.remaining();
      }
    } catch (MillraceException e) {
      // Bytes of something else, which none has to understand here.
      return 0;
    }
    return 0;
  }

  static LambdaForm read(ByteReader in) {
    return new LambdaForm(
        in.takeText(),
        in.takeText(),
        in.takeText(),
        in.takeByte(),
        in.takeText(),
        in.takeText(),
        in.takeText(),
        in.takeText());
  }
}
