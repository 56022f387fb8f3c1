// SPDX-License-Identifier: Apache-2.0
package org.example.travel;

import java.io.Serializable;
import java.util.List;
import java.util.function.LongFunction;

/** A function that captures what it is given. */
public final class Words {
  /** As functions that travel have to be. */
  public interface Choice extends LongFunction<String>, Serializable {}

  private Words() {}

  public static Choice first(List<String> words) {
    return number -> words.get(0);
  }
}
