// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Runs a function out of a file; a program of its own, that has no class of the sender. */
public final class Receiver {
  private Receiver() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    JvmClosure closure = JvmClosure.read(Files.readAllBytes(Path.of(args[0])));
    Function<Long, Object> function =
        (Function<Long, Object>) closure.instantiate(Receiver.class.getClassLoader());
    try {
      Class.forName(closure.classNames().iterator().next());
      System.out.println("has the class already");
    } catch (ClassNotFoundException e) {
      System.out.println(function.apply(Long.valueOf(args[1])));
    }
  }
}
