// SPDX-License-Identifier: Apache-2.0
package io.millrace.trust;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys have signed an envelope. A signature is verified once in a process however many
 * subtasks and restores ask: of those that hold, a digest of message, signature and key is
 * remembered, at most {@link #MOST}. Thread-safe.
 */
final class HeldSignatures {
  private static final int MOST = 20_000;

  /** Digests only, so nothing of a user's is kept alive. */
  private static final HeldSignatures OF_PROCESS = new HeldSignatures();

  private final Set<ByteBuffer> held = new LinkedHashSet<>();

  static HeldSignatures ofProcess() {
    return OF_PROCESS;
  }

  /** The keys of the set, each once, whatever their status. */
  List<TrustedKey> signers(SignedEnvelope envelope, KeySet keys) {
    List<TrustedKey> signers = new ArrayList<>();
    if (!envelope.payloadType().equals(SignedEnvelope.PAYLOAD_TYPE)) {
      return signers;
    }
    byte[] message = envelope.signed();
    byte[] digest = sha256().digest(message);
    for (SignedEnvelope.Signature signature : envelope.signatures()) {
      TrustedKey key = keys.key(signature.keyId()).orElse(null);
      if (key != null && !signers.contains(key) && holds(message, digest, signature, key)) {
        signers.add(key);
      }
    }
    return signers;
  }

  private boolean holds(
      byte[] message, byte[] digest, SignedEnvelope.Signature signature, TrustedKey key) {
    MessageDigest all = sha256();
    all.update(digest);
    all.update((byte) key.algorithm().ordinal());
    all.update(sha256().digest(key.material()));
    all.update(signature.bytes());
    ByteBuffer name = ByteBuffer.wrap(all.digest());
    synchronized (held) {
      if (held.contains(name)) {
        return true;
      }
    }
    if (!key.verifies(message, signature.bytes())) {
      return false;
    }
    synchronized (held) {
      if (held.add(name) && held.size() > MOST) {
        Iterator<ByteBuffer> oldest = held.iterator();
        oldest.next();
        oldest.remove();
      }
    }
    return true;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has it", e);
    }
  }
}
