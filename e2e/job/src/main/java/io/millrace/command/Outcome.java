// SPDX-License-Identifier: Apache-2.0
package io.millrace.command;

import java.io.IOException;
import org.apache.flink.annotation.Internal;

/** How a command ends: 0, 1 if something was refused, 2 if it could not be done. */
@Internal
public final class Outcome {
  private Outcome() {}

  /** What a command does. */
  public interface Command {
    int run() throws CommandLine.Refused, IOException;
  }

  public static int of(Command command) {
    try {
      return command.run();
    } catch (CommandLine.Refused refused) {
      System.err.println(refused.getMessage());
    } catch (IOException failed) {
      System.err.println("Cannot read or write: " + failed);
    }
    return 2;
  }
}
