// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import io.millrace.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Runs a function out of a file; a program of its own, that has no class of the sender. */
public final class Receiver {
  /** Not told by how busy the machine is. */
  private static final Limits PATIENT = Limits.DEFAULT.with(Limit.CALL_MILLIS, 100_000);

  private Receiver() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    JvmClosure closure = JvmClosure.read(Files.readAllBytes(Path.of(args[0])), PATIENT);
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
