// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * Snapshots of operators as a release wrote them, in a folder for each release and name, and what
 * comes out when their tasks go on.
 */
public record RecordedState(String release, String name) {
  /** A new release is one more name. */
  private static final List<String> RELEASES = List.of("0.1");

  private static final Path FILES = Path.of("src", "test", "resources", "state");
  private static final String OUTPUT = "output.txt";

  /** Of all releases that know the name; the newest has to. */
  public static Stream<RecordedState> of(String name) {
    return RELEASES.stream()
        .map(release -> new RecordedState(release, name))
        .filter(each -> each.isNewest() || Files.exists(each.folder()));
  }

  /** Whether this run writes what the newest release keeps; what the others wrote stays. */
  public boolean isWritten() {
    return isNewest() && Boolean.getBoolean("millrace.write");
  }

  private boolean isNewest() {
    return release.equals(RELEASES.get(RELEASES.size() - 1));
  }

  private Path folder() {
    return FILES.resolve(release).resolve(name);
  }

  public void write(String operator, OperatorSubtaskState snapshot) throws IOException {
    Files.createDirectories(folder());
    OperatorSnapshotUtil.writeStateHandle(snapshot, folder().resolve(operator).toString());
  }

  public OperatorSubtaskState read(String operator) throws Exception {
    return OperatorSnapshotUtil.readStateHandle(folder().resolve(operator).toString());
  }

  public void writeOutput(List<String> lines) throws IOException {
    Files.write(folder().resolve(OUTPUT), lines);
  }

  public List<String> output() throws IOException {
    return Files.readAllLines(folder().resolve(OUTPUT));
  }

  @Override
  public String toString() {
    return name + " of " + release;
  }
}
