// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

/** With which characters a match can begin. */
final class FirstPoints {
  private FirstPoints() {}

  /** Of what matches at least one character. */
  static CodePoints of(Node node) {
    if (node instanceof Node.One one) {
      return one.points();
    }
    if (node instanceof Node.Group group) {
      return of(group.part());
    }
    if (node instanceof Node.Repeat repeat) {
      return of(repeat.part());
    }
    CodePoints points = CodePoints.NONE;
    if (node instanceof Node.Any any) {
      for (Node part : any.parts()) {
        points = points.or(of(part));
      }
    } else if (node instanceof Node.All all) {
      for (Node part : all.parts()) {
        points = points.or(of(part));
        if (!part.canBeEmpty()) {
          return points;
        }
      }
    }
    return points;
  }
}
