// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import java.io.IOException;

/** How a command ends: 0, 1 if something was refused, 2 if it could not be done. */
final class Outcome {
  private Outcome() {}

  /** What a command does. */
  interface Command {
    int run() throws CommandLine.Refused, IOException;
  }

  static int of(Command command) {
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
