// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.security.Provider;
import java.security.Security;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.internals.ScramSaslClientProvider;

/**
 * Logins with SCRAM are made by classes that the whole JVM knows by name, those of the first class
 * loader that has a client. Flink closes that one with its job, and what it has not loaded by then,
 * as when the password was wrong, is missing in all later jobs.
 */
final class ScramMechanism {
  private ScramMechanism() {}

  /** Makes the classes of this class loader the known ones, for clients that need them. */
  static void registerFor(Map<String, String> client) {
    if (!client.getOrDefault(SaslConfigs.SASL_MECHANISM, "").startsWith("SCRAM-")) {
      return;
    }
    Class<?> ours = ScramSaslClientProvider.class;
    for (Provider each : Security.getProviders()) {
      if (each.getClass() != ours && each.getClass().getName().equals(ours.getName())) {
        Security.removeProvider(each.getName());
      }
    }
    ScramSaslClientProvider.initialize();
  }
}
