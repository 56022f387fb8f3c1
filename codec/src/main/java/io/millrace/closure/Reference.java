// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

/**
 * What the code of a method needs.
 *
 * @param owner internal name of a class
 * @param name of a member; null where the class alone is meant
 * @param type descriptor of the member
 */
record Reference(Kind kind, String owner, String name, String type) {
  enum Kind {
    /** The class must be there. */
    CLASS,
    /** Objects of the class may exist. */
    OBJECTS,
    METHOD,
    STATIC_FIELD,
    FIELD_READ,
    FIELD_WRITE
  }

  static Reference to(String owner) {
    return new Reference(Kind.CLASS, owner, null, null);
  }

  static Reference toObjectsOf(String owner) {
    return new Reference(Kind.OBJECTS, owner, null, null);
  }

  String member() {
    return name + type;
  }
}
