// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** What Ctrl-C or SIGTERM does to an embedded job that keeps state. */
final class Interruption {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private Interruption() {}

  /**
   * The first ends the job with a savepoint, from which the next run goes on as if nothing had
   * been; the second ends the JVM.
   */
  static void stops(JobClient job, String directory) {
    for (String name : SIGNALS) {
      Signal.handle(new Signal(name), signal -> stop(job, directory));
    }
  }

  private static void stop(JobClient job, String directory) {
    SIGNALS.forEach(name -> Signal.handle(new Signal(name), SignalHandler.SIG_DFL));
    System.err.println("Stopping with a savepoint; once more to end at once");
    job.stopWithSavepoint(false, directory, SavepointFormatType.NATIVE)
        .whenComplete(
            (savepoint, failed) -> {
              if (failed != null) {
                System.err.println("Cannot stop with a savepoint: " + failed.getMessage());
                Runtime.getRuntime().halt(1);
              }
            });
  }
}
