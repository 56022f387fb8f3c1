// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes lambdas of a form as the JVM does for a lambda in the source. The code they call is a
 * method of a class that came, or one that a class in no package may call; {@code
 * $deserializeLambda$} of classes on the class path has no part in it.
 */
final class LambdaLink {
  private final LambdaForm form;
  private final ClosureLoader loader;

  LambdaLink(LambdaForm form, ClosureLoader loader) {
    this.form = form;
    this.loader = loader;
  }

  MethodHandle maker(int captured) throws ReflectiveOperationException {
    Class<?> owner = type(form.owner());
    MethodHandles.Lookup lookup =
        loader.has(form.owner()) ? loader.inside(owner) : loader.beside(form.functionalInterface());
    MethodHandle code = code(lookup, owner, methodType(form.type()));
    if (captured > code.type().parameterCount()) {
      throw ByteReader.malformed(captured + " captured values of a method " + form.type());
    }
    Class<?> functionalInterface = type(form.functionalInterface());
    MethodType erased = methodType(form.methodType());
    List<Object> arguments = new ArrayList<>();
    arguments.add(erased);
    arguments.add(code);
    arguments.add(methodType(form.instantiated()));
    List<MethodType> bridges = bridges(functionalInterface, erased);
    arguments.add(LambdaMetafactory.FLAG_SERIALIZABLE | LambdaMetafactory.FLAG_BRIDGES);
    arguments.add(bridges.size());
    arguments.addAll(bridges);
    MethodType taken =
        MethodType.methodType(
            functionalInterface, code.type().parameterList().subList(0, captured));
    try {
      CallSite site =
          LambdaMetafactory.altMetafactory(lookup, form.method(), taken, arguments.toArray());
      return site.getTarget();
    } catch (LambdaConversionException | IllegalArgumentException e) {
      throw new ReflectiveOperationException(e.getMessage(), e);
    }
  }

  private MethodHandle code(MethodHandles.Lookup lookup, Class<?> owner, MethodType type)
      throws ReflectiveOperationException {
    return switch (form.kind()) {
      case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, form.name(), type);
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
          lookup.findVirtual(owner, form.name(), type);
      case MethodHandleInfo.REF_invokeSpecial ->
          lookup.findSpecial(owner, form.name(), type, lookup.lookupClass());
      case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
      default -> throw ByteReader.malformed("a method reference of kind " + form.kind());
    };
  }

  /** Other signatures that the interface has for its method. */
  private List<MethodType> bridges(Class<?> functionalInterface, MethodType erased) {
    return Arrays.stream(functionalInterface.getMethods())
        .filter(each -> Modifier.isAbstract(each.getModifiers()))
        .filter(each -> each.getName().equals(form.method()))
        .filter(each -> each.getParameterCount() == erased.parameterCount())
        .map(LambdaLink::typeOf)
        .filter(each -> !each.equals(erased))
        .distinct()
        .toList();
  }

  private static MethodType typeOf(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(TravelNames.dotted(name), false, loader);
  }

  private MethodType methodType(String descriptor) {
    return MethodType.fromMethodDescriptorString(descriptor, loader);
  }
}
