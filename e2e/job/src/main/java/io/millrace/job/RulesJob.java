// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.core.execution.JobClient;

/**
 * The main job: rules over events, embedded in this JVM or, with {@code flink run} or from an
 * uploaded jar, on a cluster. Embedded it ends the JVM with 0 when events and rules have ended, 1
 * when the job failed, 2 when it was not started.
 */
@PublicEvolving
public final class RulesJob {
  private RulesJob() {}

  /** On a cluster this may be a JobManager's JVM, which is not to be ended for a wrong option. */
  public static void main(String[] args) throws Exception {
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(Options.HELP);
    } else if (Place.here() == Place.EMBEDDED) {
      embedded(args);
    } else {
      try {
        run(args);
      } catch (BadOption refused) {
        throw new ProgramParametrizationException(refused.getMessage());
      }
    }
  }

  private static void embedded(String[] args) {
    try {
      run(args);
    } catch (BadOption refused) {
      System.err.println(refused.getMessage());
      System.exit(2);
    } catch (Exception failed) {
      System.err.println("The job failed: " + reason(failed));
      System.exit(1);
    }
  }

  private static void run(String[] args) throws Exception {
    Options options = Options.parse(args);
    Environment environment = Environment.of(options);
    new RulesPipeline(options, environment.place()).build(environment.flink());
    execute(environment, options);
  }

  private static void execute(Environment environment, Options options) throws Exception {
    String name = options.text(Option.NAME);
    String stateDir = options.text(Option.STATE_DIR);
    if (environment.place() == Place.CLUSTER || stateDir == null) {
      environment.flink().execute(name);
      return;
    }
    JobClient job = environment.flink().executeAsync(name);
    Interruption.stops(job, Path.of(stateDir).toAbsolutePath().toUri().toString());
    job.getJobExecutionResult().get();
  }

  /** The first line of what lies at the bottom of a failure. */
  private static String reason(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(cause.toString());
  }
}
