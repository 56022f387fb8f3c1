// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

/**
 * A command line that can not be run: one line that names the option, what was found, what was
 * expected.
 */
final class BadOption extends Exception {
  private static final long serialVersionUID = 1L;

  BadOption(String option, String found, String expected) {
    super("Cannot use --%s: found %s, expected %s".formatted(option, found, expected));
  }

  BadOption(Option option, String found, String expected) {
    this(option.word(), found, expected);
  }

  BadOption(Option option, String problem) {
    super("Cannot use --%s: %s".formatted(option.word(), problem));
  }
}
