// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.kafka;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Batches can be compressed in ways for which Kafka's client needs a library that it does not bring
 * along; where that is missing it names a class of it.
 */
final class MissingCodec {
  /** By what is in the names of their classes. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "com/github/luben/zstd", "zstd-jni",
          "net/jpountz", "lz4-java",
          "org/xerial/snappy", "snappy-java");

  private MissingCodec() {}

  /**
   * What to throw for what the client threw: a failure that ends the job, since the library will
   * not come by itself, or the same where no library is missing.
   */
  static RuntimeException explain(RuntimeException failed, KafkaTopic topic) {
    return ExceptionUtils.findThrowable(failed, NoClassDefFoundError.class)
        .map(missing -> String.valueOf(missing.getMessage()).replace('.', '/'))
        .flatMap(
            name ->
                LIBRARIES.entrySet().stream()
                    .filter(each -> name.contains(each.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .<RuntimeException>map(library -> of(library, topic))
        .orElse(failed);
  }

  private static SuppressRestartsException of(String library, KafkaTopic topic) {
    return new SuppressRestartsException(
        new IOException(
            "Cannot read %s: it is compressed in a way that needs %s, expected that on the class path, in lib/ of a cluster"
                .formatted(topic, library)));
  }
}
