// SPDX-License-Identifier: Apache-2.0
package io.millrace.function;

import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** The parameters of the few functions of DataFusion whose arguments may be named in a call. */
@Internal
public final class ParameterNames {
  private static final Map<String, List<String>> ALL =
      Map.of(
          "corr", List.of("y", "x"),
          "lag", List.of("expr", "offset", "default"),
          "lead", List.of("expr", "offset", "default"),
          "percentile_cont", List.of("expr", "percentile"),
          "substr", List.of("str", "start_pos", "length"));

  private ParameterNames() {}

  /**
   * In order; none where arguments have no names.
   *
   * @param function its own name
   */
  public static List<String> of(String function) {
    return ALL.getOrDefault(function, List.of());
  }
}
