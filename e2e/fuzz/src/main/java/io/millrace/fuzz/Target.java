// SPDX-License-Identifier: Apache-2.0
package io.millrace.fuzz;

import java.util.Locale;

/** What is fuzzed. */
enum Target {
  ARROW(ArrowTarget.class, ArrowTarget::fuzzerTestOneInput),
  CLOSURE(ClosureTarget.class, ClosureTarget::fuzzerTestOneInput),
  DECODER(DecoderTarget.class, DecoderTarget::fuzzerTestOneInput),
  FORMAT(FormatTarget.class, FormatTarget::fuzzerTestOneInput),
  FUNCTION(FunctionTarget.class, FunctionTarget::fuzzerTestOneInput),
  REGEX(RegexTarget.class, RegexTarget::fuzzerTestOneInput),
  SIGNED(SignedTarget.class, SignedTarget::fuzzerTestOneInput),
  SQL(SqlTarget.class, SqlTarget::fuzzerTestOneInput),
  STATE(StateTarget.class, StateTarget::fuzzerTestOneInput);

  /** One input; anything thrown is a finding. */
  interface Body {
    void run(byte[] input) throws Exception;
  }

  private final Class<?> type;
  private final Body body;

  Target(Class<?> type, Body body) {
    this.type = type;
    this.body = body;
  }

  /** As the command line and the folders of the corpus call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class that Jazzer calls. */
  String className() {
    return type.getName();
  }

  void run(byte[] input) throws Exception {
    body.run(input);
  }
}
