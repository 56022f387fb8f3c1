// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Code by shape, the most recently compiled ones. A program keeps the code it has; a shape that was
 * forgotten is made again for the next program.
 */
final class CodeCache {
  /** Shapes that are remembered. */
  static final int CAPACITY = 1024;

  private final Map<Shape, Code> codes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Code> eldest) {
          return size() > CAPACITY;
        }
      };
  private long hits;
  private long misses;

  /**
   * @param shapes how many are remembered
   * @param hits programs that found their shape
   * @param misses programs that did not
   */
  record Counts(int shapes, long hits, long misses) {}

  CodeCache() {}

  /** Null if the shape is unknown. */
  Code get(Shape shape) {
    Code known = codes.get(shape);
    if (known == null) {
      misses++;
    } else {
      hits++;
    }
    return known;
  }

  Code put(Shape shape, Code code) {
    codes.put(shape, code);
    return code;
  }

  Counts counts() {
    return new Counts(codes.size(), hits, misses);
  }
}
