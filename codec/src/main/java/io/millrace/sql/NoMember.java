// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

/** Thrown where a type is asked for that has a member which is not there. */
final class NoMember extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param found what there is instead, for a message
   */
  NoMember(String found) {
    super(found, null, false, false);
  }
}
