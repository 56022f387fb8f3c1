// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Bytes;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Writes and reads what the library does not know of itself. Several are asked in the order in
 * which they were installed: the first that writes bytes claims a thing, and its id goes with them,
 * so that the codec of that id reads them. Called by several threads.
 *
 * <p>A session looks for code by value inside its own envelopes only. A codec that makes code out
 * of other bytes has to ask for itself who wrote them.
 *
 * <p>What functions of users are is {@link io.millrace.udf.UserFunction}; plans and physical
 * expressions are whatever the codec makes of them.
 */
@PublicEvolving
public interface ExtensionCodec {
  /**
   * The bytes of a thing; empty for one that is not this codec's, or that its name says all of. An
   * empty run of bytes counts as none. What is thrown counts as "not mine" if another codec claims
   * the thing, and fails the encoding if none does.
   */
  Optional<Bytes> encode(ExtensionKind kind, Object thing) throws Exception;

  /**
   * What {@link #encode} of this id wrote.
   *
   * @param name of a function as its call says it; empty for other things
   * @param bytes empty where a function came by name alone and is not registered: then all codecs
   *     are asked in order
   * @return null if this codec has nothing of that name
   */
  Object decode(ExtensionKind kind, String name, Bytes bytes) throws Exception;

  /**
   * Under which bytes name this codec, in all sessions and after a restart. By default the name of
   * its class; a class without a lasting name, such as a lambda's, has none and gets one that holds
   * for this session only.
   */
  default Optional<String> codecId() {
    Class<?> type = getClass();
    return type.isHidden() || type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()
        ? Optional.empty()
        : Optional.of(type.getName());
  }
}
