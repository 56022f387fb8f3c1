// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The environment that a job runs in, set up as its options ask. */
record Environment(StreamExecutionEnvironment flink, Place place) {
  private static final int RESTARTS = 3;

  static Environment of(Options options) throws BadOption {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    Place place = Place.of(flink);
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    if (options.duration(Option.CHECKPOINT_INTERVAL) != null) {
      configuration.set(
          CheckpointingOptions.CHECKPOINTING_INTERVAL,
          options.duration(Option.CHECKPOINT_INTERVAL));
      configuration.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
    }
    if (options.text(Option.STATE_DIR) != null) {
      keepState(options.text(Option.STATE_DIR), place, configuration);
    }
    if (place == Place.EMBEDDED) {
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, restarts(options));
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
      configuration.set(
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
    }
    flink.configure(configuration);
    if (place == Place.EMBEDDED || options.count(Option.PARALLELISM) > 0) {
      flink.setParallelism(Math.max(1, options.count(Option.PARALLELISM)));
    }
    return new Environment(flink, place);
  }

  private static String restarts(Options options) {
    return options.duration(Option.CHECKPOINT_INTERVAL) == null ? "none" : "fixed-delay";
  }

  private static void keepState(String uri, Place place, Configuration configuration)
      throws BadOption {
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (place == Place.CLUSTER) {
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri);
      return;
    }
    try {
      Path directory = Files.createDirectories(Path.of(uri).toAbsolutePath());
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
      Optional<Path> newest = newestCheckpoint(directory);
      newest.ifPresent(
          each -> {
            System.err.println("Going on from checkpoint " + each);
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, each.toUri().toString());
          });
    } catch (IOException unwritable) {
      throw new BadOption(Option.STATE_DIR, unwritable.toString(), "a directory to write to");
    }
  }

  /** A checkpoint is complete when its metadata is there: {@code JOB/chk-N/_metadata}. */
  private static Optional<Path> newestCheckpoint(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, 3)) {
      return files
          .filter(each -> each.endsWith("_metadata"))
          .max(Comparator.comparingLong(each -> each.toFile().lastModified()))
          .map(Path::getParent);
    }
  }
}
