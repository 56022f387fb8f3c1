// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.expr.Bytes;
import io.millrace.udf.UserFunction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells a user's function from all others, of the same name, too. As text it is the same in
 * every task: the name, and for one that came with bytes their digest.
 */
record Identity(UserFunction function) {
  @Override
  public String toString() {
    return function
        .source()
        .map(bytes -> function.name() + '#' + digest(bytes))
        .orElse(function.name());
  }

  private static String digest(Bytes bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
