// SPDX-License-Identifier: Apache-2.0
package io.millrace.builtin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** All declared functions, by the name under which the wire carries them. */
@Internal
public final class BuiltIns {
  private static final BuiltIns ALL = new BuiltIns();

  private final Map<String, Scalar> scalars = new HashMap<>();
  private final Map<String, Aggregate> aggregates = new HashMap<>();

  private BuiltIns() {
    List.of(
            DateTimeFunctions.ALL,
            ExtremeFunctions.ALL,
            HashFunctions.ALL,
            MathFunctions.ALL,
            NestedFunctions.ALL,
            RegexFunctions.ALL,
            RoundingFunctions.ALL,
            StringFunctions.ALL,
            TextBuilding.ALL,
            TypeFunctions.ALL)
        .forEach(family -> family.forEach(each -> scalars.put(each.name(), each)));
    List.of(AggregateFunctions.ALL)
        .forEach(family -> family.forEach(each -> aggregates.put(each.name(), each)));
  }

  public static BuiltIns registry() {
    return ALL;
  }

  public Optional<Scalar> scalar(String name) {
    return Optional.ofNullable(scalars.get(name));
  }

  public Optional<Aggregate> aggregate(String name) {
    return Optional.ofNullable(aggregates.get(name));
  }
}
