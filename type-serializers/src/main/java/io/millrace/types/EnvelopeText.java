// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.nio.charset.StandardCharsets;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The JSON text of a signed envelope that a rule came in. Of rules that were let in the code of
 * functions is in memory once, however many have it; the text is then put together when it is asked
 * for. Immutable.
 */
@PublicEvolving
public final class EnvelopeText {
  private final PartedBytes bytes;

  private EnvelopeText(PartedBytes bytes) {
    this.bytes = bytes;
  }

  public static EnvelopeText of(String text) {
    return new EnvelopeText(PartedBytes.whole(text.getBytes(StandardCharsets.UTF_8)));
  }

  public String text() {
    return new String(bytes.bytes(), StandardCharsets.UTF_8);
  }

  /** In bytes of UTF-8. */
  public int length() {
    return bytes.length();
  }

  EnvelopeText kept() {
    PartedBytes kept = bytes.kept();
    return kept.isParted() && !bytes.isParted() ? new EnvelopeText(kept) : this;
  }

  PartedBytes bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnvelopeText that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
