// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The second line behind a signature: which functions may come by value at all. It finds mistakes,
 * not attackers: code that is let in can do what its process can.
 *
 * @param functions names, or empty for any
 * @param families of payloads, as {@code DFJVUDF}, or empty for any
 * @param packages that classes lie in or below, or empty for any
 */
@PublicEvolving
public record AllowList(List<String> functions, List<String> families, List<String> packages)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Lets everything through. */
  public static final AllowList ANY = new AllowList(List.of(), List.of(), List.of());

  public AllowList {
    functions = List.copyOf(functions);
    families = List.copyOf(families);
    packages = List.copyOf(packages);
  }

  boolean hasFunction(String name) {
    return functions.isEmpty() || functions.contains(name);
  }

  boolean hasFamily(String family) {
    return families.isEmpty() || families.contains(family);
  }

  /**
   * @param className as {@code Class.getName} gives it
   */
  boolean hasClass(String className) {
    return packages.isEmpty()
        || packages.stream().anyMatch(each -> className.startsWith(each + "."));
  }
}
