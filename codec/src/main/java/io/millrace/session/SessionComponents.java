// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.udf.UserFunction;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** What a {@link SessionExtension} brings. */
@PublicEvolving
public record SessionComponents(
    List<ExtensionCodec> logicalExtensionCodecs,
    List<ExtensionCodec> physicalExtensionCodecs,
    List<UserFunction> functions) {
  public static final SessionComponents NONE =
      new SessionComponents(List.of(), List.of(), List.of());

  public SessionComponents {
    logicalExtensionCodecs = List.copyOf(logicalExtensionCodecs);
    physicalExtensionCodecs = List.copyOf(physicalExtensionCodecs);
    functions = List.copyOf(functions);
  }
}
