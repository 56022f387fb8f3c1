// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import io.millrace.Limits;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Defines and drops functions of distinct classes; a program of its own, for a small metaspace. */
final class ManyClosures {
  /** Not told by how busy the machine is. */
  private static final Limits PATIENT = Limits.DEFAULT.with(Limit.CALL_MILLIS, 100_000);

  private ManyClosures() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws InterruptedException {
    int count = Integer.parseInt(args[0]);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      String name = "org/example/many/Code" + i;
      byte[] bytes = Payloads.reference(Map.of(name, Payloads.constant(name, i)), name, "f");
      Object function =
          JvmClosure.read(bytes, PATIENT).instantiate(ManyClosures.class.getClassLoader());
      loaders.add(new WeakReference<>(function.getClass().getClassLoader()));
      sum += (Integer) ((Function<Object, Object>) function).apply(null);
    }
    long left = count;
    for (int tries = 0; tries < 50 && left > 0; tries++) {
      System.gc();
      left = loaders.stream().filter(each -> each.get() != null).count();
    }
    System.out.println(sum + " " + left);
  }
}
