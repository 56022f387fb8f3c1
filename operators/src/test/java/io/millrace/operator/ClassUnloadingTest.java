// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSchema;
import java.io.File;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.types.Row;
import org.apache.flink.util.ChildFirstClassLoader;
import org.junit.jupiter.api.Test;

class ClassUnloadingTest {
  private static final int PATIENCE_MILLIS = 200;
  private static final int ATTEMPTS = 40;

  /** What a job does, in the classes of its own loader. */
  public static final class Job implements Callable<String> {
    @Override
    public String call() throws Exception {
      Expressions<Row> flights =
          Expressions.overRows(SqlSchema.parse("carrier VARCHAR, dep_delay DOUBLE"));
      Row row = Row.of("AA", 90.0);
      return Tasks.filter(flights.filter("dep_delay > 60 and carrier like '%A%'"), row).size()
          + Tasks.map(flights.map("upper(carrier)", "dep_delay / 60"), row).toString();
    }
  }

  /**
   * All but the last: Java 17 keeps the classes of the record that it compared last. A thread that
   * is left behind would hold its loader, too.
   */
  @Test
  void theClassesOfJobsGoWithThem() throws Exception {
    ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    Set<Reference<?>> expected = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      expected.add(run(gone));
    }
    Reference<ClassLoader> last = run(gone);
    for (int i = 0; i < ATTEMPTS && !expected.isEmpty(); i++) {
      System.gc();
      for (Object each = gone.remove(PATIENCE_MILLIS); each != null; each = gone.poll()) {
        expected.remove(each);
      }
    }
    assertThat(expected).isEmpty();
    Reference.reachabilityFence(last);
  }

  private static Reference<ClassLoader> run(ReferenceQueue<ClassLoader> gone) throws Exception {
    try (URLClassLoader loader = userCode()) {
      Class<?> job = loader.loadClass(Job.class.getName());
      assertThat(job.getClassLoader()).isSameAs(loader);
      Object result = ((Callable<?>) job.getConstructor().newInstance()).call();
      assertThat(result).isEqualTo("1[+I[AA, 1.5]]");
      return new PhantomReference<>(loader, gone);
    }
  }

  /** Flink's own loader, child first, with the class path of this test. */
  private static URLClassLoader userCode() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return new ChildFirstClassLoader(
        urls.toArray(URL[]::new),
        ClassUnloadingTest.class.getClassLoader(),
        new String[] {"java.", "org.apache.flink.", "org.slf4j", "org.apache.logging", "org.junit"},
        error -> {});
  }
}
